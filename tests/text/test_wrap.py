from __future__ import annotations

import itertools

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.text.cells import cell_line
from annotator.text.wrap import Row, Wrapper, glyph_breaks, plain_breaks
from tests.reaching import reached, reaching

texts = st.lists(
    st.sampled_from(
        [
            "word ",
            "a",
            "\u0301",
            "\u200b",
            "\u00a0",
            "\n",
            "\r\n",
            "\r",
            "漢字",
            "longerthanthescreen",
            "\t",
            " ",
            "e\u0301",
            "👨\u200d👩",
        ]
    ),
    max_size=30,
).map("".join)
widths = st.integers(1, 12)


def all_rows(wrapper: Wrapper) -> list[Row]:
    return list(wrapper.rows_from(wrapper.row_at(0)))


@given(texts, widths)
def test_rows_hold_every_code_point_once(text: str, width: int) -> None:
    rows = all_rows(Wrapper(text, width, cell_len))
    assert rows[0].start == 0
    assert rows[-1].next == len(text)
    for above, below in itertools.pairwise(rows):
        assert above.next == below.start
        assert above.start < above.next


@reaching(0.5)
@given(texts, widths)
def test_rows_fit_unless_one_glyph_does_not(text: str, width: int) -> None:
    reached(text)
    for row in all_rows(Wrapper(text, width, cell_len)):
        line = cell_line(text[row.start : row.end], cell_len)
        hangs = line.shown and not line.shown[-1].strip(" ") and line.start_cells[-2] <= width
        assert line.width <= width or len(line.shown) == 1 or hangs


@given(texts, widths, st.data())
def test_a_row_is_found_from_each_of_its_code_points_and_its_neighbours(
    text: str, width: int, data: st.DataObject
) -> None:
    wrapper = Wrapper(text, width, cell_len)
    rows = all_rows(wrapper)
    index = data.draw(st.integers(0, len(rows) - 1))
    row = rows[index]
    assert all(wrapper.row_at(char) == row for char in range(row.start, row.next))
    if index:
        assert wrapper.before(row) == rows[index - 1]


def test_the_end_of_the_text_after_a_newline_is_a_row_of_its_own() -> None:
    assert all_rows(Wrapper("ab\n", 10, cell_len)) == [Row(0, 2, 3), Row(3, 3, 3)]


@given(st.text("ab -é’", max_size=60), widths)
def test_the_fast_way_for_plain_words_breaks_where_the_slow_one_does(words: str, width: int) -> None:
    assert list(plain_breaks(words, width)) == list(glyph_breaks(words, width, cell_len))


@given(texts, widths)
def test_no_row_splits_a_grapheme_cluster(text: str, width: int) -> None:
    borders = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    assert all(row.start in borders and row.end in borders for row in all_rows(Wrapper(text, width, cell_len)))


@pytest.mark.parametrize("line", ["The “Dawn Column” left Port Selm. ", "漢字\t", "ab", "e\u0301 "])
def test_an_endless_line_is_wrapped_only_where_one_looks(line: str) -> None:
    measured: list[str] = []

    def measure(shown: str) -> int:
        measured.append(shown)
        return cell_len(shown)

    text = line * (1_000_000 // len(line))
    wrapper = Wrapper(text, 80, measure)
    row = wrapper.row_at(500_000)
    assert row.start <= 500_000 < row.next
    for _ in range(40):
        row = wrapper.after(row) or row
    assert len(measured) < 100_000
    assert row.start > 501_000


def test_a_word_that_just_fits_keeps_its_blank_and_more_blanks_go_on_below() -> None:
    assert all_rows(Wrapper("abcd   e", 4, cell_len)) == [Row(0, 5, 5), Row(5, 8, 8)]
    assert all_rows(Wrapper("in no\u00a0man land", 6, cell_len)) == [Row(0, 3, 3), Row(3, 10, 10), Row(10, 14, 14)]
