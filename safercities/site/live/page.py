"""*Run here* in the launch box of a lab: the link with its size, or what is missing."""

import json
import os
import shutil
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from safercities.site.live.assemble import FOLDER, SITE, read_state
from safercities.site.words import _

MB = 1_000_000


def megabytes(size: int) -> str:
    """A size for a reader, rounded up to whole megabytes."""
    return f"{-(-size // MB)} MB"


def run_here(state: dict, slug: str, page: str) -> list[nodes.Node]:
    """The first line of the launch box.

    Parameters
    ----------
    state : dict
        What the build of the lab left, see `assemble.build_live`.
    slug, page : str
        The lab, and the page that the line stands on.
    """
    if state.get("missing") or slug not in state.get("download", {}):
        missing = state.get("missing") or f"{slug}.ipynb"
        text = _("Run here: not in this copy of the course. Missing when it was built: %s.")
        return [nodes.Text(text % missing)]
    address = f"{'../' * page.count('/')}{SITE}/notebooks/index.html?path={slug}.ipynb"
    size = megabytes(state["download"][slug])
    link = nodes.reference(
        "", _("Run here, in your browser (%s)") % size, refuri=address, internal=True,
        classes=["sc-run"],
    )  # fmt: skip
    what = _(" That is the download of the first time. After that it opens without a link.")
    return [link, nodes.Text(what)]


def control(state: dict) -> nodes.raw:
    """What the script `live.js` says below the box; without scripts nothing is shown."""
    says = {
        "folder": _("Run here: only on the web site of the course, not from a folder."),
        "kept": _("The Python of the labs is kept on this device."),
        "removed": _("Removed from this device."),
        "sure": _("Delete your changes to all labs in this browser? You cannot undo this."),
        "deleted": _("Your changes are deleted. The labs start from the original notebooks."),
    }
    remove = _("Remove it (frees %s)") % megabytes(state.get("space", 0))
    delete = _("Delete my changes to the notebooks")
    data = escape(json.dumps(says, ensure_ascii=False))
    html = (
        f'<div class="sc-live" data-says="{data}" hidden><p role="status"></p>'
        f'<p><button type="button">{remove}</button> '
        f'<button type="button">{delete}</button></p></div>'
    )
    return nodes.raw("", html, format="html")


def take_state(app: Sphinx, config: Config) -> None:
    config.safercities_live = read_state(Path(app.srcdir))


def add_script(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Load the script only on the pages of labs."""
    if page.startswith("notebooks/"):
        app.add_js_file("live.js", loading_method="defer")


def remove_old(app: Sphinx) -> None:
    """The steps that read every page of the site must not meet JupyterLite's."""
    shutil.rmtree(Path(app.outdir) / SITE, ignore_errors=True)


def place(app: Sphinx, problem: Exception | None) -> None:
    """Put the lab into the site; links instead of copies, for 70 MB."""
    if problem or app.builder.name != "html" or app.config.safercities_live.get("missing"):
        return
    built = Path(app.srcdir) / FOLDER / SITE
    shutil.copytree(built, Path(app.outdir) / SITE, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def setup(app: Sphinx) -> None:
    app.add_config_value("safercities_live", {}, "env")
    app.connect("config-inited", take_state)
    app.connect("builder-inited", remove_old)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", place, priority=995)
