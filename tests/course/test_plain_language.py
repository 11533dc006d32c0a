"""No page is harder to read than the goal of CONTRIBUTING: grade 10, and 16 words a sentence."""

from pathlib import Path

import pytest
import textstat

from tests.conftest import ROOT
from tests.course.prose import paragraphs
from tests.course.readability import (
    FEWEST_WORDS,
    HIGHEST_GRADE,
    LONGEST_MEAN,
    WORD,
    Readability,
    glossary_words,
    grade,
    measure_page,
    measure_text,
    pages_of_course,
    sentences_of,
    syllables,
)

PAGES = pages_of_course()
HEAVY = (
    "Notwithstanding the considerable heterogeneity of municipal administrations, the "
    "institutionalisation of participatory evaluation necessitates interdepartmental "
    "coordination, sustained accountability and a comprehensive understanding of "
    "organisational responsibilities. "
) * 4


def worst_of(page: Readability) -> str:
    """What an author needs to know to mend a page."""
    worst = "\n".join(f"- {len(WORD.findall(s))} words: {s}" for s in page.hardest[:5])
    return (
        f"{page.page}: grade {page.grade} (goal: at most {HIGHEST_GRADE:g}), "
        f"{page.mean_length} words a sentence (goal: at most {LONGEST_MEAN:g}). "
        f"Its longest sentences:\n{worst}"
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_page_is_harder_to_read_than_the_goal(path: Path) -> None:
    page = measure_page(path)
    assert not page.too_hard(), worst_of(page)


def test_the_pages_are_really_read() -> None:
    """A reading has more than a thousand words, a check has its questions and its reasons."""
    words = {p.relative_to(ROOT).as_posix(): measure_page(p).words for p in PAGES}
    assert words["book/05-lighting/what-darkness-does.md"] > 1000
    assert words["book/05-lighting/check.md"] > 1000
    assert sum(count < FEWEST_WORDS for count in words.values()) < len(words) / 3


def test_hard_prose_is_seen_and_named() -> None:
    page = measure_text("hard", [HEAVY], frozenset())
    assert page.too_hard()
    assert "- 24 words: Notwithstanding" in worst_of(page)


def test_a_page_of_a_few_words_is_not_judged() -> None:
    assert not measure_text("short", [HEAVY[:80] + "."], frozenset()).too_hard()


def test_the_grade_is_that_of_the_library_where_nothing_is_excepted() -> None:
    text = "The lamp stands near the gate. When it fails, people take another way home."
    page = measure_text("plain", [text], frozenset())
    assert page.grade == page.grade_with_all_words
    assert page.grade == pytest.approx(textstat.textstat.flesch_kincaid_grade(text), abs=0.1)
    # Worked by hand: 14 words in 2 sentences, 18 syllables.
    assert page.grade == round(grade(14 / 2, sum(map(syllables, WORD.findall(text))) / 14), 1)


def test_terms_names_code_and_numbers_do_not_count_as_syllables() -> None:
    terms = frozenset({"illuminance", "uniformity"})
    plain = "The lamp is near a gate. We saw it there at dawn."
    rich = "The ‹illuminance_of_measurement› is near Ulaanbaatar. We saw uniformity at 1,250."
    assert "uniformity" not in plain
    hard = measure_text("rich", [rich], terms)
    assert hard.grade < hard.grade_with_all_words - 5


def test_what_is_prose() -> None:
    page = (
        "# A heading of many words\n\nA {term}`lamp <Lamp>` fails {cite:p}`key` here.\n\n"
        "| a | b |\n|---|---|\n| c. | d. |\n\n```python\ncode.\n```\n\n"
        "::::{check-question} x\n:type: single\n\nWhich?\n\n- [x] This one.\n\n  A reason.\n::::\n"
        "```{code-cell} ipython3\n---\ntags: [x]\n---\nprint(1)\n```\n"
    )
    assert list(paragraphs(page)) == ["A ‹lamp› fails here.", "Which?", "This one.", "A reason."]


def test_where_a_sentence_ends() -> None:
    text = 'It cost 0.5 million, e.g. In 2019. "Why?" J. Smith asked. See No. 4 of it.'
    assert list(sentences_of([text])) == [
        "It cost 0.5 million, e.g. In 2019.",
        '"Why?"',
        "J. Smith asked.",
        "See No. 4 of it.",
    ]


def test_words_of_the_glossary() -> None:
    assert {"illuminance", "uniformity", "interval"} <= glossary_words()
    assert "designing" not in glossary_words()
