"""Gates from Python: judging them, and an assertion for somebody's own tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.eval.scores.result import Result as ScoreResult
from annotator.eval.suites.gates import Gate, Verdict, judge, parse_gate
from annotator.python.options import words

if TYPE_CHECKING:
    from annotator.python.result import Result


def gates_of(fail_under: str | Iterable[str]) -> list[Gate]:
    """The gates of their words.

    Raises:
        UsageError: one is no gate.
    """
    return [parse_gate(word) for word in words("fail_under", fail_under)]


def judged(result: ScoreResult, gates: Sequence[Gate]) -> list[Verdict]:
    """What became of gates.

    Raises:
        UsageError: a gate names a row that these scores do not have.
    """
    return judge(gates, result.scores)


def assert_gates(result: Result, *fail_under: str) -> None:
    """Fail a test where a gate is missed: those given, and those that the result was scored with.

    Raises:
        AssertionError: a gate was missed; it names all that were.
        UsageError: a word is no gate, or names a row that these scores do not have.
    """
    verdicts = [*result.gates, *judged(result.report.result, gates_of(fail_under))]
    missed = [verdict.message for verdict in verdicts if not verdict.passed]
    if missed:
        raise AssertionError("\n".join(missed))
