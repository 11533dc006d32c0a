"""`{explorer}`: an interactive picture that needs no code and no server.

The Python file beside the page defines `build() -> altair.Chart`. At build time it is compiled
to Vega and drawn as a static SVG, which every reader sees first. The charting script (about
180 kB) and the specification are loaded only when a reader asks for them.
"""

import gzip
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from safercities.site.chart import CompiledChart, Picture, compile_chart, load_chart
from safercities.site.coverage import split_ids
from safercities.site.plain import PlainForm
from safercities.site.words import _

FOLDER = "_static/explorers"
VEGA = Path("node_modules/vega/build/vega.min.js")
INTERPRETER = Path("node_modules/vega-interpreter/build/vega-interpreter.js")
INTERPRETED = """vega.expressionInterpreter = (({{ {names} }}) => {{
{body}
return {made};
}})(vega);
"""
DESK = "(min-width: 48rem)"  # where a page has room for the wide picture
FAILED = "It could not be loaded. Check the connection and try again."

logger = logging.getLogger(__name__)


class ExplorerNode(nodes.General, nodes.Element):
    """An explorer; its children are the text behind the picture."""


class Explorer(SphinxDirective):
    """The chart of a Python file, with the text behind it as content."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "alt": directives.unchanged_required,
        "practises": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        if len(self.options.get("alt", "")) < 20:
            raise self.error("explorer: `:alt:` must say in a sentence what a reader should see")
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        name = f"{self.env.docname.replace('/', '-')}-{Path(absolute).stem}"
        alt = " ".join(self.options["alt"].split())
        try:
            chart = compile_chart(load_chart(Path(absolute)), name, alt)
        except Exception as problem:  # the file is course content: name it, whatever went wrong
            raise self.error(
                f"explorer: {relative}: {type(problem).__name__}: {problem}"
            ) from problem
        explorers_of(self.env).setdefault(self.env.docname, {})[name] = chart
        figure = ExplorerNode(
            name=name, alt=alt, ids=[name], practises=split_ids(self.options.get("practises", ""))
        )
        self.state.nested_parse(self.content, self.content_offset, figure)
        return [figure]


def explorers_of(env: BuildEnvironment) -> dict[str, dict[str, CompiledChart]]:
    """Compiled charts by docname and name; part of the build environment."""
    if not hasattr(env, "safercities_explorers"):
        env.safercities_explorers = {}
    return env.safercities_explorers


def purge_explorers(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    explorers_of(env).pop(docname, None)


def merge_explorers(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    theirs = explorers_of(other)
    explorers_of(env).update({name: theirs[name] for name in docnames if name in theirs})


def write_explorers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put pictures, specifications and the charting script beside the pages."""
    charts = {name: chart for page in explorers_of(env).values() for name, chart in page.items()}
    if app.builder.format != "html" or not charts:
        return []
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        (folder / f"{name}.svg").write_text(chart.wide.svg, encoding="utf-8")
        (folder / f"{name}-narrow.svg").write_text(chart.narrow.svg, encoding="utf-8")
        (folder / f"{name}.js").write_text(chart.script, encoding="utf-8")
    vega = Path(app.srcdir) / VEGA
    if vega.exists():
        shutil.copyfile(vega, folder / vega.name)
        interpreter = (Path(app.srcdir) / INTERPRETER).read_text(encoding="utf-8")
        (folder / INTERPRETER.name).write_text(as_script(interpreter), encoding="utf-8")
    else:
        logger.warning("%s is missing, so explorers stay pictures; run `npm ci`", VEGA)
    return []


def as_script(module: str) -> str:
    """Vega's interpreter of formulas as a plain script that adds it to `vega`.

    It is published as a module, which browsers refuse to load when the course is opened from a
    folder. It imports from one package, whose names `vega` has too, and exports one function.
    """
    names = re.search(r"^import {([^}]+)} from 'vega-util';$", module, re.MULTILINE)[1].strip()
    made = re.search(r"^export {\s*(\w+) as expressionInterpreter\s*};$", module, re.MULTILINE)[1]
    body = re.sub(
        r"^(import|export) .*\n|^//# sourceMappingURL=.*\n?", "", module, flags=re.MULTILINE
    )
    return INTERPRETED.format(names=names, body=body, made=made)


def download_size(*contents: bytes) -> int:
    """Kilobytes that travel when a host compresses the files, as hosts do."""
    return round(sum(len(gzip.compress(content, 6)) for content in contents) / 1000)


def size_of(picture: Picture) -> str:
    return f'width="{picture.width}" height="{picture.height}"'


def visit_explorer(self: HTML5Translator, node: ExplorerNode) -> None:
    builder, name = self.builder, node["name"]
    env: BuildEnvironment = builder.env
    chart = next(page[name] for page in explorers_of(env).values() if name in page)
    base = "../" * builder.current_docname.count("/") + FOLDER
    vega = Path(env.srcdir) / VEGA
    self.body.append(
        f'<figure class="sc-explorer" id="{name}" data-explorer="{name}" data-base="{base}">'
        f'<div class="sc-explorer-picture"><picture><source media="{DESK}" '
        f'srcset="{base}/{name}.svg" {size_of(chart.wide)}>'
        f'<img src="{base}/{name}-narrow.svg" {size_of(chart.narrow)} '
        f'alt="{self.attval(node["alt"])}"></picture></div>\n'
    )
    if vega.exists():
        size = download_size(vega.read_bytes(), chart.script.encode())
        self.body.append(
            '<p class="sc-explorer-start"><button type="button" hidden '
            f'data-failed="{self.attval(_(FAILED))}">'
            f"{_('Turn it yourself')} <small>({size} kB)</small></button></p>"
            '<p class="sc-explorer-sentence" role="status"></p>\n'
        )
    self.body.append("<figcaption>")


def depart_explorer(self: HTML5Translator, node: ExplorerNode) -> None:
    self.body.append("</figcaption></figure>\n")


class PlainExplorer(PlainForm):
    """The description of the picture, then the text behind it."""

    node_class = ExplorerNode

    def plain(self, node: ExplorerNode) -> list[nodes.Node]:
        return [nodes.paragraph("", node["alt"]), *node.children]


def add_script(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Load the small starting script only on pages that have an explorer."""
    if page in explorers_of(app.env):
        app.add_js_file("explorer.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_node(ExplorerNode, html=(visit_explorer, depart_explorer))
    app.add_post_transform(PlainExplorer)
    app.add_directive("explorer", Explorer)
    app.connect("env-purge-doc", purge_explorers)
    app.connect("env-merge-info", merge_explorers)
    app.connect("env-updated", write_explorers)
    app.connect("html-page-context", add_script)
