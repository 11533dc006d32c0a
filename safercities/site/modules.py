"""The facts of each module, read from the front matter of `book/<slug>/overview.md`.

Schedule, objective map, key points and part strips are all derived from here. A mistake in the
front matter ends in a `ModuleError` that names the file and the field.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PART_KINDS = (
    "overview",
    "reading",
    "explorer",
    "lab",
    "check",
    "assignment",
    "decide",
    "key-points",
)
ANALYST_ONLY = {"lab", "assignment"}  # the decision route needs no code
NEEDS = ("needed", "helpful")
OBJECTIVE_ID = re.compile(r"\d\d\.\d+")


class ModuleError(ValueError):
    """The front matter of a module does not hold; the message names file, field and remedy."""


@dataclass(frozen=True)
class Objective:
    """What a trainee can do at the end; `id` is like `05.2`."""

    id: str
    text: str


@dataclass(frozen=True)
class Part:
    """One part of a module: its kind, its page (a docname) and the minutes it takes."""

    kind: str
    page: str
    minutes: int

    @property
    def on_decision_route(self) -> bool:
        return self.kind not in ANALYST_ONLY


@dataclass(frozen=True)
class Prerequisite:
    """What the reader should know before, how much it is needed, and where to get it."""

    concept: str
    need: str
    where: str


@dataclass(frozen=True)
class KeyPoint:
    """One sentence to keep; mirrors an objective."""

    objective: str
    text: str


@dataclass(frozen=True)
class Module:
    """One module of the course."""

    slug: str
    number: int
    title: str
    question: str
    objectives: tuple[Objective, ...]
    parts: tuple[Part, ...]
    prerequisites: tuple[Prerequisite, ...]
    key_points: tuple[KeyPoint, ...]
    sdg: tuple[str, ...]
    guidelines: tuple[str, ...]

    @property
    def overview(self) -> str:
        return self.parts[0].page

    def minutes(self, *, decision_route: bool = False) -> int:
        """Minutes of the whole module, or of the parts on the decision route."""
        return sum(p.minutes for p in self.parts if p.on_decision_route or not decision_route)

    def part_on(self, page: str) -> Part | None:
        """The part that stands on a page, if any."""
        return next((part for part in self.parts if part.page == page), None)


def read_front_matter(path: Path) -> dict[str, Any]:
    """The YAML between the first two `---` lines of a Markdown file; empty if there is none.

    Raises
    ------
    ModuleError
        If the YAML cannot be read.
    """
    match = re.match(r"---\n(.*?\n)---\s*\n", path.read_text(encoding="utf-8"), flags=re.S)
    if not match:
        return {}
    try:
        return yaml.safe_load(match.group(1)) or {}
    except yaml.YAMLError as problem:
        raise ModuleError(f"{path}: the front matter is not valid YAML ({problem})") from problem


def load_modules(root: Path) -> list[Module]:
    """Every module of the course below `root`, in order of number.

    Raises
    ------
    ModuleError
        If a front matter is incomplete or contradicts itself.
    """
    modules = []
    for path in sorted(root.glob("book/*/overview.md")):
        fields = read_front_matter(path).get("module")
        if fields is None:
            raise ModuleError(f"{path}: the front matter has no `module:`; see CONTRIBUTING.md")
        modules.append(parse_module(fields, path))
    return sorted(modules, key=lambda module: module.number)


def parse_module(fields: dict[str, Any], path: Path) -> Module:
    """Turn the `module:` mapping of one front matter into a checked `Module`."""
    reader = _Reader(path)
    links = reader.take(fields, "links", dict, {})
    module = Module(
        slug=reader.take(fields, "slug", str),
        number=reader.take(fields, "number", int),
        title=reader.take(fields, "title", str),
        question=reader.take(fields, "question", str),
        objectives=tuple(reader.records(fields, "objectives", Objective)),
        parts=tuple(reader.records(fields, "parts", Part)),
        prerequisites=tuple(reader.records(fields, "prerequisites", Prerequisite)),
        key_points=tuple(reader.records(fields, "key_points", KeyPoint)),
        sdg=tuple(str(item) for item in links.get("sdg", ())),
        guidelines=tuple(str(item) for item in links.get("guidelines", ())),
    )
    _check(module, reader)
    return module


class _Reader:
    """Takes typed fields out of a mapping; its errors name the file and the field."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, field: str, problem: str) -> None:
        raise ModuleError(f"{self.path}: module.{field}: {problem}")

    def take(self, fields: dict[str, Any], name: str, kind: type, default: Any = None) -> Any:
        value = fields.get(name.rpartition(".")[2], default)
        if value is None:
            self.fail(name, "is missing")
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fail(name, f"must be {kind.__name__}, not {value!r}")
        return value

    def records(self, fields: dict[str, Any], name: str, record: type) -> list[Any]:
        rows = self.take(fields, name, list)
        return [self._record(row, f"{name}[{i}]", record) for i, row in enumerate(rows)]

    def _record(self, row: Any, name: str, record: type) -> Any:
        if not isinstance(row, dict):
            self.fail(name, f"must be a mapping, not {row!r}")
        unknown = set(row) - set(record.__annotations__)
        if unknown:
            self.fail(name, f"has unknown fields {sorted(unknown)}")
        return record(
            **{
                key: self.take(row, f"{name}.{key}", kind)
                for key, kind in record.__annotations__.items()
            }
        )


def _check(module: Module, reader: _Reader) -> None:
    """Rules that span several fields."""
    if module.slug != reader.path.parent.name:
        reader.fail("slug", f"is {module.slug!r}, but the folder is {reader.path.parent.name!r}")
    ids = [objective.id for objective in module.objectives]
    for name in ids:
        if not OBJECTIVE_ID.fullmatch(name) or int(name[:2]) != module.number:
            reader.fail(
                "objectives", f"id {name!r} must be like '{module.number:02d}.1', in quotes"
            )
    if len(set(ids)) != len(ids):
        reader.fail("objectives", f"ids are not unique: {ids}")
    order = [
        PART_KINDS.index(part.kind) if part.kind in PART_KINDS else -1 for part in module.parts
    ]
    if -1 in order:
        unknown = module.parts[order.index(-1)].kind
        reader.fail("parts", f"kind {unknown!r} is not one of {', '.join(PART_KINDS)}")
    if order != sorted(order) or not order or order[0] != 0:
        reader.fail(
            "parts", f"must start with the overview and keep the order {', '.join(PART_KINDS)}"
        )
    for part in module.parts:
        if part.minutes <= 0:
            reader.fail("parts", f"{part.page}: minutes must be above 0")
    for item in module.prerequisites:
        if item.need not in NEEDS:
            reader.fail("prerequisites", f"{item.concept}: need must be one of {', '.join(NEEDS)}")
    for point in module.key_points:
        if point.objective not in ids:
            reader.fail("key_points", f"objective {point.objective!r} is not one of {ids}")
