"""What lets a phone put the course on its home screen: the web-app manifest and its icons.

Every address in the manifest is relative, so the site may stand at any address. The icons are drawn
from the course's own favicon when the site is built.
"""

import json
from pathlib import Path

from sphinx.application import Sphinx

from safercities.site.words import _

MANIFEST = "site.webmanifest"
ICONS = "_static/icons"
SOURCE = Path(__file__).parent / "static" / "favicon.svg"
NIGHT = "#14213D"
# A phone cuts a maskable icon to any shape; only a circle of 80 % of its width is always seen.
SAFE_PART = 0.72


def icon_svg(picture: str, size: int, *, maskable: bool = False) -> str:
    """The favicon at `size` pixels; a maskable one has a full background and a wide margin."""
    start = picture.index(">") + 1
    part = SAFE_PART if maskable else 1
    edge = (64 - 64 * part) / 2
    ground = f'<rect width="64" height="64" fill="{NIGHT}"/>' if maskable else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 64 64">{ground}<g transform="translate({edge} {edge}) scale({part})">'
        f"{picture[start : picture.rindex('</svg>')]}</g></svg>"
    )


def icon_files() -> dict[str, tuple[int, bool]]:
    """Size in pixels and kind of every icon; a system without manifests takes the touch icon."""
    return {
        "icon-192.png": (192, False),
        "icon-512.png": (512, False),
        "maskable-512.png": (512, True),
        "touch-180.png": (180, True),
    }


def manifest(title: str, language: str) -> dict[str, object]:
    """The web-app manifest."""
    icons = [
        {
            "src": f"{ICONS}/{name}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if maskable else "any",
        }
        for name, (size, maskable) in icon_files().items()
        if not name.startswith("touch")
    ]
    return {
        "name": title,
        "short_name": title,
        "description": _("A free course on urban safety for people who work for cities."),
        "lang": language,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",  # with a way back: the pages have none of their own
        "background_color": NIGHT,
        "theme_color": NIGHT,
        "icons": icons,
    }


def add_links(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    path = context["pathto"]
    context["course_install"] = (
        f'<link rel="manifest" href="{path(MANIFEST, 1)}">\n  '
        f'<link rel="apple-touch-icon" href="{path(f"{ICONS}/touch-180.png", 1)}">'
    )


def write_install(app: Sphinx, problem: Exception | None) -> None:
    if problem or app.builder.name != "html":
        return
    import vl_convert

    out = Path(app.outdir)
    folder = out / ICONS
    folder.mkdir(parents=True, exist_ok=True)
    picture = SOURCE.read_text(encoding="utf-8")
    for name, (size, maskable) in icon_files().items():
        svg = icon_svg(picture, size, maskable=maskable)
        (folder / name).write_bytes(vl_convert.svg_to_png(svg))
    text = json.dumps(manifest(app.config.html_title, app.config.language), indent=2)
    (out / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_links)
    app.connect("build-finished", write_install)
