from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.webanno.escapes import (
    chained,
    escaped_text,
    escaped_value,
    linked,
    numbered,
    stacked,
    token_cell,
    unescaped_text,
    unescaped_value,
)
from tests.strategies import SCALARS

TEXTS = st.text(st.sampled_from("\\[]|_->;*\t\n\rtnr1 ") | SCALARS)


@given(TEXTS)
def test_a_value_is_read_as_it_was_written(value: str) -> None:
    cell = escaped_value(value)
    assert unescaped_value(cell) == value
    assert not set("\t\n\r") & set(cell)


@given(st.lists(TEXTS, min_size=1), st.integers(1, 99))
def test_what_is_stacked_linked_and_numbered_comes_apart(values: list[str], number: int) -> None:
    cells = [escaped_value(each) for each in values]
    assert stacked("|".join(f"{each}[{number}]" for each in cells)) == [f"{each}[{number}]" for each in cells]
    assert linked(";".join(cells)) == cells
    assert [numbered(f"{each}[{number}]") for each in cells] == [(each, number) for each in cells]
    assert [numbered(each) for each in cells] == [(each, 0) for each in cells]
    assert [chained(f"{each}->{number}-2") for each in cells] == [(each, number, 2) for each in cells]
    assert [chained(each) for each in cells] == [None] * len(cells)


@given(TEXTS)
def test_a_line_of_a_text_is_read_as_it_was_written(line: str) -> None:
    assert unescaped_text(escaped_text(line)) == line
    assert not set("\t\n\r\0\x1f") & set(escaped_text(line).replace("\\\0", "").replace("\\\x1f", ""))
    assert not set("\t\n\r") & set(token_cell(line))


def test_versions_up_to_3_1_write_characters_as_java_does() -> None:
    assert unescaped_text(r"a\u00e4\t\\u", as_java=True) == "aä\t\\u"
    assert unescaped_text(r"\ud83d\ude80 \ud83d", as_java=True) == "🚀 \ufffd"
