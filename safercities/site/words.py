"""Words that the components put on a page, ready for translation catalogues."""

from sphinx.locale import get_translation

CATALOGUE = "safercities"
_translate = get_translation(CATALOGUE)


def _(text: str) -> str:
    """The text in the language of the build."""
    return str(_translate(text))


def part_name(kind: str) -> str:
    """What a reader sees for a kind of part, such as `key-points`."""
    return {
        "overview": _("Overview"),
        "reading": _("Reading"),
        "explorer": _("Explorer"),
        "lab": _("Lab"),
        "check": _("Check"),
        "assignment": _("Assignment"),
        "decide": _("Decide"),
        "key-points": _("Key points"),
    }[kind]


def need_name(need: str) -> str:
    """What a reader sees for the need of a prerequisite."""
    return {"needed": _("needed"), "helpful": _("helpful")}[need]


def duration_forms() -> list[str]:
    """How minutes are said: alone, as whole hours, as hours and minutes."""
    return [_("%d min"), _("%d h"), _("%d h %d min")]


def duration(minutes: int) -> str:
    """Minutes as a reader says them: `25 min`, `1 h`, `5 h 10 min`."""
    short, whole, both = duration_forms()
    hours, rest = divmod(minutes, 60)
    if not hours:
        return short % minutes
    return both % (hours, rest) if rest else whole % hours
