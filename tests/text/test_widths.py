"""Widths as the terminal has said them, and which clusters are asked about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.text.cells import cell_line
from annotator.text.clusters import next_cluster
from annotator.text.widths import Widths, is_unsure, pieces, unsure_clusters
from annotator.text.wrap import Wrapper
from tests.reaching import reached, reaching
from tests.strategies import texts

HINDI = "वह दिल्ली में Marek से मिला।"


@given(texts())
def test_pieces_are_the_text_and_each_unsure_one_is_one_cluster(text: str) -> None:
    found = list(pieces(text))
    assert "".join(piece for piece, _ in found) == text
    for piece, unsure in found:
        assert unsure == is_unsure(piece)
        if unsure:
            assert next_cluster(piece, 0) == len(piece)


@given(st.text(alphabet="abc Éßλж“”–…漢字かなハ한글，。", min_size=1))
def test_what_all_terminals_agree_on_is_not_asked(text: str) -> None:
    assert not is_unsure(text)
    assert list(unsure_clusters(text, cell_len)) == []


@reaching(0.2)
@given(texts(), st.integers(min_value=1, max_value=6))
def test_a_line_is_as_wide_as_the_terminal_says(text: str, width: int) -> None:
    line = text.split("\n", maxsplit=1)[0]
    said = dict.fromkeys(unsure_clusters(line, cell_len), width)
    measure = Widths(cell_len, said)
    cells = cell_line(line, measure)
    for number, shown in enumerate(cells.shown):
        if shown in said:
            reached()
            assert cells.start_cells[number + 1] - cells.start_cells[number] == width


def test_words_wrap_by_what_the_terminal_says() -> None:
    said = dict.fromkeys(unsure_clusters(HINDI, cell_len), 4)
    wide, narrow = (Wrapper(HINDI, 30, measure) for measure in (Widths(cell_len, said), Widths(cell_len)))
    assert len(list(wide.rows_from(wide.row_at(0)))) > len(list(narrow.rows_from(narrow.row_at(0))))


def test_what_the_terminal_does_not_draw_is_shown_by_its_code() -> None:
    line = cell_line("a\U0001fae8b", Widths(cell_len, {"\U0001fae8": 0}))
    assert line.text() == "a<U+1FAE8>b"
    assert line.width == 11
