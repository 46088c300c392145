"""A value of a file as messages show it: on one line, cut where it is long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.handwritten.declared import shown
from tests.examples import examples


@examples(60)
@given(st.integers(0, 130))
def test_a_string_is_shown_up_to_60_characters(length: int) -> None:
    text = ("abcdefghij" * 13)[:length]
    assert shown(text) == repr(text if length <= 60 else f"{text[:59]}…")


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "nothing"), (True, "true"), (False, "false"), ({}, "a mapping"), ([], "a list"), (1.50, "1.5"), (3, "3")],
)
def test_everything_else_has_a_word(value: object, said: str) -> None:
    assert shown(value) == said
