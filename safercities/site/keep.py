"""`{keep-course}`: the control that keeps the reading part of the course on a phone.

Nothing is kept until a reader asks. Readers pay for data, their phones are often full, and on a
shared phone a silent copy of the visited pages would tell others what was read. So the service
worker is not even registered before the button is pressed, and a newer version is downloaded only
when the reader agrees. Without JavaScript, from a folder, or without https nothing is shown.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from safercities.site.keep_files import write_keep_files
from safercities.site.plain import PlainForm
from safercities.site.words import _

OFFLINE = "offline"  # the page at an address that is not kept, while there is no link


class KeepNode(nodes.General, nodes.Element):
    """The control."""


class KeepCourse(SphinxDirective):
    """The control, without arguments."""

    def run(self) -> list[nodes.Node]:
        return [KeepNode()]


class PlainKeep(PlainForm):
    """Nothing: a book or a sheet of paper is kept anyway."""

    node_class = KeepNode

    def plain(self, node: KeepNode) -> list[nodes.Node]:
        return []


def sayings() -> dict[str, str]:
    """What the control says in each state, and what its button says (`-go`)."""
    rest = _("Continue")
    return {
        "none": _(
            "Then pages, pictures, explorers, checks and search open without a link. "
            "The download is {download}; it takes {space} of space. You can remove it again."
        ),
        "none-go": _("Keep the course ({download})"),
        "keeping": _("The course is being downloaded. Please stay on this page."),
        "keeping-go": _("Stop"),
        "count": _("{done} of {total}"),
        "kept": _("The course is kept on this device. It opens without a link."),
        "offline": _("You have no link now. The course opens from this device."),
        "update": _(
            "The course is kept on this device. There is a newer version: {download} to download."
        ),
        "update-go": _("Update the course ({download})"),
        "part": _("A part of the course is on this device. The rest is still missing."),
        "part-go": rest,
        "stopped": _("Stopped. What has arrived is kept, so you can continue later."),
        "stopped-go": rest,
        "failed": _(
            "The link was lost. What has arrived is kept. Try again when the link is better."
        ),
        "failed-go": rest,
        "full": _("There is not enough space on this device. {space} are needed."),
        "full-go": rest,
        "remove": _("Remove it (frees {space})"),
        "removed": _("The course was removed from this device. Your answers and progress stay."),
    }


def visit_keep(self: HTML5Translator, node: KeepNode) -> None:
    says = self.attval(json.dumps(sayings(), ensure_ascii=False))
    self.body.append(
        f'<div class="sc-keep" hidden data-download="" data-space="" data-says="{says}">\n'
        f"<p><strong>{_('Keep this course on this device')}</strong></p>\n"
        '<p role="status"></p>\n'
        f'<p><progress aria-label="{_("Downloaded")}"></progress> <small></small></p>\n'
        '<p><button type="button"></button> <button type="button"></button></p>\n</div>\n'
    )
    raise nodes.SkipNode


def add_script(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Load the script only on pages that have the control."""
    if doctree is not None and next(doctree.findall(KeepNode), None) is not None:
        app.add_js_file("keep.js", loading_method="defer")


def offline_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """What the worker shows when a page is not kept and there is no link."""
    title = _("This page needs a link")
    body = "".join(
        f"<p>{text}</p>"
        for text in (
            _("You have no link now, and this page or file is not kept on your device."),
            _("Go back, or open the home page of the course. Try again when you have a link."),
        )
    )
    home = f'<p><a class="sc-alone" href="index.html">{_("Home page of the course")}</a></p>'
    content = f"<section><h1>{title}</h1>{body}{home}</section>"
    yield OFFLINE, {"title": title, "body": content}, "page.html"


def write_files(app: Sphinx, problem: Exception | None) -> None:
    if not problem and app.builder.name == "html":
        write_keep_files(Path(app.outdir))


def setup(app: Sphinx) -> None:
    app.add_node(KeepNode, html=(visit_keep, None))
    app.add_post_transform(PlainKeep)
    app.add_directive("keep-course", KeepCourse)
    app.connect("html-page-context", add_script)
    app.connect("html-collect-pages", offline_page)
    # The very last step: the list names every file as it is.
    app.connect("build-finished", write_files, priority=990)
