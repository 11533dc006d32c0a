"""What a browser does with the pages that nbgrader makes of an attack."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page

from benchmarks.hostile import cage
from benchmarks.hostile.plain import ENVIRONMENT, VENV, Facts, is_graded, is_plain
from tests.grading.harness import Course
from tests.grading.hostile.work import SLUG
from tests.jupyter import TOKEN, serving

ELSEWHERE = "http://192.0.2.1"  # what an attack asks for
SETTLE_MS = 400
LARGEST_PAGE = 10_000_000  # bytes; a browser needs minutes for more
# A script in an address runs when it is chosen.
SCRIPT_LINKS = """
[...document.querySelectorAll('a')].filter(a =>
    /^javascript:/i.test(a.protocol) && a.href.includes('title')).length
"""


def looker(browser: Browser, student: str, formgrader: bool) -> Callable[[Course, Facts], None]:
    """A look at the pages of one trainee, for `plain.attack`."""

    def look(course: Course, facts: Facts) -> None:
        folder = course.root / "feedback" / student / SLUG
        for path in sorted(folder.glob("*.html")):
            if is_plain(path) and path.stat().st_size < LARGEST_PAGE:
                with_page(browser, path.as_uri(), "feedback page", facts)
        if formgrader and is_graded(course, student) and facts.marks[student] is not None:
            command = [str(VENV / "bin" / "python"), "-m", "jupyter_server"]
            caged = cage.inner(command, course.root, ENVIRONMENT)
            with serving(caged, course.root, {}) as host:
                number = submission_id(course, student)
                address = f"{host}/formgrader/submissions/{number}?token={TOKEN}"
                with_page(browser, address, "formgrader", facts)

    return look


def submission_id(course: Course, student: str) -> str:
    """What the formgrader calls the trainee's notebook."""
    with course.gradebook() as book:
        return book.find_submission_notebook(SLUG, SLUG, student).id


def with_page(browser: Browser, address: str, place: str, facts: Facts) -> None:
    """Open a page and note what is active in it."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLE_MS)
    facts.active += [f"{found} in the {place}" for found in seen(page, asked)]
    if answer is not None and not answer.ok:
        facts.active.append(f"error {answer.status} in the {place}")
    context.close()


def seen(page: Page, asked: list[str]) -> Iterator[str]:
    """What of an attack is active."""
    if "INJECTED" in page.title():
        yield "a script runs"
    elif page.evaluate(SCRIPT_LINKS):
        yield "a link runs a script"
    if any(url.startswith(ELSEWHERE) for url in asked):
        yield "another host is asked"
