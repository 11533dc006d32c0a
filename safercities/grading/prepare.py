"""Put an assignment's data beside its notebook, so that its folder stands alone."""

import shutil
from pathlib import Path

from safercities.grading.notebook import AssignmentError, read_notebook


def source_notebook(course: Path, slug: str) -> Path:
    """Where an assignment's source notebook stands in an nbgrader course folder."""
    return course / "source" / slug / f"{slug}.ipynb"


def needed_datasets(course: Path, slug: str) -> list[str]:
    """The file names that the notebook's metadata list under `safercities: datasets`."""
    path = source_notebook(course, slug)
    listed = read_notebook(path).metadata.get("safercities", {}).get("datasets")
    if not listed:
        raise AssignmentError(
            f"{path.name}: its metadata list no data; add "
            '"safercities": {"datasets": ["streets.csv"]}.'
        )
    return list(listed)


def find_datasets(course: Path, needed: list[str]) -> Path:
    """The first folder `datasets` with every needed file, in the course folder or above it."""
    folders = [folder / "datasets" for folder in (course, *course.parents)]
    for folder in folders:
        if all((folder / name).is_file() for name in needed):
            return folder
    seen = next((folder for folder in folders if folder.is_dir()), None)
    if seen is None:
        raise AssignmentError(f"no folder `datasets` in {course} or above it; make the data first.")
    missing = ", ".join(name for name in needed if not (seen / name).is_file())
    raise AssignmentError(f"{seen} lacks {missing}; make the data again.")


def prepare(course: Path, slug: str) -> Path:
    """Copy the data that an assignment needs into `source/<slug>/datasets` and return that folder.

    What stood there before is removed, so that the folder holds the listed files and no others.
    """
    course = course.resolve()
    needed = needed_datasets(course, slug)
    origin = find_datasets(course, needed)
    target = source_notebook(course, slug).parent / "datasets"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in needed:
        shutil.copyfile(origin / name, target / name)
    return target
