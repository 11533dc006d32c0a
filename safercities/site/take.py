"""The whole site as one zip, to copy to a USB stick and to open without a link or a server.

In the copy, a link to something that is left out becomes plain text, so that no link is dead.
"""

import re
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from safercities.site.downloads import FOLDER, write_zip
from safercities.site.plain import PlainForm
from safercities.site.words import _

TOP = "safer-cities"
ZIP = f"{FOLDER}/{TOP}.zip"
READ_ME = "READ-ME-FIRST.txt"
LEFT_OUT = (
    ZIP,
    "lite/*",  # labs that run in the browser: larger than all the rest, and they need a server
    # For web hosts, search engines and service workers, which a folder has not.
    "404.html",
    "offline.html",
    "sw.js",
    "_static/keep/*",
    "_static/keep.js",
    "_static/cards/*",
    "_static/icons/*",
    "site.webmanifest",
    "robots.txt",
    "sitemap.xml",
    "objects.inv",
    ".*",
    "*/.*",
)
WORDS = """Safer Cities: the whole course, without a link

How to open it
  1. Unpack the zip. Do not open the pages inside the zip.
  2. Open the folder {top}.
  3. Open the file index.html. It opens in your browser.

What works
  Readings, pictures, explorers, checks and search.
  The labs and assignments are in the folder downloads. To run them you need Python;
  the page "Set up your computer" says how.

What does not work without a link
  Binder, which runs a lab on another computer.
  Links to other web sites.

Good to know
  Some browsers keep your answers only until you close them. Then answer again.
  To bring the course to another computer, copy the whole folder.
  A phone may not open pages from a folder. Open the course's web site on the phone and
  choose "Keep this course on this device".

Lantern Bay is a fictional city.
Licences: text CC BY 4.0, code BSD-3-Clause, data CC0.
"""
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"[^>]*>(.*?)</a>', flags=re.S)
HEAD_LINK = re.compile(r'\s*<link rel="(?:manifest|apple-touch-icon)"[^>]*>')
CONTROL = re.compile(r'<div class="sc-keep".*?</div>\s*', flags=re.S)
CONTROL_SCRIPT = re.compile(r"\s*<script[^>]*_static/keep\.js[^>]*></script>")
OFFER = re.compile(r'<p class="sc-take">.*?</p>', flags=re.S)
SIZE = re.compile(r'(<span class="sc-take-size">)[^<]*(</span>)')


def is_left_out(path: str) -> bool:
    """Whether a file of the site is not in the zip."""
    return any(fnmatch(path, pattern) for pattern in LEFT_OUT)


def page_of_copy(page: str, html: str, instead: str) -> str:
    """A page for the copy: links to what is left out become text, followed by `instead`."""

    def plain(link: re.Match[str]) -> str:
        parts = urlsplit(link[1])
        target = normpath(join(dirname(page), unquote(parts.path)))
        if parts.scheme or parts.netloc or not parts.path or not is_left_out(target):
            return link[0]
        return f'<span class="sc-web-only">{link[2]} <small>({instead})</small></span>'

    for unwanted in (HEAD_LINK, CONTROL, CONTROL_SCRIPT):
        html = unwanted.sub("", html)
    here = _("You are reading a copy of the course that needs no link.")
    return LINK.sub(plain, OFFER.sub(f"<p>{here}</p>", html))


def files_of_copy(site: Path) -> Mapping[str, bytes]:
    """Every file of the zip by its path inside."""
    files = {READ_ME: WORDS.format(top=TOP).encode()}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if is_left_out(name):
            continue
        content = path.read_bytes()
        if name.endswith(".html"):
            instead = _("on the web site of the course only")
            content = page_of_copy(name, content.decode(), instead).encode()
        files[name] = content
    return files


def pack(site: Path) -> Path:
    """Write the zip into the site and its size into the pages that offer it.

    The same pages give the same bytes: the offer with its size is not part of the copy.
    """
    target = site / ZIP
    write_zip(target, TOP, files_of_copy(site))
    size = f"{target.stat().st_size / 1e6:.1f} MB"
    for path in sorted(site.rglob("*.html")):
        if is_left_out(path.relative_to(site).as_posix()):
            continue
        if SIZE.search(text := path.read_text(encoding="utf-8")):
            path.write_text(SIZE.sub(rf"\g<1>{size}\g<2>", text), encoding="utf-8")
    return target


class TakeNode(nodes.General, nodes.Element):
    """The offer of the zip."""


class TakeCourse(SphinxDirective):
    """`{take-course}`: the link to the zip, with its size."""

    def run(self) -> list[nodes.Node]:
        return [TakeNode()]


class PlainTake(PlainForm):
    """Nothing: a book is a copy already."""

    node_class = TakeNode

    def plain(self, node: TakeNode) -> list[nodes.Node]:
        return []


def visit_take(self: HTML5Translator, node: TakeNode) -> None:
    up = "../" * self.builder.current_docname.count("/")
    link = f'<a class="sc-download" href="{up}{ZIP}">{_("Download the whole course")}</a>'
    self.body.append(f'<p class="sc-take">{link} (zip, <span class="sc-take-size"></span>)</p>\n')
    raise nodes.SkipNode


def write_take(app: Sphinx, problem: Exception | None) -> None:
    if not problem and app.builder.name == "html":
        pack(Path(app.outdir))


def setup(app: Sphinx) -> None:
    app.add_node(TakeNode, html=(visit_take, None))
    app.add_post_transform(PlainTake)
    app.add_directive("take-course", TakeCourse)
    # After the pages are final, before the list of files to keep.
    app.connect("build-finished", write_take, priority=980)
