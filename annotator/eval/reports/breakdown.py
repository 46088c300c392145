"""The tables that break a result down, the same cells in every form of report: confusion of types, and kinds of errors.

They are there where the report has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.eval.mistakes.confusion import Confused
from annotator.eval.reports.report import Report

MISSING, SPURIOUS = "(missing)", "(spurious)"


class Breakdown(NamedTuple):
    """A table: its title, its lines of cells with the header first, and how many columns at the left are names."""

    title: str
    lines: Sequence[Sequence[str]]
    names: int


def breakdowns(report: Report) -> list[Breakdown]:
    """The tables of a report."""
    tables = []
    if report.confusion is not None:
        title = "confusion: gold in rows, predicted in columns; pairs with equal spans + that only overlap"
        tables.append(Breakdown(title, confusion_lines(report.confusion), 1))
    if report.errors is not None:
        kinds = [[each.layer, each.kind, str(each.count)] for each in report.errors]
        tables.append(Breakdown("errors", [["layer", "error", "count"], *kinds], 2))
    return tables


def confusion_lines(fields: Sequence[Confused]) -> list[list[str]]:
    """The matrix with a row for each gold type and one for the spurious, a column for the missing, and sums."""
    cells = {(each.gold, each.predicted): each for each in fields}
    rows, columns = _axis(each.gold for each in fields), _axis(each.predicted for each in fields)
    lines = [["gold", *(MISSING if name is None else name for name in columns), "sum"]]
    for gold in rows:
        shown = [_cell(cells.get((gold, predicted))) for predicted in columns]
        lines.append([SPURIOUS if gold is None else gold, *shown, _sum(each for each in fields if each.gold == gold)])
    sums = [_sum(each for each in fields if each.predicted == name) for name in columns]
    return [*lines, ["sum", *sums, ""]]


def _axis(names: Iterable[str | None]) -> list[str | None]:
    """The types that occur, and None for nothing at the end."""
    return [*sorted({name for name in names if name is not None}), None]


def _cell(field: Confused | None) -> str:
    if field is None:
        return "."
    return f"{field.exact}+{field.overlapping}" if field.overlapping else str(field.count)


def _sum(fields: Iterable[Confused]) -> str:
    return str(sum(each.count for each in fields))
