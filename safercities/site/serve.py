"""Serve the built site on this computer, compressed as a real web host would send it."""

import contextlib
import gzip
import io
import threading
from collections.abc import Iterator
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

COMPRESSED_TYPES = (
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "image/svg+xml",
)
# What the system's own table of types may lack or have otherwise.
TYPES = {
    ".css": "text/css",
    ".ipynb": "application/json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
}


@lru_cache(maxsize=256)
def compressed(path: Path, changed: int) -> bytes:
    """A file with gzip; `changed` is its time stamp, so that a new version is not missed."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class SiteHandler(SimpleHTTPRequestHandler):
    """Static files with gzip for text, no caching, and no line per request."""

    extensions_map: ClassVar = SimpleHTTPRequestHandler.extensions_map | TYPES

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the reader of the terminal wants the address, not a log."""

    def end_headers(self) -> None:
        # A page that was built again must not be hidden by the browser's old copy. For the service
        # worker, `sw.js`, a host on the internet should send the same.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As a web host does, show the site's own page for an address that leads nowhere."""
        lost = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not lost.is_file():
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_head(self) -> io.BufferedIOBase | None:
        path = Path(self.translate_path(self.path))
        content_type = self.guess_type(str(path))
        wants_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (wants_gzip and path.is_file() and content_type.startswith(COMPRESSED_TYPES)):
            return super().send_head()
        body = compressed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


def make_server(folder: Path, port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """A server for `folder`; port 0 takes any free port.

    Raises
    ------
    OSError
        If another program already uses the port.
    """
    return ThreadingHTTPServer((host, port), partial(SiteHandler, directory=str(folder)))


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder` in the background and give its address, such as `http://127.0.0.1:40123`."""
    server = make_server(folder, port=0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
