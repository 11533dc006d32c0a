"""The picture that is shown when somebody shares a page: the course's card with the page's title.

Drawn for a site with a public address only, one picture a page, about 15 kB each. The font is the
one that matplotlib ships, so that every computer draws the same bytes.
"""

import io
import textwrap
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from safercities.site.titles import module_of
from safercities.site.words import _, part_name

SOURCE = Path(__file__).parent / "static" / "social-card.svg"
FOLDER = "_static/cards"
COLOURS = 160  # enough for the glow of the lamps, at a fraction of the full picture's weight
LINE = 26  # letters of a title in one line
LINES = 3


def card_path(page: str) -> str:
    """Site path of a page's card."""
    return f"{FOLDER}/{page.replace('/', '-')}.png"


def card_svg(title: str, kicker: str) -> str:
    """The course's card with a title and a line above it in place of the course's own words."""
    picture = SOURCE.read_text(encoding="utf-8")
    drawing = picture[: picture.index("<text")]
    lines = textwrap.wrap(title, LINE, max_lines=LINES, placeholder=" …")
    texts = [f'<text x="80" y="92" font-size="32" fill="#FFD98A">{escape(kicker)}</text>']
    texts += [
        f'<text x="80" y="{172 + 78 * row}" font-size="64" font-weight="700" fill="#ffffff">'
        f"{escape(line)}</text>"
        for row, line in enumerate(lines)
    ]
    return f"{drawing}{''.join(texts)}</svg>"


def draw(svg: str) -> bytes:
    """The card as a PNG with few colours."""
    import matplotlib
    import vl_convert
    from PIL import Image

    vl_convert.register_font_directory(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf"))
    full = Image.open(io.BytesIO(vl_convert.svg_to_png(svg))).convert("RGB")
    small = full.quantize(COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    small.save(target, "PNG", optimize=True)
    return target.getvalue()


def kicker_of(app: Sphinx, page: str) -> str:
    """What the line above the title says: site, module and kind of part."""
    site = app.config.html_title
    module = module_of(app, page)
    if not module:
        return site
    name = _("Module %d: %s") % (module.number, module.title)
    part = part_name(module.part_on(page).kind)
    return " · ".join([site, part] if page == module.overview else [site, name, part])


def write_cards(app: Sphinx, problem: Exception | None) -> None:
    """Draw the card of every page, once the site has an address; the home page has the full one."""
    if problem or app.builder.format != "html" or not app.config.html_baseurl:
        return
    for page, title in sorted(app.env.titles.items()):
        path = Path(app.outdir) / card_path(page)
        path.parent.mkdir(exist_ok=True)
        home = page == app.config.root_doc
        picture = (
            SOURCE.read_text(encoding="utf-8")
            if home
            else card_svg(title.astext(), kicker_of(app, page))
        )
        path.write_bytes(draw(picture))


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_cards)
