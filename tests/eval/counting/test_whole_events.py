"""How far a mention may be off and still count: one character, and from there to the end of a word."""

from __future__ import annotations

import pytest

from annotator.eval.counting.whole_events import widened


@pytest.mark.parametrize(
    ("text", "annotated", "span", "expected"),
    [
        ("a counterattack began", (), (9, 13), (2, 15)),
        ("the attackers said", (), (4, 13), (0, 18)),
        ("attackers", (), (0, 3), (-1, 9)),
        ("the attackers", (), (6, 10), (4, 13)),
        ("the attackers", (12,), (6, 10), (4, 12)),
    ],
)
def test_a_span_is_widened_by_one_and_to_the_end_of_a_word(
    text: str, annotated: tuple[int, ...], span: tuple[int, int], expected: tuple[int, int]
) -> None:
    marks = bytearray(len(text))
    for place in annotated:
        marks[place] = 1
    assert widened(text, marks, *span) == expected
