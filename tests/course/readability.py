"""How hard a page is to read: length of sentences and grade, names and terms excepted.

The grade is that of Flesch and Kincaid: 0.39 x words per sentence + 11.8 x syllables per word
- 15.59 (Kincaid and others 1975, Research Branch Report 8-75). textstat counts the syllables.
Every word counts for the length of a sentence. For the syllables we leave out terms of the
glossary, names, code and numbers: a reader learns these here or must know them in any case.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import textstat
import yaml

from tests.conftest import ROOT
from tests.course.prose import CITED, TERM, prose_of

HIGHEST_GRADE = 10.0
LONGEST_MEAN = 16.0  # words
FEWEST_WORDS = 60  # a page with fewer has no grade worth the name

WORD = re.compile(r"[^\W_]+(?:[-’'.,/][^\W_]+)*")
ENDS = re.compile(r"(?<=[.?!…])[\"”’')»›]*\s+(?=[\"“‘'(]*[‹A-Z0-9])")
NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|St|Dr|Mr|Ms|No|pp?|[A-Z])\.)[\"”’')»›]*$")
EXEMPT = re.compile(f"{TERM}[^{CITED}]*{CITED}")


@dataclass(frozen=True)
class Readability:
    """Figures of one page."""

    page: str
    words: int
    sentences: tuple[str, ...]
    mean_length: float
    grade: float
    grade_with_all_words: float

    @property
    def hardest(self) -> list[str]:
        """The sentences in order of length, the longest first."""
        return sorted(self.sentences, key=lambda s: -len(WORD.findall(s)))

    def too_hard(self) -> bool:
        """Worse than the goal of the course."""
        if self.words < FEWEST_WORDS:
            return False
        return self.grade > HIGHEST_GRADE or self.mean_length > LONGEST_MEAN


def sentences_of(paragraphs: Iterable[str]) -> Iterator[str]:
    """Every sentence; the end of a paragraph ends one too."""
    for paragraph in paragraphs:
        start = 0
        for end in ENDS.finditer(paragraph):
            if NO_END.search(paragraph[start : end.start()]):
                continue
            yield paragraph[start : end.end()].strip()
            start = end.end()
        if WORD.search(paragraph[start:]):
            yield paragraph[start:].strip()


@cache
def syllables(word: str) -> int:
    """Syllables of one word, at least 1."""
    return max(1, textstat.textstat.syllable_count(word))


def grade(length: float, per_word: float) -> float:
    """Grade of Flesch and Kincaid from words per sentence and syllables per word."""
    return 0.39 * length + 11.8 * per_word - 15.59


def stem(word: str) -> str:
    """A word in small letters without a plural's ending."""
    return re.sub(r"(?<=[^s])s$|(?<=ss)es$", "", word.lower())


@cache
def glossary_words(root: Path = ROOT) -> frozenset[str]:
    """Stems of all words of the glossary's terms."""
    text = (root / "book" / "glossary.md").read_text(encoding="utf-8")
    block = text.partition("```{glossary}")[2].partition("```")[0]
    terms = re.findall(r"^(?!:)(\S.*)$", block, flags=re.M)
    return frozenset(stem(word) for term in terms for word in WORD.findall(term))


def names_of(sentences: Iterable[str]) -> set[str]:
    """Words that a page writes with a capital inside a sentence, and never without."""
    inside, small = set(), set()
    for sentence in sentences:
        words = WORD.findall(sentence)
        inside |= {word for word in words[1:] if word[0].isupper()}
        small |= {word for word in words if word[0].islower()}
    return {word for word in inside if word.lower() not in small}


def ordinary_words(sentences: Iterable[str], terms: frozenset[str]) -> Iterator[str]:
    """The words that count for the syllables."""
    sentences = list(sentences)
    names = names_of(sentences)
    for sentence in sentences:
        for word in WORD.findall(EXEMPT.sub(" ", sentence)):
            is_term = stem(word) in terms or any(stem(p) in terms for p in word.split("-"))
            if word not in names and not is_term and not any(c.isdigit() for c in word):
                yield word


def measure_text(page: str, paragraphs: Iterable[str], terms: frozenset[str]) -> Readability:
    """The figures of a text."""
    sentences = tuple(sentences_of(paragraphs))
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    ordinary = list(ordinary_words(sentences, terms)) or ["it"]
    length = len(words) / max(1, len(sentences))

    def mean_syllables(of: list[str]) -> float:
        return sum(map(syllables, of)) / max(1, len(of))

    grades = [round(grade(length, mean_syllables(of)), 1) for of in (ordinary, words)]
    return Readability(page, len(words), sentences, round(length, 1), *grades)


def measure_page(path: Path, root: Path = ROOT) -> Readability:
    """The figures of one page of the course."""
    name = path.relative_to(root).with_suffix("").as_posix()
    return measure_text(name, prose_of(path), glossary_words(root))


def pages_of_course(root: Path = ROOT) -> list[Path]:
    """Every written page: those of the contents, and the items of the tests that forms show."""
    contents = (root / "_toc.yml").read_text(encoding="utf-8")
    names = [yaml.safe_load(contents)["root"], *re.findall(r"file: (\S+)", contents)]
    paths = (root / f"{name}{suffix}" for name in names for suffix in (".md", ".ipynb"))
    return [*filter(Path.exists, paths), *sorted(root.glob("book/test/items/*.md"))]
