"""What nbgrader does anew for each submission, done once for each process.

nbgrader opens the gradebook ten times for a submission. Each time it looks whether the tables are
there, and SQLAlchemy forgets how it wrote every query. It asks for cells, grades and comments one
by one, and has the form of its own metadata checked at each cell. jupyter_client reads the time of
each message, which nobody asks for.
"""

import functools
from collections.abc import Callable
from typing import Any

from jsonschema.validators import validator_for
from jupyter_client import session
from nbgrader import api
from nbgrader.nbgraderformat import common
from sqlalchemy.orm import joinedload, scoped_session, sessionmaker

open_gradebook = api.Gradebook.__init__


def take() -> None:
    """Let nbgrader, in this process and its forks, keep what does not change."""
    api.create_engine = functools.cache(api.create_engine)
    api.Gradebook.__init__ = _opening(set())
    api.Gradebook.find_source_cell = _cells_at_once(
        (api.SourceCell,), api.Gradebook.find_source_cell
    )
    # As in nbgrader, a grade cell goes before a task cell of the same name.
    api.Gradebook.find_graded_cell = _cells_at_once(
        (api.TaskCell, api.GradeCell), api.Gradebook.find_graded_cell
    )
    api.Gradebook.find_grade = _at_once(api.Grade, api.Gradebook.find_grade)
    api.Gradebook.find_comment = _at_once(api.Comment, api.Gradebook.find_comment)
    common.jsonschema = SchemaOnce()
    session.extract_dates = lambda header: header


def _opening(known: set[tuple[str, str]]) -> Callable:
    """What opens a gradebook; one that was opened before has its tables and its course."""

    def opened(
        self: api.Gradebook,
        db_url: str,
        course_id: str = "default_course",
        authenticator: Any = None,
    ) -> None:
        if (db_url, course_id) not in known:
            open_gradebook(self, db_url, course_id, authenticator)
            known.add((db_url, course_id))
            return
        self.engine = api.create_engine(db_url, echo=False, future=True)
        self.db = scoped_session(sessionmaker(autoflush=True, bind=self.engine, future=True))
        self.course_id, self.authenticator = course_id, authenticator

    return opened


def _cells_at_once(kinds: tuple[type, ...], one_by_one: Callable) -> Callable:
    """What finds a cell, with one question of each kind; autograding changes none of them."""

    def find(self: api.Gradebook, name: str, notebook: str, assignment: str) -> Any:
        kept = self.__dict__.setdefault("cells_at_once", {})
        key = (kinds, notebook, assignment)
        if key not in kept:
            whole = self.find_notebook(notebook, assignment).id
            asked = [self.db.query(kind).filter(kind.notebook_id == whole) for kind in kinds]
            kept[key] = {cell.name: cell for cells in asked for cell in cells}
        return kept[key].get(name) or one_by_one(self, name, notebook, assignment)

    return find


def _at_once(kind: type, one_by_one: Callable) -> Callable:
    """What finds a grade or a comment of a cell, with one question for a submitted notebook."""

    def find(self: api.Gradebook, cell: str, notebook: str, assignment: str, student: str) -> Any:
        kept = self.__dict__.setdefault("at_once", {})
        key = (kind, notebook, assignment, student)
        if key not in kept:
            whole = self.find_submission_notebook(notebook, assignment, student)
            rows = self.db.query(kind).filter(kind.notebook_id == whole.id)
            kept[key] = {row.cell.name: row for row in rows.options(joinedload(kind.cell))}
        return kept[key].get(cell) or one_by_one(self, cell, notebook, assignment, student)

    return find


class SchemaOnce:
    """Stands in for the module `jsonschema`, of which nbgrader's check uses one function."""

    def __init__(self) -> None:
        self._validators: dict[str, Any] = {}

    def validate(self, instance: dict, schema: dict) -> None:
        """As in jsonschema, with a schema that is checked when it comes first.

        Raises
        ------
        jsonschema.ValidationError
            When the metadata have another form.
        """
        name = schema["title"]
        if name not in self._validators:
            kind = validator_for(schema)
            kind.check_schema(schema)
            self._validators[name] = kind(schema)
        self._validators[name].validate(instance)
