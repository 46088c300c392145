"""Gates: conditions on scores that make a run pass or fail.

A gate is written `layer.measure[.TYPE].figure=LEAST`. The first two parts and the last are fixed, so a type may hold
dots; `*macro` in its place is the macro average. The figure is `precision`, `recall` or `f1`, with `-low` for the lower
end of its interval. An undefined figure fails its gate; a row that does not exist is a usage error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import UsageError

FIGURES = ("precision", "recall", "f1")
MACRO = "*macro"
SHAPE = "layer.measure[.TYPE].figure=NUMBER, such as entities.strict.f1=0.80"

ScoreRow = Mapping[str, Any]
"""A score as the JSON output writes it."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The least value of one figure of one row."""

    layer: str
    measure: str
    type: str | None
    average: str
    figure: str
    low: bool
    least: float

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"{figure_name(self.layer, self.measure, self.type, self.average, self.figure, self.low)}={self.least:g}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gate: the figure found (None when undefined), whether it passed, and a line that says so."""

    name: str
    found: float | None
    passed: bool
    message: str


def figure_name(layer: str, measure: str, type_: str | None, average: str, figure: str, low: bool = False) -> str:
    """The dotted name of a figure."""
    middle = MACRO if average == "macro" and type_ is None else type_
    return ".".join(filter(None, (layer, measure, middle, figure + ("-low" if low else ""))))


def parse_gate(written: str) -> Gate:
    """The gate of a `--fail-under` word.

    Raises:
        UsageError: it is not of the form.
    """
    name, equals, number = written.rpartition("=")
    parts = name.split(".")
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    figure = parts[-1].removesuffix("-low")
    if not equals or len(parts) < 3 or figure not in FIGURES or not 0 <= least <= 1:
        raise UsageError(f"{written!r} is no gate; expected {SHAPE}, the number from 0 to 1")
    middle = ".".join(parts[2:-1]) or None
    macro = middle == MACRO
    return Gate(
        layer=parts[0],
        measure=parts[1],
        type=None if macro else middle,
        average="macro" if macro else "micro",
        figure=figure,
        low=parts[-1].endswith("-low"),
        least=least,
    )


def judge(gates: Iterable[Gate], scores: Iterable[ScoreRow]) -> list[Verdict]:
    """The verdict on every gate.

    Raises:
        UsageError: a gate names a row, or an interval, that these scores do not have.
    """
    rows = {row_key(row): row for row in scores if row["document"] is None}
    return [_judge_one(gate, rows) for gate in gates]


def row_key(row: ScoreRow) -> tuple[str, str, str | None, str]:
    """What tells the rows of one result apart, documents aside."""
    return row["layer"], row["measure"], row["type"], row["average"]


def _judge_one(gate: Gate, rows: Mapping[tuple[str, str, str | None, str], ScoreRow]) -> Verdict:
    row = rows.get((gate.layer, gate.measure, gate.type, gate.average))
    name = str(gate).rpartition("=")[0]
    if row is None:
        known = sorted({".".join(key[:2]) for key in rows})
        raise UsageError(f"there is no row for the gate {name!r}; measured are {', '.join(known) or 'none'}")
    if gate.low and gate.figure not in (row.get("ci") or {}) and row[gate.figure] is not None:
        raise UsageError(f"the gate {name!r} needs an interval; add --bootstrap 10000")
    found = (row.get("ci") or {}).get(gate.figure, [None])[0] if gate.low else row[gate.figure]
    passed = found is not None and found >= gate.least
    shown = "undefined" if found is None else f"{found:.4f}"
    return Verdict(name, found, passed, f"{name} is {shown}, {'at least' if passed else 'below'} {gate.least:g}")


def judge_drop(scores: Iterable[ScoreRow], baseline: Iterable[ScoreRow], max_drop: float) -> list[Verdict]:
    """The verdict on every overall F1 that the baseline has too: it may fall by `max_drop` at most."""
    before = {row_key(row): row for row in baseline if row["document"] is None}
    verdicts = []
    for row in scores:
        held = before.get(row_key(row))
        if row["document"] is None and row["type"] is None and held is not None and held["f1"] is not None:
            verdicts.append(_drop(row, held["f1"], max_drop))
    return verdicts


def _drop(row: ScoreRow, before: float, max_drop: float) -> Verdict:
    name = figure_name(row["layer"], row["measure"], row["type"], row["average"], "f1")
    found = row["f1"]
    passed = found is not None and found >= before - max_drop
    shown = "undefined" if found is None else f"{found:.4f}"
    kept = "within" if passed else "more than"
    return Verdict(name, found, passed, f"{name} is {shown}, was {before:.4f}: {kept} a drop of {max_drop:g}")
