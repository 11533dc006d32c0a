"""When work came: kept by whoever collects it, outside the submission.

nbgrader believes a `timestamp.txt` in the submission, which a trainee can write. Here the time is
what the exchange or the platform says, and stands in `.collected/` of the course folder. Work that
was put into `submitted/` by hand has no time, and is never late.
"""

from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import parse_utc

FILE = "timestamp.txt"


def stamp_file(course: Path, slug: str, student: str) -> Path:
    """Where the time of one submission is kept."""
    return course / ".collected" / slug / f"{student}.txt"


def keep_stamp(course: Path, slug: str, student: str, time: datetime | None) -> None:
    """Keep the time that a collector has found; without one, none is known."""
    path = stamp_file(course, slug, student)
    if time is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{time.isoformat(' ')} UTC\n")


def stamp_of(course: Path, slug: str, student: str) -> datetime | None:
    """The time that was kept, in UTC, or None."""
    path = stamp_file(course, slug, student)
    return parse_utc(path.read_text().strip()) if path.exists() else None


class TrustedTime(NbGraderPreprocessor):
    """In `c.Autograde.sanitize_preprocessors`: the gradebook gets the time that was kept.

    nbgrader has written the submission's own time there a moment ago.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Correct the gradebook, and the time beside the autograded notebook."""
        course, names = CourseDirectory(config=self.config), resources["nbgrader"]
        slug, student = names["assignment"], names["student"]
        time = stamp_of(Path(course.root), slug, student)
        with Gradebook(names["db_url"], course.course_id) as gradebook:
            submission = gradebook.find_submission(slug, student)
            if submission.timestamp != time:
                submission.timestamp = time
                gradebook.db.commit()
        folder = Path(course.format_path(course.autograded_directory, student, slug))
        (folder / FILE).unlink(missing_ok=True)
        if time is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).write_text(f"{time.isoformat(' ')} UTC\n")
        return nb, resources
