"""`{storage-notice}`, `{route-choice}`, `{my-progress}`: the trainee's own view of the course."""

from docutils import nodes
from sphinx.application import Sphinx

from safercities.site.course import PerModule
from safercities.site.doctree import bullets, page_link
from safercities.site.modules import Module
from safercities.site.progress import state_words
from safercities.site.strip import short_label
from safercities.site.tools import ToolDirective, ToolNode, tool
from safercities.site.words import _, duration, duration_forms


class StorageNotice(ToolDirective):
    """What the reader must know when the record cannot be kept or read; empty when all is well."""

    def make(self) -> ToolNode:
        needs = _(
            "This page needs JavaScript: it shows what your own browser has kept. "
            "Every other page of the course works without it."
        )
        node = tool(
            "sc-notice",
            '<div role="status"></div>',
            "save-file.js",
            "notice.js",
            unsaved=_(
                "Your browser does not store anything for this site, for example because of a "
                "private window or a full disk. The course works, but your progress is lost when "
                "you leave a page."
            ),
            newer=_(
                "Your browser holds a record that a newer version of the course has written. "
                "It is left as it is. What you mark now is lost when you leave a page."
            ),
            damaged=_(
                "A part of your stored record was damaged. What could be read is still here. "
                "A copy of the damaged text is kept in this browser, so that nothing is lost."
            ),
            save=_("Download the damaged text"),
            drop=_("Delete the damaged text"),
        )
        node["html"] += f'<noscript><p class="sc-note">{needs}</p></noscript>\n'
        return node


class RouteChoice(ToolDirective):
    """Two radio buttons; the choice can be changed at any time."""

    def make(self) -> ToolNode:
        routes = {
            "decision": _("Decision route: no code"),
            "analyst": _("Analyst route: with labs and assignments"),
        }
        choices = "".join(
            f'<p><input type="radio" name="sc-route" id="sc-route-{value}" value="{value}" '
            f'autocomplete="off"><label for="sc-route-{value}">{label}</label></p>'
            for value, label in routes.items()
        )
        return tool(
            "sc-route",
            f'<fieldset><legend>{_("My route")}</legend>{choices}</fieldset><p role="status"></p>',
            "route.js",
            chosen=_("Kept in this browser. You can change it at any time and lose nothing."),
            open=_("You have not chosen yet. Until you do, the decision route is counted."),
        )


class MyProgress(PerModule):
    """A summary, then every part of every module; the script adds what is done."""

    def run(self) -> list[nodes.Node]:
        summary = tool(
            "sc-mine",
            '<p class="sc-mine-total"></p><p class="sc-mine-next"></p>',
            "say.js",
            "my-course.js",
            states=state_words(),
            open=_("not yet"),
            optional=_("optional on your route"),
            total=_("You have done %s of %s parts on your route."),
            module=_("%s of %s parts done on your route."),
            minutes={p.page: p.minutes for m in self.modules() for p in m.parts},
            rest=_("About %s of work remain."),
            times=duration_forms(),
            next=_("Go on with:"),
            complete=_("All parts on your route are done."),
        )
        return [summary, *super().run()]

    def content_of(self, module: Module) -> list[nodes.Node]:
        rows = [
            [
                page_link(part.page, docname=self.env.docname),
                nodes.inline(
                    "",
                    f"{short_label(module, part)} · {duration(part.minutes)}",
                    classes=["sc-mine-facts"],
                ),
            ]
            for part in module.parts
        ]
        return [bullets(rows, ["sc-mine-parts"])]


def setup(app: Sphinx) -> None:
    app.add_directive("storage-notice", StorageNotice)
    app.add_directive("route-choice", RouteChoice)
    app.add_directive("my-progress", MyProgress)
