"""The tables that break a result down, the same cells in every form of report: confusion of types, and kinds of errors.

They are there where the report has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.eval.measures.families import FIGURES
from annotator.eval.mistakes.confusion import Confused
from annotator.eval.reports.report import Report, figure
from annotator.eval.scores.curve import CurvePoint

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
    if report.curve is not None:
        tables.append(Breakdown("precision and recall by least score", curve_lines(report.curve), 2))
    return tables


def curve_lines(points: Sequence[CurvePoint]) -> list[list[str]]:
    """A row for each least score of each measure; the best F1 of a measure has a mark."""
    best: dict[tuple[str, str], float] = {}
    for each in points:
        name = each.layer, each.measure
        best[name] = max(best.get(name, 0.0), each.f1 or 0.0)
    lines = [["layer", "measure", "min score", "tp", "fp", "fn", *FIGURES, "best f1"]]
    for each in points:
        figures = [figure(value) for value in (each.precision, each.recall, each.f1)]
        mark = "*" if each.f1 and each.f1 == best[each.layer, each.measure] else ""
        counts = [f"{count:g}" for count in (each.tp, each.fp, each.fn)]
        lines.append([each.layer, each.measure, f"{each.min_score:g}", *counts, *figures, mark])
    return lines


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
