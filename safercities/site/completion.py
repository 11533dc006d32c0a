"""`{completion-record}`: a printable record of what a trainee declares to have done."""

from html import escape

from sphinx.application import Sphinx

from safercities.site.catalogue import modules_of
from safercities.site.strip import short_label
from safercities.site.tools import ToolDirective, ToolNode, tool
from safercities.site.words import _, duration_forms


class CompletionRecord(ToolDirective):
    """A form for the name and the scope, and the record below it."""

    def make(self) -> ToolNode:
        modules = modules_of(self.env)
        titles = {m.slug: _("Module %d: %s") % (m.number, m.title) for m in modules}
        options = "".join(
            f'<option value="{slug}">{escape(title)}</option>' for slug, title in titles.items()
        )
        whole = _("All modules of this edition")
        return tool(
            "sc-record",
            f'<p><label for="sc-record-scope">{_("Record of")}</label> '
            f'<select id="sc-record-scope">{options}<option value="">{whole}</option></select></p>'
            f'<p><label for="sc-record-name">{_("Your name, as it should be printed")}</label> '
            '<input type="text" id="sc-record-name" autocomplete="name" maxlength="80"></p>'
            '<p class="sc-record-remember"><input type="checkbox" id="sc-record-remember" '
            'autocomplete="off">'
            f'<label for="sc-record-remember">{_("Remember my name in this browser")}</label></p>'
            '<div class="sc-record-status" role="status"></div>'
            '<div class="sc-record-sheet" hidden></div>'
            f'<p><button type="button" hidden>{_("Print this record")}</button></p>',
            "say.js",
            "completion.js",
            modules=[
                {
                    "slug": m.slug,
                    "title": titles[m.slug],
                    "parts": {p.page: [short_label(m, p), p.minutes] for p in m.parts},
                }
                for m in modules
            ],
            course=self.config.html_title,
            **words(),
        )


def words() -> dict[str, object]:
    """What the script says, and what stands on the record."""
    return {
        "missing": _("This record is not complete yet. On your route these parts are missing:"),
        "noName": _("Write your name to print the record."),
        "ready": _("The record is complete. You can print it, or save it as a PDF."),
        "heading": _("Record of completion"),
        "self": _("Self-declared"),
        "declares": _("%s declares to have completed"),
        "edition": _("all %s modules of this edition of the course"),
        "route": _("Route"),
        "routes": {"decision": _("Decision route"), "analyst": _("Analyst route")},
        "hours": _("Planned time of the completed parts"),
        "times": duration_forms(),
        "checks": _("Check questions"),
        "answered": _("%s answered, %s of them right at the last try"),
        "handed": _("Handed in, as stated by the trainee"),
        "nothing": _("nothing required"),
        "last": _("Last part completed on"),
        "printed": _("Date of this record"),
        "unknown": _("date not stored"),
        "limits": _(
            "The person named above has marked each part as done. Nobody has checked the name, "
            "the work or the answers. This is not an official certificate. No organisation or "
            "city has issued or endorsed it."
        ),
    }


def setup(app: Sphinx) -> None:
    app.add_directive("completion-record", CompletionRecord)
