"""What a reader keeps on the device: the list of files, their size, and the worker that uses them.

Kept is the reading part: pages, pictures, styles, scripts, explorers and search. Downloads and
the kernel of `lite/` are left out, because they are larger than all the rest together.
"""

import base64
import hashlib
import json
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path

from safercities.site.travel import travel_size

WORKER = Path(__file__).parent / "templates" / "sw.js"
FOLDER = "_static/keep"
LEFT_OUT = (
    "downloads/*",
    "lite/*",
    f"{FOLDER}/*",
    "sw.js",
    # For search engines, for other people's builds, and for pages of links on other sites.
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "objects.inv",
    "_static/cards/*",
    "_static/icons/*",
    "_static/social-card.*",
    "*/.*",
    ".*",
)
SIZES = re.compile(r'data-download="\d*" data-space="\d*"')


def kept_paths(site: Path) -> list[str]:
    """Paths of the files to keep, in order; a style sheet that no page names is left out."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    pages = "".join((site / name).read_text(encoding="utf-8") for name in found if _is_page(name))
    return [
        name
        for name in found
        if not any(fnmatch(name, pattern) for pattern in LEFT_OUT)
        and (not name.endswith(".css") or Path(name).name in pages)
    ]


def _is_page(name: str) -> bool:
    return name.endswith(".html") and not name.startswith("lite/")


def list_files(site: Path) -> dict[str, object]:
    """Version and files: `{path: [integrity, bytes that travel]}`.

    The integrity is in the form that `fetch` takes; the version is a fingerprint of the list.
    """
    files = {}
    for name in kept_paths(site):
        content = (site / name).read_bytes()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        files[name] = [f"sha256-{digest}", travel_size(name, content)]
    text = json.dumps([(name, digest) for name, (digest, _size) in files.items()])
    return {"version": hashlib.sha256(text.encode()).hexdigest()[:16], "files": files}


def state_sizes(site: Path) -> None:
    """Write the size of the download and on the device, in bytes, into the pages that state it.

    Rounded up to 0.1 MB, and without the stated numbers themselves, so that the pages that state
    them stay the same when others change a little.
    """
    contents = {name: (site / name).read_bytes() for name in kept_paths(site)}
    blank = {
        name: SIZES.sub("", text.decode()) for name, text in contents.items() if _is_page(name)
    }
    contents |= {name: text.encode() for name, text in blank.items()}
    travel = _round_up(sum(travel_size(name, content) for name, content in contents.items()))
    space = _round_up(sum(map(len, contents.values())))
    stated = f'data-download="{travel}" data-space="{space}"'
    for name in blank:
        page = (site / name).read_text(encoding="utf-8")
        if SIZES.search(page):
            (site / name).write_text(SIZES.sub(stated, page), encoding="utf-8")


def _round_up(size: int, step: int = 100_000) -> int:
    return -(-size // step) * step


def write_keep_files(site: Path) -> None:
    """Put the worker and the lists beside the pages; the same pages give the same bytes."""
    state_sizes(site)
    listed = list_files(site)
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    version = {"version": listed["version"]}
    for name, content in (("files.json", listed), ("version.json", version)):
        text = json.dumps(content, separators=(",", ":"), sort_keys=True)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    shutil.copyfile(WORKER, site / "sw.js")
