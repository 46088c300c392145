"""A row of a table of places: words, type, line, the words in their context, and what is to be said of it."""

from __future__ import annotations

from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.passage import Passage
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

TYPE_CELLS, LINE_CELLS = 9, 5


def passage_row(name: str, place: Passage, width: int, measure: Measure, *, chosen: bool) -> StyledRow:
    """The row; what is found stays in view whatever has to be cut."""
    name_cells = max(width * 2 // 10, 8)
    state_cells = max(width * 3 // 10, 8) if place.state else 0
    sign, style = ("▸ ", "selection") if chosen else ("  ", "")
    runs: list[Run] = [(sign, style or "accent"), (_padded(visible(name), name_cells, measure), style), (" ", style),
                       (_padded(visible(place.type), TYPE_CELLS, measure), style or "accent"),
                       (f"{place.line:>{LINE_CELLS - 1}} ", style or "dim")]  # fmt: skip
    room = width - sum(measure(text) for text, _ in runs) - state_cells - 2
    around = in_context(place.before, place.words, place.after, room, measure)
    runs += [(text, style or look) for text, look in around]
    runs.append((" " * max(room - sum(measure(text) for text, _ in around), 0) + "  ", style))
    return fitted([*runs, (cut(visible(place.state), state_cells, measure), style or _look(place.state))],
                  width, measure, style)  # fmt: skip


def _look(state: str) -> str:
    return {"!": "bad", "?": "good"}.get(state[:1], "dim")


def _padded(words: str, cells: int, measure: Measure) -> str:
    words = cut(words, cells, measure)
    return words + " " * max(cells - measure(words), 0)


def in_context(before: str, words: str, after: str, room: int, measure: Measure) -> list[Run]:
    """Words between what stands before and behind them, in a number of cells; the words come first."""
    words = cut(visible(words), max(room - 2, 4), measure)
    side = max((room - measure(words) - 2) // 2, 0)
    return [(_end_of(visible(before), side, measure), "dim"), (f"[{words}]", ""),
            (cut(visible(after), side, measure) if side else "", "dim")]  # fmt: skip


def _end_of(words: str, room: int, measure: Measure) -> str:
    """The end of what stands before: from a word's beginning on, or else from within a word, which is said."""
    if measure(words) <= room:
        return words
    whole = words
    while whole and measure(whole) > room:
        whole = whole.lstrip(" ").partition(" ")[2]
    if whole.strip():
        return whole
    while words and measure(words) > room - 1:
        words = words[1:]
    return f"…{words}" if words.strip() else words
