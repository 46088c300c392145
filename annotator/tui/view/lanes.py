"""One line of prose with its tags under it: the rules of the lanes view, as a pure function of the line.

Every line owns a text row and at least one tag row, so that moving never reflows. A tag stands under its span's first
cell, its line runs to the span's end; nested spans go further down, innermost first, three rows at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.model.spans import Span
from annotator.text.cells import CellLine
from annotator.tui.view.runs import CellBuffer, StyledRow

MOST_LANES = 3
SIGNS = "?~"
"""What stands behind a tag: something is proposed, or the mention is uncertain."""
OFFERED, OFFERED_SURE = "?", "✓"
"""What stands before the tag of what is offered and in no layer: surely right or not."""


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
    offered: bool = False
    """Whether it stands in no layer yet."""


HINT, LATER = HINT_STYLES = "hint", "accent.bold.underline"
"""How hints are drawn: those of the role that is asked for, and those of another one."""


class ShownHint(NamedTuple):
    """A hint with the cells of what it stands on; `id` is the annotation that it stands for, None for a word."""

    cells: Span
    text: str
    id: str | None = None
    is_later: bool = False

    @property
    def style(self) -> str:
        """How it is drawn: less strongly where it fills another role than the one that is asked for."""
        return LATER if self.is_later else HINT


@dataclass(frozen=True, slots=True)
class LineLook:
    """All that decides how one line looks, in cells; two equal ones look the same."""

    tags: tuple[Tag, ...] = ()
    selected: tuple[Span, ...] = ()
    pending: tuple[Span, ...] = ()
    hints: tuple[ShownHint, ...] = ()
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


def line_rows(line: CellLine, look: LineLook, width: int, *, lanes: bool, bus: bool) -> list[StyledRow]:
    """The rows of one line: prose, then tag rows, then the row of the focused event."""
    text = _prose(line, look, width, lanes=lanes)
    if lanes and not look.tags and not look.hints and not "".join(line.shown).strip():
        # Nothing can be labelled on a blank line.
        return [text.row()]
    if not lanes:
        write_hints_on_text(text, look.hints)
        return [text.row()]
    # Among hints the letter of a type that stands for a tag would look like one.
    tags = [replace(tag, key="─") for tag in look.tags] if look.hints else look.tags
    rows, hidden = lanes_of(tags)
    hints = _hints_of_tags(rows, look.hints)
    word_hints = [each for each in look.hints if each not in hints.values()]
    first = [each.cells[0] for each in word_hints]
    drawn = [_tag_row(tags, hints, width, [] if number else first) for number, tags in enumerate(rows)]
    if hidden:
        note = f"+{hidden}"
        drawn[-1].write(width - len(note), note, "bold")
    _write_word_hints(drawn[0], word_hints)
    buffers = [text, *drawn, *([_bus_row(look, width)] if bus else [])]
    return [buffer.row() for buffer in buffers]


def _prose(line: CellLine, look: LineLook, width: int, *, lanes: bool) -> CellBuffer:
    text = CellBuffer(width)
    cells = line.start_cells
    for number, shown in enumerate(line.shown):
        text.put(cells[number], shown, cells[number + 1] - cells[number], "")
    for tag in sorted(look.tags, key=lambda tag: (not tag.offered, tag.cells[0] - tag.cells[1])):
        weight = ".bold" if tag.trigger or tag.focused or tag.role else ""
        drawn = f"{tag.hue}{weight}" if not tag.offered else "" if lanes else "dim"
        text.restyle(*tag.cells, drawn + ("" if lanes else ".underline"))
    for start, end in look.pending:
        text.restyle(start, end, "accent.underline")
    for start, end in look.selected:
        text.restyle(start, max(end, start + 1), "selection")
    return text


def _hints_of_tags(rows: Sequence[Sequence[Tag]], hints: Sequence[ShownHint]) -> dict[str, ShownHint]:
    """The hint that stands before each tag, by the tag's id: its own, or that of a word which begins with it."""
    own = {each.id: each for each in hints if each.id is not None}
    words = {each.cells[0]: each for each in hints if each.id is None}
    own_hints = {tag.id: own[tag.id] for tags in rows for tag in tags if tag.opens and tag.id in own}
    for tag in rows[0]:
        if tag.opens and tag.id not in own_hints and tag.cells[0] in words:
            own_hints[tag.id] = words[tag.cells[0]]
    return own_hints


def _write_word_hints(row: CellBuffer, hints: Sequence[ShownHint]) -> None:
    """Hints where no tag begins, each cut where the next one stands."""
    placed = sorted((_free_cell(row, each.cells), each.text, each.style) for each in hints)
    for number, (cell, text, style) in enumerate(placed):
        following = placed[number + 1][0] if number + 1 < len(placed) else row.width
        row.write(cell, text, style, until=following)


def _free_cell(row: CellBuffer, cells: Span) -> int:
    """The first cell of a word, or its last one where the hint of a mention stands on the first."""
    start, end = cells
    return end - 1 if row.styles[start] in HINT_STYLES else start


def write_hints_on_text(row: CellBuffer, hints: Sequence[ShownHint]) -> None:
    """Hints on the words themselves: on the first cell, one within another that begins there on its last."""
    taken: set[int] = set()
    placed: list[tuple[int, str, str]] = []
    for hint in sorted(hints, key=lambda each: (each.cells[0], -each.cells[1])):
        start, end = hint.cells
        cell = next((each for each in (start, *range(end - 1, start, -1)) if each not in taken), None)
        if cell is not None:
            taken.add(cell)
            placed.append((cell, hint.text, hint.style))
    for cell, text, style in placed:
        following = min((each for each in taken if each > cell), default=row.width)
        row.write(cell, text, style, until=following)


def _tag_row(tags: Sequence[Tag], hints: Mapping[str, ShownHint], width: int, word_hints: Sequence[int]) -> CellBuffer:
    """A row of tags; the name of a role runs over what follows it up to the next role or hint."""
    row = CellBuffer(width)
    stops = [*word_hints, *(tag.cells[0] for tag in tags if tag.role or tag.id in hints)]
    for tag in tags:
        if not tag.role:
            _draw(row, tag, hints.get(tag.id))
    for tag in sorted((tag for tag in tags if tag.role), key=lambda tag: tag.cells):
        following = min((each for each in stops if each > tag.cells[0]), default=width)
        _draw_role(row, _after_hint(row, tag, hints.get(tag.id), following), following)
    return row


def _draw(row: CellBuffer, tag: Tag, hint: ShownHint | None) -> None:
    tag = _after_hint(row, tag, hint, tag.cells[1])
    start, end = tag.cells
    style = f"{tag.hue}.bold" if tag.focused else "dim" if tag.offered else "tag"
    row.write(start, tag_text(tag), style, until=end)


def _after_hint(row: CellBuffer, tag: Tag, hint: ShownHint | None, until: int) -> Tag:
    """The tag with the cells that a hint before it leaves; a tag of one cell leaves it to the hint."""
    if hint is None or not tag.opens:
        return tag
    start, end = tag.cells
    cell = row.write(start, hint.text, hint.style, until=max(until, start + 1))
    row.write(cell, " ", "", until=min(cell + 1, max(until, start + 1)))
    return replace(tag, cells=(min(cell + 1, max(end, cell)), max(end, cell)))


def tag_text(tag: Tag) -> str:
    """What stands under a span: its tag, the line, and the corner where it ends."""
    start, end = tag.cells
    width = end - start
    if width <= 0:
        return ""
    line, corner = _line_of(tag)
    if not tag.closes:
        corner = line
    words = tag.words if tag.opens else "⋯"
    if width < len(words):
        # What is proposed says so even where its tag has no room.
        signs = "".join(each for each in words if each in SIGNS)
        words = (words[:1] + tag.key if tag.offered else (tag.key or words[:1]) + signs)[:width]
    if width == len(words):
        return words
    return words + line * (width - len(words) - 1) + corner


def _line_of(tag: Tag) -> tuple[str, str]:
    """The line behind a tag, and the corner where it ends: dotted where nothing is in the layer yet."""
    if tag.offered:
        return ("┅", "┛") if tag.trigger else ("┄", "┘")
    return ("━", "┛") if tag.trigger else ("─", "┘")


def _draw_role(row: CellBuffer, tag: Tag, following: int) -> None:
    start, end = tag.cells
    words = tag.words if tag.opens else "⋯"
    style = f"{'event' if tag.words[:1] == '◆' else tag.hue}.bold"
    limit = following - 1 if following < row.width else row.width
    cell = row.write(start, words, style, until=max(limit, start + 1))
    line, corner = _line_of(tag)
    if cell < end:
        row.write(cell, line * (end - cell - 1) + (corner if tag.closes else line), style, until=end)
    elif cell < row.width and row.styles[cell] in ("dim", "tag") and row.chars[cell] != " ":
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
