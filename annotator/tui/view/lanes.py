"""One line of prose with its tags under it: the rules of the lanes view, as a pure function of the line.

Every line owns a text row and at least one tag row, so that moving never reflows. A tag stands under its span's first
cell, its line runs to the span's end; nested spans go further down, innermost first, three rows at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.spans import Span
from annotator.text.cells import CellLine
from annotator.tui.view.runs import CellBuffer, StyledRow

MOST_LANES = 3


@dataclass(frozen=True, slots=True)
class Tag:
    """A mention or trigger as it stands in one line.

    `cells` are those of its piece here; `opens` and `closes` say whether the whole annotation starts and ends here.
    `words` is the tag or, in focus, a role name that may run over; `key` the letter for spans too short for the tag.
    """

    id: str
    cells: Span
    words: str
    key: str
    hue: str
    opens: bool = True
    closes: bool = True
    trigger: bool = False
    focused: bool = False
    role: bool = False


@dataclass(frozen=True, slots=True)
class LineLook:
    """All that decides how one line looks, in cells; two equal ones look the same."""

    tags: tuple[Tag, ...] = ()
    selected: tuple[Span, ...] = ()
    pending: tuple[Span, ...] = ()
    hints: tuple[tuple[int, str], ...] = ()
    bus: tuple[tuple[int, str, bool], ...] = ()
    """(cell, words, whether it is the trigger)."""
    bus_before: bool = False
    bus_after: bool = False


def lanes_of(tags: Sequence[Tag]) -> tuple[list[list[Tag]], int]:
    """The tags row by row, and how many found no row; short ones first, a role before what it covers."""
    rows: list[list[Tag]] = [[]]
    hidden = 0
    for tag in sorted(tags, key=lambda tag: (tag.cells[1] - tag.cells[0], tag.cells, tag.id)):
        for row in rows:
            if not any(tag.cells[0] < other.cells[1] and other.cells[0] < tag.cells[1] for other in row):
                row.append(tag)
                break
        else:
            if len(rows) < MOST_LANES:
                rows.append([tag])
            else:
                hidden += 1
    return rows, hidden


def lane_count(tags: Sequence[Tag]) -> int:
    """How many tag rows a line takes."""
    return len(lanes_of(tags)[0])


def line_rows(line: CellLine, look: LineLook, width: int, *, lanes: bool, bus: bool) -> list[StyledRow]:
    """The rows of one line: prose, then tag rows, then the row of the focused event."""
    text = _prose(line, look, width, lanes=lanes)
    if lanes and not look.tags and not look.hints and not "".join(line.shown).strip():
        # Nothing can be labelled on a blank line.
        return [text.row()]
    if not lanes:
        _write_hints(text, look)
        return [text.row()]
    rows, hidden = lanes_of(look.tags)
    drawn = [_tag_row(tags, width) for tags in rows]
    if hidden:
        note = f"+{hidden}"
        drawn[-1].write(width - len(note), note, "bold")
    _write_hints(drawn[0], look)
    buffers = [text, *drawn, *([_bus_row(look, width)] if bus else [])]
    return [buffer.row() for buffer in buffers]


def _prose(line: CellLine, look: LineLook, width: int, *, lanes: bool) -> CellBuffer:
    text = CellBuffer(width)
    cells = line.start_cells
    for number, shown in enumerate(line.shown):
        text.put(cells[number], shown, cells[number + 1] - cells[number], "")
    for tag in sorted(look.tags, key=lambda tag: tag.cells[0] - tag.cells[1]):
        weight = ".bold" if tag.trigger or tag.focused or tag.role else ""
        text.restyle(*tag.cells, tag.hue + weight + ("" if lanes else ".underline"))
    for start, end in look.pending:
        text.restyle(start, end, "accent.underline")
    for start, end in look.selected:
        text.restyle(start, max(end, start + 1), "selection")
    return text


def _write_hints(buffer: CellBuffer, look: LineLook) -> None:
    for cell, hint in look.hints:
        buffer.write(cell, hint, "hint")


def _tag_row(tags: Sequence[Tag], width: int) -> CellBuffer:
    row = CellBuffer(width)
    for tag in tags:
        if not tag.role:
            _draw(row, tag)
    roles = sorted((tag for tag in tags if tag.role), key=lambda tag: tag.cells)
    for number, tag in enumerate(roles):
        following = roles[number + 1].cells[0] if number + 1 < len(roles) else width
        _draw_role(row, tag, following)
    return row


def _draw(row: CellBuffer, tag: Tag) -> None:
    start, end = tag.cells
    style = f"{tag.hue}.bold" if tag.focused else "dim"
    row.write(start, tag_text(tag), style, until=end)


def tag_text(tag: Tag) -> str:
    """What stands under a span: its tag, the line, and the corner where it ends."""
    start, end = tag.cells
    width = end - start
    line, corner = ("━", "┛") if tag.trigger else ("─", "┘")
    if not tag.closes:
        corner = line
    words = tag.words if tag.opens else "⋯"
    if width < len(words):
        words = tag.key or words[:1]
    if width == len(words):
        return words
    return words + line * (width - len(words) - 1) + corner


def _draw_role(row: CellBuffer, tag: Tag, following: int) -> None:
    start, end = tag.cells
    words = tag.words if tag.opens else "⋯"
    style = f"{'event' if tag.words[:1] == '◆' else tag.hue}.bold"
    limit = following - 1 if following < row.width else row.width
    cell = row.write(start, words, style, until=max(limit, start + 1))
    line, corner = ("━", "┛") if tag.trigger else ("─", "┘")
    if cell < end:
        row.write(cell, line * (end - cell - 1) + (corner if tag.closes else line), style, until=end)
    elif cell < row.width and row.styles[cell] == "dim" and row.chars[cell] != " ":
        _clear_rest(row, cell)


def _clear_rest(row: CellBuffer, cell: int) -> None:
    """Take away the rest of a tag that a role's name has half covered."""
    while cell < row.width and row.chars[cell] not in " ┘┛":
        row.write(cell, " ", "")
        cell += 1
    if cell < row.width and row.chars[cell] != " ":
        row.write(cell, " ", "")


def _bus_row(look: LineLook, width: int) -> CellBuffer:
    row = CellBuffer(width)
    if not look.bus:
        if look.bus_before and look.bus_after:
            row.write(0, "◂─▸", "event")
        return row
    parts = look.bus
    first, last = parts[0][0], parts[-1][0]
    row.write(first, "─" * (last - first), "event")
    if look.bus_before and first >= 2:
        row.write(0, "◂" + "─" * (first - 1), "event")
    for number, (cell, words, trigger) in enumerate(parts):
        following = parts[number + 1][0] if number + 1 < len(parts) else width
        before = look.bus_before or number > 0
        after = look.bus_after or number + 1 < len(parts)
        joint = "┴" if before and after else "╯" if before else "╰" if after else "╵"
        row.write(cell, joint, "event")
        end = row.write(cell + 1, words, "event.bold" if trigger else "event", until=max(following - 1, cell + 2))
        if number + 1 == len(parts) and look.bus_after:
            row.write(end, "─▸", "event")
    return row
