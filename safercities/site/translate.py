"""Translation of what is no running text: our own words, and the facts of the modules.

Sphinx collects the text of pages. This adds one more catalogue, `safercities.pot`, with the words
that components put on pages and into scripts, and with the front matter of the modules. A
translation stands beside the others, in `<locale_dirs>/<language>/LC_MESSAGES/safercities.po`.
"""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.gettext import MsgOrigin
from sphinx.environment import BuildEnvironment

from safercities.site.modules import Module, load_modules
from safercities.site.words import CATALOGUE, _

HERE = Path(__file__).parent


def own_words(folder: Path = HERE) -> Iterator[tuple[str, str, int]]:
    """Every text in a call of `_`: text, file and line.

    Read from the syntax tree, because common extractors skip calls inside f-strings.
    """
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "_"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield node.args[0].value, f"safercities/site/{path.name}", node.lineno


def module_texts(module: Module) -> Iterator[str]:
    """Every text of a front matter that readers see."""
    yield from (module.title, module.question)
    yield from (item.text for item in (*module.objectives, *module.key_points))
    for item in module.prerequisites:
        yield from (item.concept, item.where)


def translated(module: Module) -> Module:
    """The module in the language of the build; what has no translation stays as it is."""
    return replace(
        module,
        title=_(module.title),
        question=_(module.question),
        objectives=tuple(replace(item, text=_(item.text)) for item in module.objectives),
        key_points=tuple(replace(item, text=_(item.text)) for item in module.key_points),
        prerequisites=tuple(
            replace(item, concept=_(item.concept), where=_(item.where))
            for item in module.prerequisites
        ),
    )


def load_words(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Load our catalogue, which the builder has compiled by now."""
    folders = [str(Path(app.srcdir) / folder) for folder in app.config.locale_dirs]
    locale.init(folders, app.config.language, CATALOGUE)
    return []


def add_to_catalogues(app: Sphinx, builder: Builder) -> None:
    """Give translators our words and the facts of the modules."""
    if builder.name != "gettext":
        return
    catalogue = builder.catalogs[CATALOGUE]
    for text, source, line in own_words():
        catalogue.add(text, MsgOrigin(source, line))
    for module in load_modules(Path(app.srcdir)):
        for text in module_texts(module):
            catalogue.add(text, MsgOrigin(f"{module.overview}.md", 1))


def setup(app: Sphinx) -> None:
    # Before the modules are loaded and translated.
    app.connect("env-get-outdated", load_words, priority=400)
    app.connect("write-started", add_to_catalogues)
