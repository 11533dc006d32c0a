"""What must hold after hostile work was graded, whoever grades it."""

import hashlib
import json
import socket
import threading
from pathlib import Path

from nbformat import NotebookNode

# Whatever a submission writes where it should not.
TRACES = ("pickle-was-run", "launched", "left-behind", "traced", "escaped", "hostile_gift.pth")


class Listener:
    """Servers on this machine that no submission should reach."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self.abstract = socket.socket(socket.AF_UNIX)
        # Named after the port, so that two runs on one machine do not meet.
        self.abstract.bind(f"\0safercities-hostile-{self.port}")
        self.abstract.listen()
        for name, wait in (
            ("tcp", self.tcp.accept),
            ("udp", lambda: self.udp.recv(100)),
            ("abstract", self.abstract.accept),
        ):
            threading.Thread(target=self._hear, args=(name, wait), daemon=True).start()

    def _hear(self, name: str, wait: object) -> None:
        try:
            wait()
        except OSError:
            return
        self.heard.append(name)


def digests(folder: Path) -> dict[str, str]:
    """Fingerprint of every plain file that no submission may change."""
    kept = [folder / "home", folder / "datasets"]
    kept += [folder / "assignments" / name for name in ("source", "submitted", "release")]
    files = [folder / "assignments" / "nbgrader_config.py"]
    files += [path for top in kept for path in sorted(top.rglob("*"))]
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
        and not path.is_symlink()
        and path.stat().st_size < 10**9
        and ".cache" not in path.parts  # matplotlib's list of fonts, made by the grader
    }


def traces(*places: Path) -> list[Path]:
    """What hostile work left behind in these folders."""
    return [path for place in places for name in TRACES for path in place.rglob(name)]


def outputs_of(notebook: NotebookNode) -> str:
    """Every output in a graded notebook."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return "\n".join(json.dumps(cell.get("outputs", [])) for cell in cells)
