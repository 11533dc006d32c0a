"""Which work is in hand: a mark on disk that outlives a grader who is killed."""

from pathlib import Path


class InHand:
    """Marks of submissions whose grading has begun and not ended.

    nbgrader takes a folder in `autograded/` for finished work. A grader that is killed leaves
    half-finished folders, so each submission has a mark here from before its first change to
    after its last one.

    Parameters
    ----------
    course : Path
        The course folder; marks stand in its hidden folder `.grading`.
    slug : str
        The assignment.
    """

    def __init__(self, course: Path, slug: str) -> None:
        self.folder = course / ".grading" / slug

    def __contains__(self, student: str) -> bool:
        return (self.folder / student).exists()

    def add(self, student: str) -> None:
        """Say that this student's work is begun."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / student).touch()

    def remove(self, student: str) -> None:
        """Say that this student's work is done."""
        (self.folder / student).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove the folders when no mark stands in them."""
        for folder in (self.folder, self.folder.parent):
            try:
                folder.rmdir()
            except OSError:
                return
