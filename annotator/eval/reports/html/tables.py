"""Tables of a page: scores with bars, and whatever else has rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.eval.reports.breakdown import Breakdown
from annotator.eval.reports.html.page import markup
from annotator.eval.reports.report import COUNTS, Table, figure, interval
from annotator.eval.scores.result import Score
from annotator.eval.statistics.comparison import Comparison

OPEN_ROWS = 60
"""A longer table is folded."""


def score_table(table: Table) -> str:
    """A table of scores under its title, folded if it is long."""
    numbers = "".join(f'<th class="n">{name}</th>' for name in (*COUNTS, *table.figure_names()))
    names = "".join(f"<th>{name}</th>" for name in table.names)
    head = f"<thead><tr>{names}{numbers}<th></th></tr></thead>"
    return folded(table.title, wide(head, (_score_row(table, row) for row in table.rows)), len(table.rows))


def breakdown_table(breakdown: Breakdown) -> str:
    """A table of finished cells under its title."""
    return folded(breakdown.title.capitalize(), plain_table(breakdown.lines, breakdown.names), len(breakdown.lines))


def plain_table(lines: Sequence[Sequence[str]], names: int) -> str:
    """Lines of text as a table, the header first; the columns after `names` end flush."""
    header, *rows = ([markup(cell) for cell in line] for line in lines)
    return marked_table(header, rows, names)


def marked_table(header: Sequence[str], rows: Iterable[Sequence[str]], names: int) -> str:
    """The same of cells that are markup already."""
    head = f"<thead><tr>{_cells('th', header, names)}</tr></thead>"
    return wide(head, (f"<tr>{_cells('td', row, names)}</tr>" for row in rows))


def wide(head: str, rows: Iterable[str]) -> str:
    """A table that scrolls by itself where the screen is narrower."""
    body = "\n".join(rows)
    return f'<div class="wide"><table>{head}<tbody>\n{body}\n</tbody></table></div>'


def folded(title: str, table: str, rows: int) -> str:
    """A table under its title, to be opened if it is long."""
    if not title:
        return table
    if rows <= OPEN_ROWS:
        return f"<h3>{markup(title)}</h3>{table}"
    return f"<details><summary>{markup(title)} ({rows} rows)</summary>{table}</details>"


def comparison_table(rows: Iterable[Comparison]) -> str:
    """Differences between systems as a table."""
    header = ["layer", "measure", "type", "figure", "left", "right", "delta", "interval", "p", "p (Holm)"]
    lines = [
        [
            *(each.layer, each.measure, each.type or "all", each.figure, each.left, each.right),
            *(figure(each.delta), ends(each), figure(each.p_randomization), figure(each.p_holm)),
        ]
        for each in rows
    ]
    return plain_table([header, *lines], 6)


def ends(row: Comparison) -> str:
    """The interval of a difference."""
    return f"[{row.ci[0]:+.4f}, {row.ci[1]:+.4f}]" if row.ci else "-"


def figure_cell(row: Score, name: str) -> str:
    """A figure with its interval below it."""
    bounds = interval(row, name)
    return figure(row.figures().get(name)) + (f'<br><span class="ci">{bounds}</span>' if bounds else "")


def _score_row(table: Table, row: Score) -> str:
    labels = "".join(f"<td>{markup(label)}</td>" for label in table.labels(row))
    counts = "".join(f'<td class="n">{count}</td>' for count in table.counts(row))
    figures = "".join(f'<td class="n">{figure_cell(row, name)}</td>' for name in table.figure_names())
    return f"<tr>{labels}{counts}{figures}<td>{_bar(row.f1)}</td></tr>"


def _cells(element: str, line: Sequence[str], names: int) -> str:
    kinds = ("" if column < names else ' class="n"' for column in range(len(line)))
    return "".join(f"<{element}{kind}>{cell}</{element}>" for kind, cell in zip(kinds, line, strict=True))


def _bar(value: float | None) -> str:
    width = round(100 * (value or 0.0), 1)
    label = f'role="img" aria-label="F1 {figure(value)}"'
    return f'<svg viewBox="0 0 100 10" width="100" height="10" {label}><rect width="{width}" height="10"/></svg>'
