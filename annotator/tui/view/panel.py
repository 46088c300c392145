"""What lies over the article for a while: a list to pick from, or a page to read."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.choose.lists import matches
from annotator.tui.editor.state import Item, Picking, Reading
from annotator.tui.view.passage_row import passage_row
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

HEAD_ROWS = 2


def picking_rows(mode: Picking, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """The list: a line for what is typed, then what matches, the chosen one in view."""
    width, height = size
    items = matches(mode.items, mode.query)
    top, room = _part_shown(mode, len(items), height)
    count = f"{len(items)} of {len(mode.items)}"
    head: list[Run] = [(f" {visible(mode.title)}  ", "bold"), ("> ", "accent.bold"), (visible(mode.query), ""),
                       (" ", "selection"), (f"  {count}", "dim")]  # fmt: skip
    rows = [fitted(head, width, measure), fitted([("─" * width, "dim")], width, measure)]
    shown = items[top : top + room]
    text_cells = _text_cells(shown, width, measure)
    for number, item in enumerate(shown, top):
        rows.append(_item_row(item, text_cells, width, measure, chosen=number == mode.chosen))
    if not items:
        rows.append(fitted([("  nothing matches", "dim")], width, measure))
    return _filled(rows, size, measure)


def _part_shown(mode: Picking, count: int, height: int) -> tuple[int, int]:
    """The first item shown, and how many fit."""
    room = max(height - 3, 1)
    return min(max(mode.chosen - room + 1, 0), max(count - room, 0)), room


def item_at(mode: Picking, y: int, height: int) -> int | None:
    """The number of the item on a row of the list; None where there is none."""
    count = len(matches(mode.items, mode.query))
    top, room = _part_shown(mode, count, height)
    number = top + y - HEAD_ROWS
    return number if HEAD_ROWS <= y < HEAD_ROWS + room and number < count else None


def _text_cells(items: Sequence[Item], width: int, measure: Measure) -> int:
    """How wide the texts of the rows in view stand: as they are, where that leaves room for what is said of them.

    Where it does not, neither gets less than two fifths.
    """
    plain = [item for item in items if not item.passage]
    texts = max((measure(visible(item.text)) for item in plain), default=0)
    notes = max((measure(visible(item.note)) for item in plain), default=0)
    least = width * 2 // 5
    return max(min(texts, max(width - 5 - min(notes, least), least)), min(least, texts), 10)


def _item_row(item: Item, text_cells: int, width: int, measure: Measure, *, chosen: bool) -> StyledRow:
    if item.passage:
        return passage_row(item.text, item.passage, width, measure, chosen=chosen)
    text = cut(visible(item.text), text_cells, measure)
    blank = " " * (text_cells - measure(text) + 2)
    sign, style = ("▸ ", "selection") if chosen else ("  ", "")
    note = cut(visible(item.note), max(width - text_cells - 5, 4), measure)
    return fitted(
        [(sign, style or "accent"), (text, style), (blank, style), (note, style or "dim")], width, measure, style
    )


def reading_rows(mode: Reading, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """The page from its top line on."""
    width, height = size
    shown = mode.lines[mode.top : mode.top + max(height - 2, 1)]
    more = len(mode.lines) - mode.top - len(shown)
    head: list[Run] = [(f" {visible(mode.title)} ", "bold"), (f"  {more} more lines below" if more else "", "dim")]
    rows = [fitted(head, width, measure), fitted([("─" * width, "dim")], width, measure)]
    for line in shown:
        heading = line.isupper() and not line.startswith(" ")
        rows.append(fitted([(" ", ""), (visible(line), "accent.bold" if heading else "")], width, measure))
    return _filled(rows, size, measure)


def _filled(rows: list[StyledRow], size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    width, height = size
    blank = fitted([], width, measure)
    return (rows + [blank] * (height - len(rows)))[:height]
