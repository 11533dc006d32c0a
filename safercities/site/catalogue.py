"""Keeps the course's modules in the build environment and re-reads pages when they change."""

from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from safercities.site.modules import Module, ModuleError, load_modules
from safercities.site.translate import translated


def modules_of(env: BuildEnvironment) -> list[Module]:
    """The modules of the course, as loaded at the start of this build."""
    return getattr(env, "safercities_modules", [])


def refresh_modules(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Load the modules; pages of a module that changed are read again (their strips show it)."""
    before = {module.slug: module for module in modules_of(env)}
    try:
        modules = load_modules(Path(app.srcdir))
    except ModuleError as problem:
        raise ExtensionError(str(problem)) from problem
    env.safercities_modules = [translated(module) for module in modules]
    pages = {
        part.page
        for module in env.safercities_modules
        if module != before.get(module.slug)
        for part in module.parts
    }
    return sorted(pages & env.found_docs)


class CourseDirective(SphinxDirective):
    """A directive that is filled from the modules; its page is read again when they change."""

    def modules(self) -> list[Module]:
        modules = modules_of(self.env)
        for module in modules:
            self.env.note_dependency(f"{module.overview}.md")
        return modules

    def own_module(self) -> Module:
        """The module that this page is a part of."""
        for module in self.modules():
            if module.part_on(self.env.docname):
                return module
        raise self.error(
            f"{self.name}: this page is not listed under `parts:` of any book/*/overview.md"
        )

    def markdown(self, text: str) -> list[nodes.Node]:
        """Inline Markdown, such as a link or a glossary term, as nodes."""
        parsed, messages = self.state.inline_text(text, self.lineno)
        return [*parsed, *messages]

    def guarded(self, make: Callable[[], list[nodes.Node]]) -> list[nodes.Node]:
        """Run `make`; a known mistake in the course becomes an error on this line."""
        try:
            return make()
        except (ModuleError, OSError, ValueError) as problem:
            raise self.error(f"{self.name}: {problem}") from problem


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", refresh_modules)
