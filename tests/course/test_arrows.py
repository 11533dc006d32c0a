"""Who may lean on whom: the import arrows of the house."""

import ast
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "safercities"
LEARNER = {"numpy", "pandas", "matplotlib", "ipywidgets", "IPython"}

# Room -> the other rooms it may lean on, and the third-party packages it may use (None: any).
ROOMS = {
    "measures": (set(), {"numpy", "pandas", "astral"}),
    "plots": (set(), {"numpy", "pandas", "matplotlib"}),
    "city": ({"measures"}, {"numpy", "pandas"}),
    "site": (set(), None),
    "grading": (set(), None),
}
ASTRAL_HOME = PACKAGE / "measures" / "sun.py"
STANDARD_LIBRARY = sys.stdlib_module_names


def imported_modules(source: str) -> set[str]:
    """Full names of all absolute imports in Python source, wherever they stand."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module)
            if node.module == "safercities":
                names |= {f"safercities.{alias.name}" for alias in node.names}
    return names


def offences(source: str, room: str) -> set[str]:
    """Imports in `source` that the room may not have."""
    rooms, packages = ROOMS[room]
    wrong = set()
    for name in imported_modules(source):
        top, _, rest = name.partition(".")
        if top == "safercities":
            target = rest.split(".")[0]
            if target and target not in rooms | {room}:
                wrong.add(name)
        elif packages is not None and top not in STANDARD_LIBRARY and top not in packages:
            wrong.add(name)
    return wrong


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_leans_only_on_the_rooms_and_packages_it_may(room: str) -> None:
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files, f"safercities/{room} has no code"
    wrong = {str(path.relative_to(ROOT)): offences(path.read_text(), room) for path in files}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_every_room_of_the_package_has_a_rule() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == set(ROOMS)


def test_astral_stands_in_one_file_and_is_imported_only_when_used() -> None:
    for path in (PACKAGE / "measures").glob("*.py"):
        tree = ast.parse(path.read_text())
        at_top = ast.unparse(ast.Module([n for n in tree.body if "Import" in type(n).__name__], []))
        assert "astral" not in at_top, path
        if path != ASTRAL_HOME:
            assert not any("astral" in name for name in imported_modules(path.read_text())), path


def test_nothing_imports_the_command_line() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert "safercities.cli" not in imported_modules(path.read_text()), path


def notebook_code(path: Path) -> str:
    cells = json.loads(path.read_text())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return "\n".join(
        line for line in "\n".join(code).splitlines() if not line.startswith(("%", "!"))
    )


@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/*.ipynb")), ids=lambda p: p.stem)
def test_a_lab_needs_only_the_learners_packages(path: Path) -> None:
    allowed = LEARNER | {"safercities.measures", "safercities.plots"}
    assert unexpected(notebook_code(path), allowed) == set()


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("assignments/source/*/*.ipynb")), ids=lambda p: p.stem
)
def test_an_assignment_needs_no_package_of_ours(path: Path) -> None:
    assert unexpected(notebook_code(path), LEARNER) == set()


def unexpected(code: str, allowed: set[str]) -> set[str]:
    names = {name for name in imported_modules(code) if name.split(".")[0] not in STANDARD_LIBRARY}
    return {n for n in names if n not in allowed and n.split(".")[0] not in allowed}


@pytest.mark.parametrize(
    ("room", "source", "wrong"),
    [
        ("measures", "import scipy.stats", {"scipy.stats"}),
        ("grading", "from safercities.measures import odds_ratio", {"safercities.measures"}),
        ("site", "def f():\n    from safercities import city", {"safercities.city"}),
        ("city", "from safercities.measures import odds_ratio\nimport json", set()),
    ],
)
def test_the_rule_itself_sees_what_is_wrong(room: str, source: str, wrong: set[str]) -> None:
    assert offences(source, room) == wrong
