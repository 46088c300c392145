"""Windows cover the article, overlap, and are cut where it is best."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.extractors.llm.windows import windows


@given(st.text("ab .\n", max_size=300), st.integers(4, 60), st.data())
def test_they_cover_the_text_in_order(text: str, length: int, data: st.DataObject) -> None:
    overlap = data.draw(st.integers(0, length // 4))
    found = list(windows(text, length, overlap))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    for (start, end), (next_start, next_end) in pairwise(found):
        assert start < next_start <= end < next_end
    assert all(end - start <= length for start, end in found)
    assert len(found) <= 1 + 4 * len(text) // length


def test_a_short_text_and_no_length_are_one_window() -> None:
    assert list(windows("abc", 10, 2)) == [(0, 3)]
    assert list(windows("abc" * 100, 0, 2)) == [(0, 300)]


def test_they_are_cut_between_paragraphs() -> None:
    text = "One.\n\n" + "Two is longer. " * 3 + "\n\nThree."
    (first, _) = windows(text, 55, 0)
    assert text[: first[1]].endswith("\n\n")
