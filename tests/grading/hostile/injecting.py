"""Injecting script: into the feedback page, or into the formgrader on the instructor's server."""

from nbformat.v4 import new_output

from tests.grading.hostile.work import Family, Work

injecting = Family("injecting script")

# Each tries to change the page's title, which the test looks at.
RUN = "document.title='INJECTED'"
TAGS = (
    f"<script>{RUN}</script>"
    f'<img src="x" onerror="{RUN}">'
    f'<svg onload="{RUN}"><animate onbegin="{RUN}" attributeName="x"/></svg>'
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>'
    f'<details open ontoggle="{RUN}">x</details>'
)


def shown(name: str, harm: str, bundle: str) -> None:
    """An entry that displays one bundle of MIME types."""
    code = f"from IPython.display import display\ndisplay({bundle}, raw=True)\nlamps = 0"
    injecting.code(name, harm, code)


shown("html-output", "shows HTML with scripts", f"{{'text/html': {TAGS!r}}}")
shown("svg-output", "shows an SVG picture with scripts", f"{{'image/svg+xml': {TAGS!r}}}")
shown("script-output", "shows JavaScript", f"{{'application/javascript': {RUN!r}}}")
shown("markdown-output", "shows Markdown with scripts", f"{{'text/markdown': {TAGS!r}}}")
shown(
    "latex-output",
    "shows a formula with a script address",
    "{'text/latex': r'$$\\href{javascript:document.title=1}{x}$$'}",
)
shown(
    "widget-output",
    "shows a widget whose state holds scripts",
    "{'application/vnd.jupyter.widget-view+json': {'model_id': 'x', 'version_major': 2}}",
)
shown(
    "picture-output",
    "breaks out of a picture's address",
    f"{{'image/png': 'x\\\" onerror=\\\"{RUN}'}}",
)
injecting.code(
    "traceback",
    "raises an error whose name and text are tags",
    f"raise type({TAGS!r}, (Exception,), {{}})({TAGS!r})",
)
injecting.code(
    "terminal-codes",
    "prints terminal codes that reach the instructor's screen",
    'print("\\x1b]0;INJECTED\\x07\\x1b[2J\\x1b[31mfull marks")\n'
    'import sys; sys.stderr.write("\\x1b]0;INJECTED\\x07")\nlamps = 0',
)
injecting.code(
    "message-in-answer",
    "answers with tags, which the check repeats in its message",
    f"lamps = {TAGS!r}",
)


@injecting("writes scripts into the text that a person marks")
def judged_text(work: Work) -> None:
    address = f"javascript:{RUN}"
    ways = [address, address.replace(":", "\\:"), address.replace(":", "&colon;")]
    ways += [address.replace("s", "&#115;", 1), address.replace("v", "V", 1)]
    links = [f"[x]({way})" for way in ways] + ["[y][z] ![y][z]", f"[z]: {address}"]
    work.cell("task-4-meaning").source = "\n\n".join([TAGS, *links])


@injecting("hides scripts in the notebook's title, widgets and other metadata")
def notebook_metadata(work: Work) -> None:
    work.notebook.metadata["title"] = f"</title>{TAGS}"
    work.notebook.metadata["authors"] = [{"name": TAGS}]
    work.notebook.metadata["language_info"] = {"name": TAGS, "pygments_lexer": TAGS}
    state = {"x": {"model_name": "HTMLModel", "state": {"value": TAGS}}}
    kind = "application/vnd.jupyter.widget-state+json"
    work.notebook.metadata["widgets"] = {kind: {"state": state, "version_major": 2}}


@injecting("hides scripts in a cell's attachments, tags and id")
def cell_metadata(work: Work) -> None:
    first = work.notebook.cells[0]
    first.attachments = {"x.svg": {"image/svg+xml": TAGS}}
    first.source += "\n![x](attachment:x.svg)"
    first.metadata["tags"] = [TAGS]
    first.metadata["name"] = TAGS


@injecting("hands in outputs that were never made here")
def outputs_brought(work: Work) -> None:
    work.cell("task-1-lamps").outputs = [new_output("display_data", data={"text/html": TAGS})]


@injecting("hands in a file whose name is a tag")
def file_name_is_a_tag(work: Work) -> None:
    work.add("<img src=x onerror=document.title='INJECTED'>.html", TAGS)


@injecting("hands in a page of its own, which nbgrader copies beside the feedback")
def page_of_its_own(work: Work) -> None:
    work.add("index.html", TAGS)
    work.add("feedback.html", TAGS)
