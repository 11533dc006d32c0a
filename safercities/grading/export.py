"""`safercities export`: grades as a table, feedback as one zip for each trainee."""

import argparse
import csv
import sys
import zipfile
from pathlib import Path

from safercities.grading.folder import add_course_option, course_folder

COLUMNS = ("trainee", "assignment", "task", "title", "points", "of", "comment")
# A spreadsheet takes a text that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def add_command(subparsers: argparse._SubParsersAction) -> None:
    """Add `export` to the command line."""
    export = subparsers.add_parser("export", help="grades as CSV, or feedback as zips")
    export.add_argument("format", choices=["grades", "feedback"])
    add_course_option(export)
    export.add_argument("--to", type=Path, help="file for grades, folder for feedback")
    export.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> int:
    """Write what was asked for, and say where."""
    course = course_folder(options.course)
    if not (course / "gradebook.db").exists():
        print(f"safercities export: no gradebook.db in {course}; grade first.", file=sys.stderr)
        return 2
    if options.format == "grades":
        path = options.to or course / "grades-by-task.csv"
        print(f"{export_grades(course, path)} lines in {path}")
        return 0
    folder = options.to or course / "feedback-zips"
    written = export_feedback(course, folder)
    if not written:
        print("safercities export: no pages; run `nbgrader generate_feedback`.", file=sys.stderr)
        return 2
    print(f"{len(written)} zips in {folder}")
    return 0


def export_grades(course: Path, path: Path) -> int:
    """Write one line for each task of each submission; how many."""
    from nbgrader.api import Gradebook

    lines = []
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for assignment in gradebook.assignments:
            titles = _titles(course, assignment.name)
            for submission in gradebook.assignment_submissions(assignment.name):
                for notebook in submission.notebooks:
                    comments = {each.name: each.comment for each in notebook.comments}
                    for grade in notebook.grades:
                        number, title = titles.get(grade.name, (grade.name, ""))
                        unmarked = grade.auto_score is None and grade.manual_score is None
                        points = "" if unmarked else grade.score
                        comment = comments.get(grade.name) or ""
                        where = submission.student.id, assignment.name, number, title
                        lines.append((*where, points, grade.max_score, comment))
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows([_text(value) for value in line] for line in sorted(lines, key=_order))
    return len(lines)


def _titles(course: Path, slug: str) -> dict[str, tuple[str, str]]:
    """Number and title of each task, by the id of its cell."""
    from safercities.grading.notebook import read_notebook, tasks_of
    from safercities.grading.prepare import source_notebook

    path = source_notebook(course, slug)
    tasks = tasks_of(read_notebook(path)) if path.exists() else []
    return {task.grade_id: (task.number, task.title) for task in tasks}


def _order(line: tuple) -> tuple:
    """By trainee, assignment, and number of the task."""
    number = str(line[2])
    return line[0], line[1], int(number) if number.isdigit() else 0, number


def _text(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def export_feedback(course: Path, folder: Path) -> list[Path]:
    """Write one zip for each trainee, with the pages of all their assignments."""
    written = []
    for student in sorted(path for path in (course / "feedback").glob("*") if path.is_dir()):
        # Only the page itself is ours; other versions of nbgrader put files beside it.
        pages = [page for page in sorted(student.glob("*/*.html")) if page.stem == page.parent.name]
        if not pages:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{student.name}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for page in pages:
                file.write(page, page.name)
        written.append(path)
    return written
