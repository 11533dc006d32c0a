"""What a trainee has done: the statement at the end of each part, and what the scripts know.

The trainee's record stays in the browser. The pages carry no state: `store.js` keeps the record,
`progress.js` marks menu, strip and statement, and both learn the modules from a small script that
is written here from the front matter of the overviews.
"""

import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from safercities.site.catalogue import modules_of
from safercities.site.check import QuestionNode
from safercities.site.items import FORMS
from safercities.site.modules import Module, Part
from safercities.site.plain import PlainForm
from safercities.site.words import _

DATA = "course-data.js"
MY_COURSE = "book/start/my-course"  # the page that shows and moves the record
# In this order, on every page.
SCRIPTS = ("store.js", DATA, "progress.js")


class DoneNode(nodes.General, nodes.Element):
    """The trainee's statement about one part; it means nothing on paper."""


class NoDone(PlainForm):
    node_class = DoneNode

    def plain(self, node: DoneNode) -> list[nodes.Node]:
        return []


def statement(kind: str) -> str:
    """What a trainee declares at the end of a part."""
    return {
        "explorer": _("I have tried this explorer"),
        "lab": _("I have worked through this lab"),
        "assignment": _("I have finished this assignment and handed it in"),
        "decide": _("I have finished this memo and handed it in"),
    }.get(kind, _("I have read this page"))


def state_words() -> dict[str, str]:
    """What a part is called when it is done, by kind."""
    kinds = ("overview", "reading", "key-points")
    return {
        **dict.fromkeys(kinds, _("read")),
        "check": _("read"),  # a check without questions
        **dict.fromkeys(("explorer", "lab"), _("done")),
        **dict.fromkeys(("assignment", "decide"), _("handed in")),
    }


def script_words() -> dict[str, object]:
    """Words that the scripts on every page put together; `%s` stands for a number."""
    return {
        "state": state_words(),
        "answered": _("%s of %s questions answered, %s right"),
        "none": _("No question answered yet"),
        "tally": _("%s of %s parts done"),
        "own": _("Only you set this. It stays in this browser."),
        "problems": {
            "unsaved": _(
                "This browser stores nothing for this site, so it is lost when you leave."
            ),
            "newer": _(
                "This browser holds a record of a newer version of the course. "
                "It is left as it is, so what you mark now is lost when you leave."
            ),
        },
    }


def part_data(part: Part, questions: list[str]) -> dict[str, object]:
    """One part for the scripts; what is false or empty is left out."""
    data: dict[str, object] = {"kind": part.kind}
    if not part.on_decision_route:
        data["analyst"] = True
    if part.kind == "check" and questions:
        data["questions"] = questions
    return data


def course_data(modules: list[Module], questions: dict[str, list[str]]) -> dict[str, object]:
    """Modules, parts and tests for the scripts; `questions` holds the ids of each page."""
    tests = {page: questions[page] for page in FORMS.values() if page in questions}
    return {
        "tests": tests,
        "words": script_words(),
        "modules": [
            {
                "slug": module.slug,
                "parts": {
                    part.page: part_data(part, questions.get(part.page, []))
                    for part in module.parts
                },
            }
            for module in modules
        ],
    }


def questions_of(env: BuildEnvironment) -> dict[str, list[str]]:
    """The ids of the check questions on each page."""
    if not hasattr(env, "safercities_questions"):
        env.safercities_questions = {}
    return env.safercities_questions


def read_page(app: Sphinx, doctree: nodes.document) -> None:
    """Note the page's questions, and end a part's page with its statement."""
    page = app.env.docname
    found = [node["qid"] for node in doctree.findall(QuestionNode)]
    if found:
        questions_of(app.env)[page] = found
    part = next((p for m in modules_of(app.env) for p in m.parts if p.page == page), None)
    title = next(doctree.findall(nodes.title), None)
    if part and title is not None:
        answers = part.kind == "check" and bool(found)
        title.parent += DoneNode(page=page, kind=part.kind, answers=answers)


def forget_page(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    questions_of(env).pop(page, None)


def merge_pages(
    app: Sphinx, env: BuildEnvironment, pages: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel reader found."""
    found = questions_of(other)
    questions_of(env).update({page: found[page] for page in pages & set(found)})


def write_data(app: Sphinx, builder: Builder) -> None:
    """Write the modules for the scripts, before pages are written and name the file."""
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name == "epub":
        return
    data = course_data(modules_of(app.env), questions_of(app.env))
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    static = Path(builder.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    (static / DATA).write_text(f"globalThis.safercitiesCourse={text};\n", encoding="utf-8")


def visit_done(self: HTML5Translator, node: DoneNode) -> None:
    """The statement is hidden where no script can keep it."""
    link = ""
    if MY_COURSE in self.builder.env.found_docs:
        address = self.builder.get_relative_uri(node["page"], MY_COURSE)
        link = f' <a href="{self.attval(address)}">{_("My course")}</a>'
    if node["answers"]:
        claim = '<p class="sc-done-answers"></p>'
    else:
        claim = (
            '<p class="sc-done-claim"><input type="checkbox" id="sc-done-box" '
            'aria-describedby="sc-done-note" autocomplete="off"><label for="sc-done-box">'
            f"{statement(node['kind'])}</label></p>"
        )
    self.body.append(
        f'<section class="sc-done pst-js-only" aria-label="{_("Your progress")}" '
        f'data-page="{self.attval(node["page"])}">{claim}<p class="sc-done-own">'
        f'<span class="sc-done-note" id="sc-done-note"></span>{link}</p></section>\n'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(DoneNode, html=(visit_done, None))
    app.add_post_transform(NoDone)
    for place, script in enumerate(SCRIPTS):
        app.add_js_file(script, loading_method="defer", priority=300 + place)
    app.connect("doctree-read", read_page)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("write-started", write_data)
