"""The part of a style sheet that can apply to a set of pages."""

import re
from collections.abc import Iterable

import tinycss2
from tinycss2.ast import Declaration, Node

ATTRIBUTE = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
# What stands in these brackets need not all occur.
ALTERNATIVES = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
CUSTOM_PROPERTY = re.compile(r"--[\w-]+(?!\s*:|[\w-])")
ANIMATION = re.compile(r"animation(?:-name)?\s*:([^;}]*)")
SPACE = re.compile(r"\s+")
GROUPS = ("media", "supports", "layer")


def used_names(
    pages: Iterable[str], scripts: Iterable[str], never_set: re.Pattern[str] | None = None
) -> set[str]:
    """Classes and ids that occur on pages, and every word in scripts, which may set them.

    `never_set` matches words of scripts that belong to parts the pages do not have.
    """
    words = set().union(*(WORD.findall(script) for script in scripts))
    if never_set:
        words = {word for word in words if not never_set.match(word)}
    return words | {n for page in pages for value in ATTRIBUTE.findall(page) for n in value.split()}


def is_used(selector: str, names: set[str]) -> bool:
    """Whether a selector can match anything on the site."""
    wanted = [name.replace("\\", "") for name in NAME.findall(ALTERNATIVES.sub("", selector))]
    return all(name in names for name in wanted)


def prune(css: str, names: set[str]) -> str:
    """The rules of a style sheet that can match an element with one of the names."""
    return _each_rule(tinycss2.parse_stylesheet(css, True, True), names)


def drop_unread(css: str, readers: str = "") -> str:
    """The sheet without custom properties and animations that nothing reads.

    `readers` is other text that may read them: pages and scripts. A property may be read by
    another one that goes, so this repeats until nothing changes.
    """
    read = set(CUSTOM_PROPERTY.findall(css + readers))
    animations = set(WORD.findall(" ".join(ANIMATION.findall(css))))

    def kept(rule: Node) -> str:
        if rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword == "keyframes":
                name = tinycss2.serialize(rule.prelude).strip()
                return tinycss2.serialize([rule]) if name in animations else ""
            if rule.lower_at_keyword in GROUPS:
                inner = tinycss2.parse_rule_list(rule.content, True, True)
                return _group(rule, "".join(map(kept, inner)))
        if rule.type != "qualified-rule":
            return tinycss2.serialize([rule])
        parts = tinycss2.parse_blocks_contents(rule.content, True, True)
        body = ";".join(_short(part) for part in parts if not _is_unread(part, read))
        return f"{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else ""

    rest = "".join(map(kept, tinycss2.parse_stylesheet(css, True, True)))
    return rest if rest == css else drop_unread(rest, readers)


def _is_unread(part: Node, read: set[str]) -> bool:
    return isinstance(part, Declaration) and part.name.startswith("--") and part.name not in read


def _short(part: Node) -> str:
    """A declaration without the space around it."""
    if not isinstance(part, Declaration):
        return tinycss2.serialize([part])
    important = "!important" if part.important else ""
    # A custom property may be empty on purpose, and needs a space to be one.
    return f"{part.name}:{tinycss2.serialize(part.value).strip() or ' '}{important}"


def _each_rule(rules: Iterable[Node], names: set[str]) -> str:
    return "".join(_prune_rule(rule, names) for rule in rules)


def _prune_rule(rule: Node, names: set[str]) -> str:
    if rule.type == "qualified-rule":
        selectors = [
            part for part in _split(tinycss2.serialize(rule.prelude)) if is_used(part, names)
        ]
        body = SPACE.sub(" ", tinycss2.serialize(rule.content)).strip()
        return f"{','.join(selectors)}{{{body}}}" if selectors and body else ""
    if rule.type != "at-rule":
        return ""
    if rule.lower_at_keyword == "font-face":
        return ""  # only icon fonts are declared this way; text uses the reader's own fonts
    if rule.lower_at_keyword in GROUPS and rule.content is not None:
        inner = tinycss2.parse_rule_list(rule.content, True, True)
        return _group(rule, _each_rule(inner, names))
    return tinycss2.serialize([rule])


def _group(rule: Node, inner: str) -> str:
    return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""


def _split(prelude: str) -> list[str]:
    """Selectors of a list; commas inside brackets do not count."""
    parts, depth = [""], 0
    for letter in prelude.strip():
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
