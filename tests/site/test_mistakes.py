"""A mistake in the course stops the build with a sentence that names the place and the way out."""

import shutil
from pathlib import Path

import pytest

from tests.site.minisite import MiniSite, build, change_config, copy_minibook

FENCE = "::::{{check-question}} {name}\n:type: {kind}\n{options}\n\n{body}\n::::\n\n"
OPTIONS = "- [ ] One\n\n  Why.\n- [{mark}] Two\n\n  Why.\n"

# name: (type, options, body, part of the message)
QUESTIONS = {
    "no-right": ("single", "", "Which?\n\n" + OPTIONS.format(mark=" "), "it has 0 options marked"),
    "two-right": (
        "single",
        "",
        "Which?\n\n" + OPTIONS.format(mark="x").replace("[ ]", "[x]"),
        "it has 2 options marked [x], but a single choice needs exactly one",
    ),
    "no-reason": (
        "single",
        "",
        "Which?\n\n- [ ] One\n- [x] Two\n",
        "no indented paragraph that says why",
    ),
    "no-box": ("multiple", "", "Which?\n\n- One\n\n  Why.\n", "must be written as '- [ ] option'"),
    "no-list": ("single", "", "Which?\n\nOne or two.", "must end with one bullet list"),
    "no-prompt": ("single", "", OPTIONS.format(mark="x"), "must start with the question"),
    "no-answer": ("numeric", "", "How many?\n\n- 2 : Right.\n- else : No.\n", "needs :answer:"),
    "no-else": (
        "numeric",
        ":answer: 2",
        "How many?\n\n- 2 : Right.\n",
        "the last reply must be '- else",
    ),
    "not-held": (
        "numeric",
        ":answer: 2",
        "How many?\n\n- 3 : No.\n- else : No.\n",
        "no reply is for",
    ),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """One build with every kind of mistake that leaves the other pages whole."""
    source = copy_minibook(tmp_path_factory.mktemp("broken"), vega=False)
    page = "# Check\n\n" + "".join(
        FENCE.format(name=name, kind=kind, options=options, body=body)
        for name, (kind, options, body, _message) in QUESTIONS.items()
    )
    (source / "book" / "01-mini" / "check.md").write_text(page)
    explorer = source / "book" / "01-mini" / "explorer.md"
    explorer.write_text(
        explorer.read_text() + "\n```{explorer} other.py\n:alt: " + "x" * 30 + "\n```\n"
    )
    (source / "book" / "01-mini" / "other.py").write_text("chart = None\n")
    shutil.rmtree(source / "assignments" / "release")
    assignment = source / "book" / "01-mini" / "assignment.md"
    assignment.write_text(assignment.read_text() + "\n```{assignment-tasks} 02-none\n```\n")
    change_config(source, "execute", execute_notebooks="off")
    return build(source)


def test_the_build_fails(broken: MiniSite) -> None:
    assert broken.exit_code != 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_question(broken: MiniSite, name: str) -> None:
    message = QUESTIONS[name][3]
    (line,) = [p for p in broken.problems if f"check-question {name}:" in p]
    assert message in line
    assert "see 'Check questions' in CONTRIBUTING.md" in line
    number = int(line.split("check.md:")[1].split(":")[0])
    text = (broken.source / "book" / "01-mini" / "check.md").read_text().splitlines()
    assert text[number - 1].endswith(name)


def test_explorer_without_build(broken: MiniSite) -> None:
    (line,) = [p for p in broken.problems if "other.py" in p]
    assert "must define build(), which returns an Altair chart" in line


def test_missing_packages_and_files_name_the_command(broken: MiniSite) -> None:
    text = "\n".join(broken.problems)
    assert "run `npm ci`" in text
    assert "run `make release`" in text
    assert "assignments/source/02-none/02-none.ipynb" in text


def test_without_vega_the_explorer_stays_a_picture(broken: MiniSite) -> None:
    html = broken.page("book/01-mini/explorer")
    assert "Turn it yourself" not in html
    assert 'alt="A row of bars' in html


def test_broken_front_matter_stops_the_build(tmp_path: Path) -> None:
    source = copy_minibook(tmp_path)
    page = source / "book" / "01-mini" / "overview.md"
    page.write_text(page.read_text().replace("minutes: 20", "minutes: twenty"))
    site = build(source)
    assert site.exit_code != 0
    assert not (site.out / "index.html").exists()
