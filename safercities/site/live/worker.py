"""The scripts of ours in the in-browser lab, and the service worker that opens it without a link.

The worker stands in front of JupyterLite's own and keeps each file when it is used for the first
time, under its own digest. So a new edition of the course downloads only what changed, and what no
longer belongs to it is removed.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
WORKER = "service-worker.js"  # the name under which JupyterLite registers it
OPENER, KEYS = "course.js", "slider-keys.js"
HEAD = re.compile(r"<head>")


def file_digests(lite: Path) -> dict[str, str]:
    """Every file of the lab by its path, with a short digest."""
    paths = (path for path in sorted(lite.rglob("*")) if path.is_file())
    return {
        path.relative_to(lite).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in paths
        if path.name != WORKER
    }


def add_worker(lite: Path) -> None:
    """Put our worker in front of JupyterLite's, and our scripts before all others of each page."""
    version = json.loads((lite / "package.json").read_text(encoding="utf-8"))["version"]
    opener = (HERE / "static" / OPENER).read_text(encoding="utf-8")
    (lite / OPENER).write_text(opener.replace("VERSION", json.dumps(version)), encoding="utf-8")
    shutil.copyfile(HERE / "static" / KEYS, lite / KEYS)
    for page in lite.rglob("index.html"):
        up = "../" * (len(page.relative_to(lite).parts) - 1)
        text = page.read_text(encoding="utf-8")
        icon = f'<link rel="icon" href="{up}../_static/favicon.svg">'
        scripts = "".join(f'<script src="{up}{name}"></script>' for name in (OPENER, KEYS))
        head = f"<head>{scripts}{icon}"
        page.write_text(HEAD.sub(head, text, count=1), encoding="utf-8")
    ours = (HERE / "static" / WORKER).read_text(encoding="utf-8")
    theirs = (lite / WORKER).read_text(encoding="utf-8")
    files = json.dumps(file_digests(lite), separators=(",", ":"))
    (lite / WORKER).write_text(f"{ours.replace('FILES', files)}\n{theirs}\n", encoding="utf-8")
