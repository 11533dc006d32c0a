"""Malformed: files that nobody can read as the notebook that was asked for."""

import json

from tests.grading.hostile.work import SLUG, Family, Work

malformed = Family("malformed")


def as_json(work: Work) -> dict:
    return json.loads(json.dumps(work.notebook))


@malformed("is cut off in the middle", told="damaged")
def cut_off(work: Work) -> None:
    work.raw = json.dumps(work.notebook).encode()[:900]


@malformed("is empty", told="damaged")
def empty_file(work: Work) -> None:
    work.raw = b""


@malformed("is JSON, but a list", told="notebook|read")
def not_a_notebook(work: Work) -> None:
    work.raw = b"[1, 2, 3]"


@malformed("has no list of cells", told="cells|notebook|read")
def cells_are_text(work: Work) -> None:
    work.raw = json.dumps(as_json(work) | {"cells": "none"}).encode()


@malformed("states notebook format 99", told="format|version|read")
def format_from_the_future(work: Work) -> None:
    work.raw = json.dumps(as_json(work) | {"nbformat": 99}).encode()


@malformed("states notebook format 3")
def format_from_the_past(work: Work) -> None:
    work.raw = json.dumps(as_json(work) | {"nbformat": 3, "nbformat_minor": 0}).encode()


@malformed("holds metadata of the wrong kind in every cell")
def metadata_of_the_wrong_kind(work: Work) -> None:
    raw = as_json(work)
    for cell in raw["cells"]:
        cell["metadata"]["nbgrader"] = ["grade", "solution"]
    work.raw = json.dumps(raw).encode()


@malformed("has no file at all", told="missing|no notebook|not found")
def no_notebook(work: Work) -> None:
    work.file_name = ""


@malformed("has another name", told="name|missing|no notebook")
def renamed(work: Work) -> None:
    work.file_name = f"my {SLUG} (final).ipynb"


@malformed("comes with a second, broken notebook")
def extra_notebook(work: Work) -> None:
    work.add("more.ipynb", "{not json")


@malformed("has a time stamp that is none")
def time_stamp_broken(work: Work) -> None:
    work.add("timestamp.txt", "yesterday, before noon")


@malformed("asks for a kernel that does not exist")
def kernel_unknown(work: Work) -> None:
    work.notebook.metadata["kernelspec"] = {"name": "my-own", "display_name": "Mine"}


@malformed("asks for a kernel of another language")
def kernel_bash(work: Work) -> None:
    work.notebook.metadata["kernelspec"] = {
        "name": "bash",
        "display_name": "Bash",
        "language": "bash",
    }
    work.notebook.metadata["language_info"] = {"name": "bash"}


@malformed("is written in UTF-16")
def utf_16(work: Work) -> None:
    work.raw = json.dumps(work.notebook).encode("utf-16")


@malformed("holds lone surrogates and control signs")
def broken_signs(work: Work) -> None:
    work.answer('text = "\ud800 \x00 \x1b[31m \u202e"\nlamps = 0')
    work.raw = json.dumps(work.notebook).encode()


@malformed("is a folder where the notebook should be", told="folder")
def notebook_is_a_folder(work: Work) -> None:
    (work.folder / f"{SLUG}.ipynb").mkdir()
    work.file_name = ""
