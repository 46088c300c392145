from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.blanks import next_ink, previous_ink, trimmed

texts = st.text(" \n\u00a0ab", max_size=20)


@given(texts, st.integers(0, 20))
def test_the_nearest_thing_to_read(text: str, char: int) -> None:
    ink = [place for place, character in enumerate(text) if not character.isspace()]
    assert next_ink(text, char) == next((place for place in ink if place >= char), None)
    assert previous_ink(text, char) == next((place for place in reversed(ink) if place < char), None)


@given(texts, st.data())
def test_trimmed_spans_hold_the_same_words(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    first, last = trimmed(text, (start, end))
    assert text[first:last] == text[start:end].strip()
    assert start <= first <= last <= max(end, start)
