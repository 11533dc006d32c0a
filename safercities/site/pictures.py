"""Figures that load late, keep their place, and weigh less.

Pictures below the first screen load when the reader comes near. Width and height stand in the
page, so that text does not jump. Figures drawn by code have few colours: as palette images they
are about a third of the size, and look the same.
"""

import re
from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx

PICTURE = re.compile(r"<img (?P<attributes>[^>]*?)\s*/?>")
COLOURS = 128  # pure white stays pure; half as many would show in thin, blended lines
SOURCE = re.compile(r'src="(?:[^"]*/)?_images/(?P<name>[^"]+\.(?:png|jpe?g))"')


def size_of(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture in pixels; None if it is no picture file."""
    if not path.is_file():
        return None
    with Image.open(path) as picture:
        return picture.size


def place_pictures(html: str, files: dict[str, Path]) -> str:
    """Add size and late loading to the pictures of a page; `files` maps names to files."""

    def improve(match: re.Match[str]) -> str:
        attributes = match["attributes"]
        source = SOURCE.search(attributes)
        if source and " width=" not in f" {attributes}" and "style=" not in attributes:
            size = size_of(files.get(source["name"], Path()))
            attributes += f' width="{size[0]}" height="{size[1]}"' if size else ""
        if "loading=" not in attributes:
            attributes += ' loading="lazy"'
        return f"<img {attributes}>"

    return PICTURE.sub(improve, html)


def place_on_page(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    if "body" in context and page != app.config.root_doc:  # the home page opens with its picture
        root = Path(app.srcdir)
        files = {name: root / source for source, name in app.builder.images.items()}
        context["body"] = place_pictures(context["body"], files)


def shrink(path: Path) -> None:
    """Store an opaque PNG with a small palette, if that is smaller."""
    with Image.open(path) as picture:
        if picture.mode == "P":
            return
        full = picture.convert("RGBA")
    if full.getextrema()[3][0] < 255:
        return  # see-through pixels need more care than they are worth
    small = full.convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    before = path.read_bytes()
    small.save(path, optimize=True)
    if path.stat().st_size >= len(before):
        path.write_bytes(before)


def shrink_pictures(app: Sphinx, problem: Exception | None) -> None:
    if problem or app.builder.format != "html":
        return
    for path in sorted((Path(app.outdir) / "_images").glob("*.png")):
        shrink(path)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", place_on_page)
    app.connect("build-finished", shrink_pictures)
