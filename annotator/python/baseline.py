"""Earlier results from Python: no F1 may fall behind them."""

from __future__ import annotations

from pathlib import Path

from annotator.eval.suites.gates import judge_drop
from annotator.project.scoring.score_files import read_scores
from annotator.python.result import Result


def assert_no_drop(result: Result, baseline: Path, max_drop: float = 0.0) -> None:
    """Fail a test where an F1 fell by more than `max_drop` behind an earlier result.

    Raises:
        AssertionError: one did; it names all that did.
        InputError: the earlier result cannot be read, or is none.
    """
    verdicts = judge_drop(result.scores, read_scores(baseline), max_drop)
    missed = [verdict.message for verdict in verdicts if not verdict.passed]
    if missed:
        raise AssertionError("\n".join(missed))
