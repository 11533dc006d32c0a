"""Figures that load late, keep their place, and weigh less.

Pictures below the first screen load when the reader comes near. Width and height stand in the
page, so that text does not jump. Figures drawn by code have few colours: as WebP files with a small
palette they are about a quarter of the size, and look the same.
"""

import re
from pathlib import Path

from docutils import nodes
from PIL import Image, ImageChops, ImageStat
from sphinx.application import Sphinx

PICTURE = re.compile(r"<img (?P<attributes>[^>]*?)\s*/?>")
PALETTES = (16, 24, 32, 64, 96)
LARGEST_ERROR = 2.8  # root mean square of 255 steps of a colour; at 4, blended lines look rough
EFFORT = 100
NAMED = re.compile(r'(_images/([^"/]+))\.png(?=")')
SOURCE = re.compile(r'src="(?:[^"]*/)?_images/(?P<name>[^"]+\.(?:png|jpe?g|svg))"')
SVG = re.compile(r'<svg\b[^>]*? width="(\d+)"[^>]*? height="(\d+)"')


def size_of(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture in pixels; None if it is no picture file or states none."""
    if not path.is_file():
        return None
    if path.suffix == ".svg":
        found = SVG.search(path.read_text(encoding="utf-8"))
        return (int(found[1]), int(found[2])) if found else None
    with Image.open(path) as picture:
        return picture.size


def place_pictures(html: str, files: dict[str, Path], late: bool = True) -> str:
    """Add size and `late` loading to the pictures of a page; `files` maps names to files."""

    def improve(match: re.Match[str]) -> str:
        attributes = match["attributes"]
        source = SOURCE.search(attributes)
        if source and " width=" not in f" {attributes}":
            size = size_of(files.get(source["name"], Path()))
            attributes += f' width="{size[0]}" height="{size[1]}"' if size else ""
        if late and "loading=" not in attributes:
            attributes += ' loading="lazy"'
        return f"<img {attributes}>"

    return PICTURE.sub(improve, html)


def place_on_page(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    if "body" in context:
        root = Path(app.srcdir)
        files = {name: root / source for source, name in app.builder.images.items()}
        late = page != app.config.root_doc  # the home page opens with its picture
        context["body"] = place_pictures(context["body"], files, late)


def fewest_colours(full: Image.Image) -> Image.Image:
    """A picture with the smallest palette that nobody can tell from the full one."""
    for colours in PALETTES:
        palette = full.quantize(
            colours, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        small = palette.convert("RGB")
        error = ImageStat.Stat(ImageChops.difference(full, small)).rms
        if max(error) <= LARGEST_ERROR:
            return small
    return small  # a dense map; even so its lines look the same


def shrink(path: Path) -> Path | None:
    """Replace an opaque PNG by a WebP with few colours; gives its path if it is smaller."""
    with Image.open(path) as picture:
        full = picture.convert("RGBA")
    if full.getextrema()[3][0] < 255:
        return None  # see-through pixels need more care than they are worth
    target = path.with_suffix(".webp")
    small = fewest_colours(full.convert("RGB"))
    small.save(target, lossless=True, quality=EFFORT, method=4)
    if target.stat().st_size >= path.stat().st_size:
        target.unlink()
        return None
    path.unlink()
    return target


def shrink_pictures(app: Sphinx, problem: Exception | None) -> None:
    """Shrink the pictures of the built site, and name the new files on its pages."""
    if problem or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for path in sorted((out / "_images").glob("*.png")):
        shrink(path)
    shrunk = {path.stem for path in (out / "_images").glob("*.webp")}

    def rename(match: re.Match[str]) -> str:
        return f"{match[1]}.webp" if match[2] in shrunk else match[0]

    for path in sorted(out.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        renamed = NAMED.sub(rename, page)
        if renamed != page:
            path.write_text(renamed, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", place_on_page)
    app.connect("build-finished", shrink_pictures)
