"""Serve the built site on this computer, compressed as a real web host would send it."""

import contextlib
import gzip
import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPRESSED_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")


class SiteHandler(SimpleHTTPRequestHandler):
    """Static files with gzip for text, no caching, and no line per request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the reader of the terminal wants the address, not a log."""

    def end_headers(self) -> None:
        # A page that was built again must not be hidden by the browser's old copy.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> io.BufferedIOBase | None:
        path = Path(self.translate_path(self.path))
        content_type = self.guess_type(str(path))
        wants_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (wants_gzip and path.is_file() and content_type.startswith(COMPRESSED_TYPES)):
            return super().send_head()
        body = gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
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
