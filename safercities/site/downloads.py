"""Zips that a trainee downloads from the site: one for each lab, one for each assignment.

A lab zip runs on its own: the notebook, the tables it reads, and the course's measures and plots.
The zips are deterministic: same content, same bytes.
"""

import json
import re
import zipfile
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

FOLDER = "downloads"
PACKAGE = Path(__file__).resolve().parents[1]
LAB_PACKAGES = ("measures", "plots")
DATA_FILE = re.compile(r"[\w-]+\.(?:csv|geojson)")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
README = """{title}

What is inside
  {slug}.ipynb   the notebook
  datasets/      the tables of Lantern Bay (a fictional city) that it reads
  safercities/   the course's measures and plots

How to run it
  1. Install Python 3.11 or newer.
  2. In this folder: python -m pip install jupyterlab pandas matplotlib ipywidgets
  3. In this folder: jupyter lab {slug}.ipynb

Licences: text CC BY 4.0, code BSD-3-Clause, data CC0.
"""

logger = logging.getLogger(__name__)


def lab_zip(slug: str) -> str:
    """Site path of a lab's zip."""
    return f"{FOLDER}/{slug}-lab.zip"


def lab_notebook(slug: str) -> str:
    """Site path of a lab's notebook."""
    return f"{FOLDER}/{slug}.ipynb"


def assignment_zip(slug: str) -> str:
    """Site path of an assignment's release."""
    return f"{FOLDER}/{slug}-assignment.zip"


def download_link(target: str, text: str, docname: str) -> nodes.reference:
    """A link from a page to a file under the site's root."""
    up = "../" * docname.count("/")
    return nodes.reference("", text, refuri=f"{up}{target}", internal=True, classes=["sc-download"])


def needed_tables(notebook: Path, datasets: Path) -> list[Path]:
    """The files of `datasets` that the code of a notebook names."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    named = sorted(set(DATA_FILE.findall(code)))
    return [datasets / name for name in named if (datasets / name).is_file()]


def lab_files(root: Path, slug: str) -> dict[str, bytes]:
    """Every file of a lab zip by its path inside."""
    notebook = root / "notebooks" / f"{slug}.ipynb"
    tables = needed_tables(notebook, root / "datasets")
    package = root / "datasets" / "datapackage.json"
    paths = [notebook, *tables, *([package] if tables and package.exists() else [])]
    files = {str(path.relative_to(root)): path.read_bytes() for path in paths[1:]}
    files[notebook.name] = notebook.read_bytes()
    for source in package_files():
        files[str(source.relative_to(PACKAGE.parent))] = source.read_bytes()
    files["README.txt"] = README.format(title=f"Safer Cities: {slug}", slug=slug).encode()
    return files


def package_files() -> list[Path]:
    """The course's own functions that a lab may import."""
    folders = [PACKAGE / folder for folder in LAB_PACKAGES]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [PACKAGE / "__init__.py", *files]


def folder_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def write_zip(target: Path, top: str, files: dict[str, bytes]) -> None:
    """Write `files` below the folder `top`; equal files give equal bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def write_downloads(app: Sphinx, problem: Exception | None) -> None:
    """Put notebooks and zips into the built site."""
    if problem or app.builder.format != "html":
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    for page in sorted(app.env.found_docs):
        folder, _, slug = page.rpartition("/")
        if folder == "notebooks":
            (out / FOLDER).mkdir(exist_ok=True)
            (out / lab_notebook(slug)).write_bytes((root / f"{page}.ipynb").read_bytes())
            write_zip(out / lab_zip(slug), f"{slug}-lab", lab_files(root, slug))
    for source in sorted(root.glob("assignments/source/*/")):
        release = root / "assignments" / "release" / source.name
        if release.is_dir():
            write_zip(out / assignment_zip(source.name), source.name, folder_files(release))
        else:
            logger.warning(
                "assignments/release/%s is missing, so a page links to nothing; run `make release`",
                source.name,
            )


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_downloads)
