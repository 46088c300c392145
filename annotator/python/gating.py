"""Gates from Python: judging them, and assertions for somebody's own tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.eval.scores.result import Result as ScoreResult
from annotator.eval.suites.drops import judge_drop
from annotator.eval.suites.gates import Gate, Verdict, gates_of
from annotator.eval.suites.judging import judge
from annotator.python.options import words
from annotator.python.result import Result


def read_gates(fail_under: str | Iterable[str], fail_over: str | Iterable[str]) -> Sequence[Gate]:
    """The gates of their words.

    Raises:
        UsageError: one is no gate.
    """
    return gates_of(words("fail_under", fail_under), words("fail_over", fail_over))


def judged(result: ScoreResult, gates: Sequence[Gate]) -> list[Verdict]:
    """What became of gates."""
    return judge(gates, result.scores, tokens=result.tokens, run=result.run.figures())


def assert_gates(result: Result, *fail_under: str, fail_over: str | Iterable[str] = ()) -> None:
    """Fail a test where a gate is missed: those given, and those that the result was scored with.

    Raises:
        AssertionError: a gate was missed, or there is nothing to hold it against; it names all that were.
        UsageError: a word is no gate.
    """
    _assert_all([*result.gates, *judged(result.report.result, read_gates(fail_under, fail_over))])


def assert_no_drop(result: Result, baseline: Path, max_drop: float = 0.0) -> None:
    """Fail a test where an F1 fell by more than `max_drop` behind an earlier result.

    Raises:
        AssertionError: one did, or the two cannot be compared; it names all that did.
        InputError: the earlier result cannot be read, or is none.
    """
    from annotator.project.scoring.score_files import read_stored  # noqa: PLC0415 - loaded when called

    _assert_all(judge_drop(result.report.result, read_stored(baseline), max_drop))


def _assert_all(verdicts: Iterable[Verdict]) -> None:
    missed = [verdict.message for verdict in verdicts if not verdict.passed]
    if missed:
        raise AssertionError("\n".join(missed))
