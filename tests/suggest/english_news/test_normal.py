from __future__ import annotations

import pytest

from annotator.suggest.english_news.normal import LONGEST, modified


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about  200", ("APPROX", "200")),
        ("mid-2019", ("APPROX", "2019")),
        ("since 2017", ("AFTER", "2017")),
        ("about", (None, "about")),
        ("x" * (LONGEST + 1), (None, "")),
    ],
)
def test_what_the_word_in_front_says(words: str, expected: tuple[str | None, str]) -> None:
    assert modified(words) == expected
