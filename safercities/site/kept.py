"""`{kept-data}`: what the browser keeps, in plain words; save, move and delete it."""

from sphinx.application import Sphinx

from safercities.site.catalogue import modules_of
from safercities.site.items import FORMS
from safercities.site.strip import short_label
from safercities.site.tools import ToolDirective, ToolNode, tool
from safercities.site.words import _


class KeptData(ToolDirective):
    """Export, import, contents and deletion of the trainee's record."""

    def make(self) -> ToolNode:
        show = _("Show the stored text as it is")
        none = _("Nothing of your progress is stored in this browser.")
        return tool(
            "sc-kept",
            f'<ul class="sc-kept-list"></ul><p class="sc-kept-none">{none}</p>'
            f'<details><summary>{show}</summary><pre class="sc-kept-text" tabindex="0"></pre>'
            '</details><div class="sc-kept-acts">'
            f'<button type="button" class="sc-kept-save">{_("Save my progress as a file")}</button>'
            f'<p><label for="sc-kept-file">{_("Add the progress from a file")}</label> '
            '<input type="file" id="sc-kept-file" class="sc-kept-file" '
            'accept=".json,application/json"></p>'
            '<button type="button" class="sc-kept-delete">'
            f"{_('Delete my progress from this browser')}</button></div>"
            '<div class="sc-kept-status" role="status"></div>',
            "save-file.js",
            "merge.js",
            "say.js",
            "kept.js",
            titles=self.titles(),
            **words(),
        )

    def titles(self) -> dict[str, str]:
        """How each part is called in the lists, by page."""
        parts = {
            part.page: _("Module %d, %s") % (module.number, short_label(module, part))
            for module in modules_of(self.env)
            for part in module.parts
        }
        names = {"A": _("Test before the course"), "B": _("Test after the course")}
        return parts | {FORMS[form]: name for form, name in names.items()}


def words() -> dict[str, object]:
    """What the script says."""
    return {
        "route": _("Route:"),
        "routes": {"decision": _("Decision route"), "analyst": _("Analyst route")},
        "name": _("Name:"),
        "tests": [_("%s of %s questions answered"), _("handed in")],
        "settings": {"route": _("Route"), "name": _("Name")},
        "elsewhere": _("Marks for pages that this edition of the course does not have:"),
        "saved": _("Saved as %s. Move this file to your other device and add it there."),
        "from": _("%s was saved on %s."),
        "would": _(
            "It would add %s marks or answers and change %s. Nothing is lost: "
            "where both know the same part, the later one stands."
        ),
        "take": _("Add them"),
        "cancel": _("Leave everything as it is"),
        "taken": _("Added. Your progress from both is here now."),
        "same": _("%s holds nothing that is not already here."),
        "nothing": _("Nothing was changed."),
        "broken": _("%s cannot be read: it is damaged or not complete. Nothing was changed."),
        "foreign": _(
            "%s is not a progress file of this course. Its name usually starts with "
            "safer-cities-progress. Nothing was changed."
        ),
        "newer": _("%s comes from a newer version of the course. Nothing was changed."),
        "sure": _(
            "Delete everything listed above from this browser? You cannot undo this. "
            "Files that you saved stay where they are."
        ),
        "yes": _("Yes, delete"),
        "keep": _("No, keep it"),
        "deleted": _("Deleted. This browser keeps nothing of your progress now."),
    }


def setup(app: Sphinx) -> None:
    app.add_directive("kept-data", KeptData)
