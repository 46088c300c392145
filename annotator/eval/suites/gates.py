"""Gates: conditions on scores that make a run pass or fail.

A gate is written `layer.measure[.TYPE].figure=LEAST`. The first two parts and the last are fixed, so a type may hold
dots; `*macro` in its place is the macro average. The figure is `precision`, `recall` or `f1`, with `-low` for the lower
end of its interval. A gate asks for its measure itself. An undefined figure fails its gate; a type or an average that
has no row is a usage error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.errors import UsageError
from annotator.eval.measures.families import FIGURES
from annotator.eval.measures.registry import find_measure
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.result import Score

MACRO = "*macro"
LOW = "-low"
WRITTEN = {figure + end: (figure, bool(end)) for figure in FIGURES for end in ("", LOW)}
"""The figure that a gate's last word means, and whether the lower end of its interval."""

SHAPE = "layer.measure[.TYPE].figure=NUMBER, such as entities.strict.f1=0.80"


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

    @property
    def name(self) -> str:
        """The figure that it bounds, as it is written."""
        return figure_name(self.layer, self.measure, self.type, self.average, self.figure, self.low)

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"{self.name}={self.least:g}"


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
    return ".".join(filter(None, (layer, measure, middle, figure + (LOW if low else ""))))


def parse_gate(written: str) -> Gate:
    """The gate of a `--fail-under` word.

    Raises:
        UsageError: it is not of the form, or names no measure or a figure that the measure never has.
    """
    name, equals, number = written.rpartition("=")
    parts = name.split(".")
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if not equals or len(parts) < 3 or parts[-1] not in WRITTEN or not 0 <= least <= 1:
        raise UsageError(f"{written!r} is no gate; expected {SHAPE}, the number from 0 to 1")
    figure, low = WRITTEN[parts[-1]]
    measure = find_measure(*parts[:2])
    if figure not in measure.family.figure_names:
        has = ", ".join(measure.family.figure_names)
        raise UsageError(f"{written!r} can never pass: {measure.full_name} has no {figure}; expected {has}")
    middle = ".".join(parts[2:-1]) or None
    macro = middle == MACRO
    return Gate(
        layer=parts[0],
        measure=parts[1],
        type=None if macro else middle,
        average="macro" if macro else "micro",
        figure=figure,
        low=low,
        least=least,
    )


def with_gates(options: ScoreOptions, gates: Sequence[Gate]) -> ScoreOptions:
    """The options with the rows that gates are about."""
    types = ["type"] if any(gate.type for gate in gates) else []
    return replace(
        options.also(find_measure(gate.layer, gate.measure) for gate in gates),
        by=tuple(dict.fromkeys((*options.by, *types))),
        averages=tuple(dict.fromkeys((*options.averages, *(gate.average for gate in gates)))),
    )


def judge(gates: Iterable[Gate], scores: Iterable[Score]) -> list[Verdict]:
    """The verdict on every gate.

    Raises:
        UsageError: a gate names a row, or an interval, that these scores do not have.
    """
    rows = {score.key: score for score in scores if score.document is None}
    return [_judge_one(gate, rows) for gate in gates]


def _judge_one(gate: Gate, rows: Mapping[tuple[str, str, str | None, str], Score]) -> Verdict:
    row = rows.get((gate.layer, gate.measure, gate.type, gate.average))
    name = gate.name
    if row is None:
        known = sorted({".".join(key[:2]) for key in rows})
        raise UsageError(f"there is no row for the gate {name!r}; measured are {', '.join(known) or 'none'}")
    value, interval = row.figures()[gate.figure], (row.ci or {}).get(gate.figure)
    if gate.low:
        if interval is None and value is not None:
            raise UsageError(f"the gate {name!r} needs an interval; add --bootstrap 10000")
        value = interval[0] if interval else None
    passed = value is not None and value >= gate.least
    shown = "undefined" if value is None else f"{value:.4f}"
    return Verdict(name, value, passed, f"{name} is {shown}, {'at least' if passed else 'below'} {gate.least:g}")


def judge_drop(scores: Iterable[Score], baseline: Iterable[Score], max_drop: float) -> list[Verdict]:
    """The verdict on every overall F1 that the baseline has too: it may fall by `max_drop` at most."""
    before = {score.key: score.f1 for score in baseline if score.is_overall}
    return [
        _drop(score, f1, max_drop) for score in scores if score.is_overall and (f1 := before.get(score.key)) is not None
    ]


def _drop(row: Score, before: float, max_drop: float) -> Verdict:
    name = figure_name(row.layer, row.measure, row.type, row.average, "f1")
    passed = row.f1 is not None and row.f1 >= before - max_drop
    shown = "undefined" if row.f1 is None else f"{row.f1:.4f}"
    kept = "within" if passed else "more than"
    return Verdict(name, row.f1, passed, f"{name} is {shown}, was {before:.4f}: {kept} a drop of {max_drop:g}")
