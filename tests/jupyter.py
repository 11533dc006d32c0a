"""A real Jupyter server for the tests."""

import contextlib
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

TOKEN = "of-the-tests-alone"
START_SECONDS = 90


@contextlib.contextmanager
def serving(program: Sequence[str | Path], folder: Path, environment: dict) -> Iterator[str]:
    """Run `program`, such as `python -m jupyterlab`, in a folder; gives the server's address.

    What it says lands in `jupyter.log` beside the folder.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.ip=127.0.0.1"]
    options += [f"--IdentityProvider.token={TOKEN}"]
    with (folder.parent / "jupyter.log").open("w") as log:
        server = subprocess.Popen(
            [*program, *options], cwd=folder, env=environment, stdout=log, stderr=log
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_up(f"{address}/api", server)
            yield address
        finally:
            _end(server, address)


def _end(server: subprocess.Popen, address: str) -> None:
    """Ask the server to end with its kernels; a signal alone can hang in its own log."""
    ask = urllib.request.Request(f"{address}/api/shutdown", method="POST")
    ask.add_header("Authorization", f"token {TOKEN}")
    with contextlib.suppress(OSError):
        urllib.request.urlopen(ask, timeout=30).close()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait_until_up(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the Jupyter server ended before it was ready"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"the Jupyter server did not answer within {START_SECONDS} s")
