"""The sheet in which parts are declared as done, over the article."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.coverage.sheet import closing_words
from annotator.tui.editor.declaring import Declaring, PartRow
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

NAME_CELLS = 13


def sheet_rows(mode: Declaring, title: str, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """The sheet: a line a part, what is not settled, what Enter would declare."""
    width, height = size
    rule = f"── done? ── {cut(visible(title), max(width - 16, 8), measure)} "
    rows = [fitted([(rule + "─" * max(width - measure(rule), 0), "dim")], width, measure)]
    head = f"{'':{NAME_CELLS + 3}}{'read':>9}  {'open':>5}  {'?':>4}  {'wrong':>5}"
    rows.append(fitted([(head, "dim")], width, measure))
    rows += [fitted(_part(row, width, measure), width, measure) for row in mode.rows]
    rows.append(fitted([], width, measure))
    rows += [fitted([(f" {line}", "")], width, measure) for line in _lines(left_open(mode), width - 2, measure)]
    rows.append(fitted([], width, measure))
    if mode.closing:
        lines = _lines(closing_words(mode).split(", "), width - 9, measure)
        for number, line in enumerate(lines):
            rows.append(
                fitted([(" Enter " if number == 0 else " " * 7, "accent.bold"), (line, "bold")], width, measure)
            )
    return (rows + [fitted([], width, measure)] * height)[:height]


def _part(row: PartRow, width: int, measure: Measure) -> list[Run]:
    mark, style = ("●", "good") if row.is_declared else ("◐", "accent") if row.can_close else ("○", "dim")
    places = "-" if row.open is None else str(row.open)
    figures = f"{f'{row.read}/{row.sentences}':>9}  {places:>5}  {row.unconfirmed:>4}  {row.wrong:>5}"
    runs: list[Run] = [(f" {row.letter} ", "accent.bold"), (f"{row.name:<{NAME_CELLS - 2}}", ""), (f"{mark} ", style),
                       (figures, "")]  # fmt: skip
    room = width - sum(measure(text) for text, _ in runs) - 2
    return [*runs, (f"  {cut(visible(row.note), room, measure)}", "bad")] if row.note and room > 8 else runs


def left_open(mode: Declaring) -> list[str]:
    """What is left open, in words; it does not keep anybody from declaring."""
    open_parts = [row for row in mode.rows if not row.is_declared]
    unread = [row for row in open_parts if row.read < row.sentences]
    lines = []
    if count := sum(row.unconfirmed for row in mode.rows):
        lines.append(f"{count} unconfirmed")
    if count := sum(row.wrong for row in mode.rows):
        lines.append(f"{count} with something wrong")
    lines += [f"{row.name}: {_sentences(row.sentences - row.read)} not read" for row in unread if row.can_close]
    lines += [f"{row.name}: nobody has looked" for row in open_parts if not row.can_close]
    if not open_parts:
        lines.append("everything is declared as done")
    return lines or ["nothing is open, proposed or wrong"]


def _lines(parts: Sequence[str], width: int, measure: Measure) -> list[str]:
    """Parts with commas between them, in as many lines as they take."""
    lines = [""]
    for number, part in enumerate(parts):
        piece = part + ("," if number + 1 < len(parts) else "")
        longer = f"{lines[-1]} {piece}".lstrip()
        if lines[-1] and measure(longer) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [cut(line, width, measure) for line in lines]


def _sentences(count: int) -> str:
    return f"{count} sentence{'s' if count > 1 else ''}"
