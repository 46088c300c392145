"""Lists over the article: columns as wide as what stands in them, and nothing cut without saying so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.tui.editor.passage import Passage, passage
from annotator.tui.editor.state import Item, Picking
from annotator.tui.view.panel import picking_rows
from annotator.tui.view.passage_row import in_context
from annotator.tui.view.runs import StyledRow
from tests.examples import examples


def text_of(row: StyledRow) -> str:
    return "".join(run[0] for run in row)


def drawn(items: tuple[Item, ...], width: int) -> list[str]:
    """The rows of a list below its head."""
    return [text_of(row).rstrip() for row in picking_rows(Picking("go", "list", items), (width, 12), cell_len)][2:]


def test_what_is_said_of_short_texts_gets_the_room_that_they_leave() -> None:
    note = "label  p  a human or humans, named or described, alone or more"
    first, second, *_ = drawn((Item("PERSON", note), Item("ARMED_GROUP", "label  a")), 80)
    assert first == f"▸ PERSON       {note}"
    assert second == "  ARMED_GROUP  label  a"


def test_where_both_are_long_neither_gets_less_than_two_fifths() -> None:
    first, *_ = drawn((Item("t" * 90, "n" * 90),), 80)
    assert first.count("t") >= 31
    assert first.count("n") >= 28
    assert first.count("…") == 2


@given(st.lists(st.sampled_from(["a", "brigade", "of", "Tessal", "unknown"]), max_size=14), st.integers(8, 60))
@examples(60)
def test_context_begins_with_a_word_or_says_that_it_does_not(words: list[str], room: int) -> None:
    """Rows began in the middle of a word."""
    before = "".join(f"{each} " for each in words)
    shown = in_context(before, "port", ".", room, cell_len)
    assert sum(cell_len(text) for text, _ in shown) <= room
    start = shown[0][0]
    assert not start.strip() or start.startswith("…") or start.split() == words[-len(start.split()) :]


def test_a_passage_begins_with_a_whole_word() -> None:
    text = "Oskellians " * 10 + "port."
    found = passage(text, (110, 114))
    assert isinstance(found, Passage)
    assert set(found.before.split()) == {"Oskellians"}
