"""Likely triggers: which words of a text an entry stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.triggers import trigger_pattern

ENTRIES = ("attack*", "hit", "hit back", "take* control", "sit-in*", "État")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They attacked, attack and ATTACKING.", ["attacked", "attack", "ATTACKING"]),
        ("A counterattack hits nobody; hit.", ["hit"]),
        ("It hit  back, then took control; he takes\ncontrol", ["hit  back", "takes\ncontrol"]),
        ("sit-ins and a sit-in in the état", ["sit-ins", "sit-in", "état"]),
        ("attack7 is no ending", []),
    ],
)
def test_words_are_found_whole_and_the_longest_first(text: str, found: list[str]) -> None:
    assert [match.group() for match in trigger_pattern(ENTRIES).finditer(text)] == found


@given(st.text(max_size=30))
def test_no_entry_finds_nothing(text: str) -> None:
    assert trigger_pattern(()).search(text) is None
