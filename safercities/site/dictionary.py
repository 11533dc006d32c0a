"""`{data-dictionary}`: the tables of Lantern Bay, from `datasets/datapackage.json`."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from safercities.site.doctree import Content, paragraph, table
from safercities.site.words import _

PACKAGE = "datasets/datapackage.json"


def constraint_text(field: dict[str, Any]) -> str:
    """The limits of a column in words, such as `0 to 400; may be blank`."""
    rules = field.get("constraints", {})
    parts = []
    if "enum" in rules:
        parts.append(", ".join(str(value) for value in rules["enum"]))
    low, high = rules.get("minimum"), rules.get("maximum")
    if low is not None and high is not None:
        parts.append(_("%s to %s") % (low, high))
    elif low is not None:
        parts.append(_("%s or more") % low)
    elif high is not None:
        parts.append(_("%s or less") % high)
    if rules.get("pattern"):
        parts.append(_("form %s") % rules["pattern"])
    if rules.get("unique"):
        parts.append(_("unique"))
    if not rules.get("required"):
        parts.append(_("may be blank"))
    return "; ".join(parts)


def key_text(schema: dict[str, Any]) -> list[str]:
    """The primary and foreign keys of a table in words."""
    lines = []
    if "primaryKey" in schema:
        key = schema["primaryKey"]
        lines.append(_("Each row: one %s.") % (key if isinstance(key, str) else ", ".join(key)))
    for foreign in schema.get("foreignKeys", ()):
        own, other = foreign["fields"], foreign["reference"]
        own = own if isinstance(own, str) else ", ".join(own)
        target = other["resource"] or _("the same table")
        lines.append(_("%s points to %s.") % (own, target))
    return lines


class DataDictionary(SphinxDirective):
    """One section a table, one row a column."""

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir) / PACKAGE
        self.env.note_dependency(PACKAGE)
        if not path.exists():
            raise self.error(f"{self.name}: {PACKAGE} is missing; run `make data`")
        package = json.loads(path.read_text(encoding="utf-8"))
        return [self._section(resource) for resource in package["resources"]]

    def _section(self, resource: dict[str, Any]) -> nodes.section:
        name = resource["name"]
        title = resource.get("title", name)
        section = nodes.section("", nodes.title(title, title), ids=[f"table-{name}"])
        path = nodes.literal("", f"datasets/{resource['path']}")
        section += paragraph(resource.get("description", ""), " ", _("File:"), " ", path, ".")
        schema = resource.get("schema", {})
        if keys := key_text(schema):
            section += paragraph(" ".join(keys))
        if schema.get("fields"):
            rows = [self._row(field) for field in schema["fields"]]
            header = (_("Column"), _("Type and unit"), _("Meaning"), _("Allowed"))
            section += table(header, rows, ["sc-dictionary"])
        return section

    def _row(self, field: dict[str, Any]) -> tuple[Content, ...]:
        kind = ", ".join(part for part in (field["type"], field.get("unit")) if part)
        return nodes.literal("", field["name"]), kind, self._meaning(field), constraint_text(field)

    def _meaning(self, field: dict[str, Any]) -> str:
        return " ".join(field[key] for key in ("description", "howMade") if field.get(key))


def setup(app: Sphinx) -> None:
    app.add_directive("data-dictionary", DataDictionary)
