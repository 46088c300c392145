"""Gates between systems: a later one must not be significantly worse than the first.

Such a gate is written `layer.measure[.TYPE].figure`. It is judged as a drop behind a baseline is, of which nothing is
allowed: where so few documents can show no difference, the plain comparison decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.errors import ExitCode, UsageError, did_you_mean
from annotator.eval.measures.families import FIGURES
from annotator.eval.suites.drops import Fallen, drop
from annotator.eval.suites.gates import Gate, Verdict, figure_name, parse_gate

if TYPE_CHECKING:
    from annotator.eval.statistics.comparison import Comparison

SHAPE = "layer.measure[.TYPE].figure, such as entities.strict.f1"


def parse_not_worse(written: str) -> Gate:
    """The figure of a `--not-worse` word.

    Raises:
        UsageError: it is none, or one that systems are not compared by.
    """
    if "=" in written:
        raise UsageError(f"--not-worse {written}: expected {SHAPE}, without a number")
    try:
        gate = parse_gate(f"{written}=0")
    except UsageError as error:
        raise UsageError(f"--not-worse {str(error).replace(f'{written}=0', written)}") from None
    if not gate.of_scores or gate.low or gate.figure not in FIGURES or gate.average != "micro":
        raise UsageError(f"--not-worse {written}: systems are compared by precision, recall and f1; expected {SHAPE}")
    return gate


def judge_not_worse(gates: Iterable[Gate], rows: Sequence[Comparison], significance: float) -> list[Verdict]:
    """The verdict on every gate for each system beside the first."""
    first = rows[0].left if rows else ""
    pairs = len({(row.left, row.right) for row in rows})
    return [verdict for gate in gates for verdict in _judged(gate, rows, first, pairs, significance)]


def _judged(gate: Gate, rows: Sequence[Comparison], first: str, pairs: int, significance: float) -> Iterable[Verdict]:
    same_rows = [row for row in rows if row.left == first and _name(row) == gate.name]
    if not same_rows:
        there = did_you_mean(gate.name, dict.fromkeys(map(_name, rows)))
        message = f"nothing to hold {gate.name} against: there is no such row; {there}"
        yield Verdict(gate.name, None, passed=False, message=message, status=ExitCode.USAGE)
    for row in same_rows:
        corrected = replace(row, p_randomization=row.p_holm, p_least=min(1.0, pairs * row.p_least))
        fallen = Fallen(corrected, significance)
        verdict = drop(gate.name, row.left_value, row.right_value, 0.0, fallen, before_word=f"with {row.left}")
        if row.left_value is None:
            message = f"{gate.name} is undefined with {row.left}, so there is nothing to be held against"
            verdict = replace(verdict, passed=False, message=message)
        yield replace(verdict, name=f"{row.right}: {gate.name}", message=f"{row.right}: {verdict.message}")


def _name(row: Comparison) -> str:
    return figure_name(row.layer, row.measure, row.type, "micro", row.figure)
