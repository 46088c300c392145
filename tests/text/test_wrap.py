from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.text.cells import cell_line
from annotator.text.wrap import Row, Wrapper

texts = st.lists(
    st.sampled_from(
        ["word ", "a", "\n", "\r\n", "\r", "漢字", "longerthanthescreen", "\t", " ", "e\u0301", "👨\u200d👩"]
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


@given(texts, widths)
def test_rows_fit_unless_one_glyph_does_not(text: str, width: int) -> None:
    for row in all_rows(Wrapper(text, width, cell_len)):
        shown = text[row.start : row.end].rstrip()
        line = cell_line(shown, cell_len)
        assert line.width <= width or len(line.shown) == 1


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
