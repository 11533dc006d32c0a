"""The server of `make serve`: types, compression and caching as a good web host sends them."""

import gzip
import os
import urllib.request
from pathlib import Path

import pytest

from safercities.site.serve import serving


def ask(address: str) -> tuple[dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        return dict(answer.headers), answer.read()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sw.js", "text/javascript"),
        ("site.webmanifest", "application/manifest+json"),
        ("kernel.wasm", "application/wasm"),
        ("files.json", "application/json"),
        ("lab.ipynb", "application/json"),
        ("icon.svg", "image/svg+xml"),
    ],
)
def test_type_compression_and_no_stale_copy(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"content " * 50)
    with serving(tmp_path) as address:
        headers, body = ask(f"{address}/{name}")
    assert headers["Content-Type"] == kind
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"content " * 50


def test_changed_file_is_sent_anew(tmp_path: Path) -> None:
    path = tmp_path / "sw.js"
    with serving(tmp_path) as address:
        for number, text in enumerate((b"old", b"new")):
            path.write_bytes(text)
            os.utime(path, (number, number))
            assert gzip.decompress(ask(f"{address}/sw.js")[1]) == text


def test_pictures_and_zips_are_sent_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"picture")
    with serving(tmp_path) as address:
        headers, body = ask(f"{address}/a.png")
    assert "Content-Encoding" not in headers
    assert body == b"picture"
