"""Collect what one cell shows, up to a limit."""

import json
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

SHOWN = ("stream", "display_data", "execute_result", "error")
MAX_OUTPUTS = 200
CUT = "\n[The output is longer than is kept, and was cut here.]\n"


def output(kind: str, **content: Any) -> NotebookNode:
    """An output of a cell, whose form is looked at with the whole notebook and not here."""
    return nbformat.from_dict({"output_type": kind, **content})


def error(name: str, sentence: str) -> NotebookNode:
    """An error output that says one sentence, without code."""
    line = f"{name}: {sentence}" if sentence else name
    return output("error", ename=name, evalue=sentence, traceback=[line])


class Outputs:
    """The outputs of one cell, made of the kernel's messages.

    Parameters
    ----------
    limit : int
        Bytes that may be kept.
    """

    def __init__(self, limit: int) -> None:
        self.list: list[NotebookNode] = []
        self.limit = limit
        self.kept = 0
        self.seen = 0
        self._clear = False
        self._by_id: dict[str, NotebookNode] = {}

    def take(self, message: dict) -> None:
        """Keep what a message shows; other messages are passed over."""
        kind, content = message["msg_type"], message["content"]
        if kind == "clear_output":
            self._clear = True
            if not content.get("wait"):
                self._empty()
        elif kind == "update_display_data" or kind in SHOWN:
            self._keep(kind, message)

    def _keep(self, kind: str, message: dict) -> None:
        size = len(json.dumps(message["content"], default=str))
        self.seen += size
        if self._clear:
            self._empty()
        if self.kept + size > self.limit or len(self.list) >= MAX_OUTPUTS:
            self._cut()
            return
        name = message["content"].get("transient", {}).get("display_id")
        self.kept += size
        if kind == "update_display_data":
            if name in self._by_id:
                self._by_id[name].update(data=message["content"]["data"])
            return
        shown = output_from_msg(message)
        if not self._joined(shown):
            self.list.append(shown)
            if isinstance(name, str):
                self._by_id[name] = shown

    def _joined(self, shown: NotebookNode) -> bool:
        """Whether a text went to the end of the one before it."""
        last = self.list[-1] if self.list else None
        if shown.output_type != "stream" or last is None or last.get("name") != shown.name:
            return False
        last.text += shown.text
        return True

    def _cut(self) -> None:
        if self.kept <= self.limit:
            self.list.append(output("stream", name="stdout", text=CUT))
            self.kept = self.limit + 1

    def _empty(self) -> None:
        self.list.clear()
        self._by_id.clear()
        self._clear = False
