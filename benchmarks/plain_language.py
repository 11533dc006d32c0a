"""How hard each page is to read: words a sentence, grade, longest sentence.

The goal stands in CONTRIBUTING and in `tests/course/readability.py`. `grade` leaves out glossary
terms, names, code and numbers; `grade, all words` leaves out nothing.
"""

import pandas as pd

from tests.course.readability import WORD, measure_page, pages_of_course


def measure() -> pd.DataFrame:
    """One row for each page of the course, the hardest first."""
    rows = []
    for path in pages_of_course():
        page = measure_page(path)
        longest = page.hardest[0] if page.sentences else ""
        rows.append(
            {
                "page": page.page,
                "words": page.words,
                "words a sentence": page.mean_length,
                "grade": page.grade,
                "grade, all words": page.grade_with_all_words,
                "goal": "missed" if page.too_hard() else "met",
                "longest": len(WORD.findall(longest)),
                "longest sentence": longest,
            }
        )
    return pd.DataFrame(rows).sort_values("grade", ascending=False)
