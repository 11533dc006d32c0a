"""Fixtures that every part of the test suite shares."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from xdist.scheduler.loadscope import LoadScopeScheduling

from tests.browser import Windows, chromium

ROOT = Path(__file__).resolve().parent.parent
# Parts that take minutes begin first, so that no process ends long after the others.
LONG = (
    "tests/site/test_live.py",
    "tests/grading/test_answers.py",
    "tests/site/test_every_page.py",
    "tests/grading/test_hostile.py",
    "tests/grading/test_grade.py",
    "tests/course/test_binder.py",
    "tests/site/test_head.py",
    "tests/site/test_budgets.py",
)


class BySharedWork(LoadScopeScheduling):
    """Keep the tests of a file in one process, because they share what they build.

    The shares of `test_every_page.py` share nothing and are spread.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file.endswith("test_every_page.py") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BySharedWork:
    """Take files in the order of `pytest_collection_modifyitems`, not by their number of tests."""
    config.option.loadscopereorder = False
    return BySharedWork(config, log)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives the browser, and put what takes longest first; all else keeps its order."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.relative_to(ROOT).as_posix(), len(LONG)))


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's folder."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run; each test opens its own context."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Windows of the browser, lent to one test at a time."""
    return Windows(browser)
