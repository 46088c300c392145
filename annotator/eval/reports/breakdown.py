"""The tables that break a result down, the same cells in every form of report: confusion of types, and kinds of errors.

They are there where the result has them: `confusion` and `errors` of its JSON object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

MISSING, SPURIOUS = "(missing)", "(spurious)"


class Breakdown(NamedTuple):
    """A table: its title, its lines of cells with the header first, and how many columns at the left are names."""

    title: str
    lines: Sequence[Sequence[str]]
    names: int


def breakdowns(result: Mapping[str, Any]) -> list[Breakdown]:
    """The tables of a result."""
    found = []
    if "confusion" in result:
        title = "confusion: gold in rows, predicted in columns; pairs with equal spans + that only overlap"
        found.append(Breakdown(title, confusion_lines(result["confusion"]), 1))
    if "errors" in result:
        kinds = [[each["layer"], each["kind"], str(each["count"])] for each in result["errors"]]
        found.append(Breakdown("errors", [["layer", "error", "count"], *kinds], 2))
    return found


def confusion_lines(fields: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """The matrix with a row for each gold type and one for the spurious, a column for the missing, and sums."""
    cells = {(each["gold"], each["predicted"]): each for each in fields}
    rows, columns = (_axis(each[side] for each in fields) for side in ("gold", "predicted"))
    lines = [["gold", *(MISSING if name is None else name for name in columns), "sum"]]
    for gold in rows:
        shown = [_cell(cells.get((gold, predicted))) for predicted in columns]
        lines.append([SPURIOUS if gold is None else gold, *shown, _sum(fields, "gold", gold)])
    return [*lines, ["sum", *(_sum(fields, "predicted", name) for name in columns), ""]]


def _axis(names: Iterable[str | None]) -> list[str | None]:
    """The types that occur, and None for nothing at the end."""
    return [*sorted({name for name in names if name is not None}), None]


def _cell(field: Mapping[str, Any] | None) -> str:
    if field is None:
        return "."
    return f"{field['exact']}+{field['overlapping']}" if field["overlapping"] else str(field["count"])


def _sum(fields: Sequence[Mapping[str, Any]], side: str, name: str | None) -> str:
    return str(sum(each["count"] for each in fields if each[side] == name))
