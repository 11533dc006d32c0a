"""What nbgrader does anew for each submission, done once for each process.

nbgrader opens the gradebook ten times for a submission, and each time SQLAlchemy forgets how it
wrote every query. It also has the form of its own metadata checked at each cell.
"""

import functools
from typing import Any

from jsonschema.validators import validator_for
from nbgrader import api
from nbgrader.nbgraderformat import common


def take() -> None:
    """Let nbgrader, in this process and its forks, keep what does not change."""
    api.create_engine = functools.cache(api.create_engine)
    common.jsonschema = SchemaOnce()


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
