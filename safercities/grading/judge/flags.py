"""What the instructor should know of one submission, kept in the autograded notebook's metadata.

A *flag* is something that no honest mistake explains, or that a person must look at. A *note* is a
slip that was put right and costs nothing. Both are `{"kind": ..., "text": ...}`.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

MAX_LINES = 50


def flag(notebook: NotebookNode, kind: str, text: str) -> None:
    """Tell the instructor to look."""
    _add(notebook, "flags", kind, text)


def note(notebook: NotebookNode, kind: str, text: str) -> None:
    """Tell the instructor what was put right."""
    _add(notebook, "notes", kind, text)


def _add(notebook: NotebookNode, where: str, kind: str, text: str) -> None:
    ours = notebook.metadata.setdefault("safercities", {})
    lines = ours.setdefault(where, [])
    line = {"kind": kind, "text": text}
    if line not in lines and len(lines) < MAX_LINES:
        lines.append(line)


def flags_of(notebook: NotebookNode) -> list[dict]:
    """The flags of a submission; an empty list is the rule."""
    return list(notebook.metadata.get("safercities", {}).get("flags", []))


def is_for_the_marker(cell: NotebookNode) -> bool:
    """Whether the cell is our word to the marker, which no trainee gets."""
    return bool(cell.metadata.get("safercities", {}).get("marker"))


def show_flags(notebook: NotebookNode) -> None:
    """Put the flags into a first cell, where the formgrader shows them."""
    notebook.cells = [cell for cell in notebook.cells if not is_for_the_marker(cell)]
    flags = flags_of(notebook)
    if not flags:
        return
    lines = [f"- `{line['kind']}`: {_plain(line['text'])}" for line in flags]
    text = "\n".join(["**For the marker only. Please look at this work:**", "", *lines])
    cell = new_markdown_cell(text, metadata={"safercities": {"marker": True}})
    notebook.cells.insert(0, cell)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#!|$&" else sign for sign in text)
