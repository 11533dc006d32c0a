"""`{check-question}`: a self-check with feedback for every option.

The directive only parses and validates. It leaves a `QuestionNode` node with ordinary,
translatable children; `check_html` turns it into a form, and `plain_questions` into text for
builders that know no forms.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from safercities.site.coverage import split_ids
from safercities.site.plain import PlainForm
from safercities.site.words import _

BOX = re.compile(r"^\[(?P<mark>[ xX])\]\s+")
NUMBER = r"-?\d+(?:\.\d+)?"
REPLY = re.compile(rf"^(?P<what>else|{NUMBER}(?:\s*\.\.\s*{NUMBER})?)\s*:\s*")
LETTERS = "abcdefgh"
EXAMPLE = "see 'Check questions' in CONTRIBUTING.md"


class QuestionNode(nodes.General, nodes.Element):
    """A question; children: `PromptNode`, further blocks, then `OptionNode`s.

    A question of a test has a `number`, and its reasons stand in the key at the end of the page.
    """


class PromptNode(nodes.Part, nodes.TextElement):
    """The first paragraph of the question."""


class OptionNode(nodes.Part, nodes.Element):
    """One option or numeric reply; children: `LabelNode`, then blocks that say why."""


class LabelNode(nodes.Part, nodes.TextElement):
    """The text of one option."""


@dataclass(frozen=True)
class Interval:
    """Numbers from `low` to `high`; an `else` reply covers all."""

    low: float = float("-inf")
    high: float = float("inf")

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def parse_interval(what: str, tolerance: float) -> Interval:
    """`else`, `42` (within the tolerance) or `4.1..4.3` as an interval."""
    if what == "else":
        return Interval()
    low, _dots, high = (part.strip() for part in what.partition(".."))
    if high:
        return Interval(float(low), float(high))
    return Interval(float(low) - tolerance, float(low) + tolerance)


class CheckQuestion(SphinxDirective):
    """Single choice, multiple choice or a number."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "assesses": directives.unchanged_required,
        "type": lambda text: directives.choice(text, ("single", "multiple", "numeric")),
        "answer": float,
        "tolerance": float,
        "unit": directives.unchanged,
        "level": directives.positive_int,  # how hard an item of a test is; only its bank asks
    }

    def run(self) -> list[nodes.Node]:
        self.name_of_question = self.arguments[0]
        kind = self.options.get("type", "single")
        question = QuestionNode(
            qid=self.name_of_question,
            ids=[nodes.make_id(f"check-{self.name_of_question}")],
            kind=kind,
            unit=self.options.get("unit", ""),
            assesses=split_ids(self.options.get("assesses", "")),
        )
        self.set_source_info(question)
        prompt, items = self._parse_body()
        question += prompt
        if kind == "numeric":
            question += self._replies(items)
        else:
            question += self._options(items, kind)
        return [question]

    def fail(self, problem: str) -> None:
        raise self.error(f"check-question {self.name_of_question}: {problem}; {EXAMPLE}")

    def _parse_body(self) -> tuple[list[nodes.Node], list[nodes.list_item]]:
        body = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, body)
        *prompt, answers = list(body.children) or [None]
        if not prompt or not isinstance(prompt[0], nodes.paragraph):
            self.fail("the body must start with the question in a paragraph of its own")
        if not isinstance(answers, nodes.bullet_list):
            self.fail("the body must end with one bullet list of options")
        return [_retype(prompt[0], PromptNode), *prompt[1:]], list(answers.children)

    def _options(self, items: list[nodes.list_item], kind: str) -> list[OptionNode]:
        options = []
        for item in items:
            first, match = self._marked_paragraph(
                item, BOX, "'- [ ] option' or '- [x] right option'"
            )
            if len(item) < 2:
                self.fail(f"option {first.astext()!r} has no indented paragraph that says why")
            option = OptionNode(right=match["mark"] != " ")
            option += [_retype(first, LabelNode), *item.children[1:]]
            options.append(option)
        right = sum(option["right"] for option in options)
        if len(options) < 2:
            self.fail("a choice needs at least two options")
        if right == 0 or (kind == "single" and right > 1):
            wanted = "exactly one" if kind == "single" else "at least one"
            self.fail(f"it has {right} options marked [x], but a {kind} choice needs {wanted}")
        return options

    def _replies(self, items: list[nodes.list_item]) -> list[OptionNode]:
        if "answer" not in self.options:
            self.fail("a numeric question needs :answer:")
        answer, tolerance = self.options["answer"], self.options.get("tolerance", 0.0)
        target = Interval(answer - tolerance, answer + tolerance)
        replies = []
        for item in items:
            first, match = self._marked_paragraph(
                item, REPLY, "'- 42 : why', '- 4..5 : why' or '- else : why'"
            )
            if not first.astext():
                self.fail(f"the reply to {match['what']!r} does not say why")
            interval = parse_interval(match["what"], tolerance)
            right = match["what"] != "else" and interval.holds(answer)
            option = OptionNode(right=right, low=interval.low, high=interval.high)
            self.set_source_info(option)
            label = match["what"].replace("..", "–")
            option += [_label(label, first), first, *item.children[1:]]
            replies.append(option)
        if not any(option["right"] for option in replies):
            self.fail(f"no reply is for the right answer {answer:g}")
        if replies[-1]["high"] != float("inf"):
            self.fail("the last reply must be '- else : ...'")
        # What counts as right is the tolerance, however the replies are cut.
        for option in replies:
            if option["right"]:
                option["low"], option["high"] = target.low, target.high
        return replies

    def _marked_paragraph(
        self, item: nodes.list_item, mark: re.Pattern[str], form: str
    ) -> tuple[nodes.paragraph, re.Match[str]]:
        """The first paragraph of a list item without its mark, and the mark."""
        first = item[0] if len(item) and isinstance(item[0], nodes.paragraph) else None
        text = first[0] if first and isinstance(first[0], nodes.Text) else nodes.Text("")
        match = mark.match(text)
        if not match:
            self.fail(f"list item {item.astext()[:40]!r} must be written as {form}")
        first.replace(text, nodes.Text(text[match.end() :]))
        first.rawsource = mark.sub("", first.rawsource, count=1)
        return first, match


def _retype(paragraph: nodes.paragraph, kind: type[nodes.TextElement]) -> nodes.TextElement:
    """The same text as another kind of node; source and raw text stay for translators."""
    node = kind(paragraph.rawsource, "", *paragraph.children)
    node.source, node.line = paragraph.source, paragraph.line
    return node


def _label(text: str, beside: nodes.paragraph) -> LabelNode:
    node = LabelNode(text, text)
    node.source, node.line = beside.source, beside.line
    return node


class PlainQuestion(PlainForm):
    """The question, its options, and the reasons below."""

    node_class = QuestionNode

    def plain(self, node: QuestionNode) -> list[nodes.Node]:
        return plain_question(node)


def plain_question(question: QuestionNode) -> list[nodes.Node]:
    """A question as paragraphs and lists; in a test, its options have letters and no reasons."""
    options, blocks = options_of(question), blocks_of(question)
    number = [nodes.Text(f"{question['number']}. ")] if question.get("number") else []
    prompt = nodes.paragraph("", "", nodes.strong("", "", *number, *blocks[0].children))
    labels = [[child.deepcopy() for child in option[0]] for option in options]
    entries = [nodes.list_item("", nodes.paragraph("", "", *label)) for label in labels]
    if question.get("number"):
        asked = nodes.enumerated_list("", *entries, enumtype="loweralpha", prefix="", suffix=".")
    else:
        asked = nodes.bullet_list("", *entries, bullet="-")
    listed = [asked] if question["kind"] != "numeric" else []
    reasons = [] if question.get("number") else plain_reasons(question)
    return [prompt, *blocks[1:], *listed, *reasons]


def plain_reasons(question: QuestionNode) -> list[nodes.Node]:
    """Every option with its verdict and its reason."""
    reasons = nodes.bullet_list(bullet="-")
    for option in options_of(question):
        is_else = option.get("high") == float("inf")
        label = nodes.inline("", _("any other number")) if is_else else option[0]
        verdict = _("Right:") if option["right"] else _("Not right:")
        title = nodes.paragraph("", "", nodes.strong("", verdict), nodes.Text(" "))
        title += [child.deepcopy() for child in label]
        reasons += nodes.list_item("", title, *option.children[1:])
    text = _("Answers and reasons")
    if question.get("number"):
        text = _("Question %s: %s") % (question["number"], right_answer(question))
    return [nodes.paragraph("", "", nodes.strong("", text)), reasons]


def options_of(question: QuestionNode) -> list[OptionNode]:
    return [child for child in question if isinstance(child, OptionNode)]


def blocks_of(question: QuestionNode) -> list[nodes.Node]:
    return [child for child in question if not isinstance(child, OptionNode)]


def right_answer(question: QuestionNode) -> str:
    """The letters of the right options, or the right number."""
    options = options_of(question)
    if question["kind"] == "numeric":
        return next(option[0].astext() for option in options if option["right"])
    return ", ".join(LETTERS[place] for place, option in enumerate(options) if option["right"])


def setup(app: Sphinx) -> None:
    app.add_directive("check-question", CheckQuestion)
    app.add_post_transform(PlainQuestion)
