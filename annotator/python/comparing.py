"""`annotator.compare`: is one system better than another, from Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.errors import UsageError
from annotator.eval.scores.signature import signature
from annotator.eval.statistics.comparison import TRIALS
from annotator.eval.statistics.comparison import compare as compared
from annotator.python.given import Given, as_files
from annotator.python.options import score_options
from annotator.python.result import Comparison


def compare(
    gold: Given,
    *predictions: Given,
    names: tuple[str, ...] | None = None,
    trials: int = TRIALS,
    schema: str | Path | None = None,
    project: str | Path | None = None,
    **options: Any,
) -> Comparison:
    """Compare what two or more systems say of the same gold, exactly as `annotator compare` does.

    Args:
        gold: a path, records, dicts of the record's shape, or spaCy `Doc`s.
        predictions: what each system said, likewise; differences are later minus earlier.
        names: what the systems are called; by default `a`, `b`, and so on.
        trials: of the approximate randomization test.
        schema: the schema file, where there is no project around.
        project: the project's folder; by default the one around the current folder.
        options: those of `annotator compare`, with underscores.

    Raises:
        UsageError: fewer than two systems, names that do not fit, an unknown option or value.
        InputError: gold or predictions cannot be used; the message says where and why.
    """
    from annotator.project.scoring.score_files import count_files  # noqa: PLC0415 - loaded when called

    if len(predictions) < 2:
        raise UsageError(f"nothing to compare: {len(predictions)} system; two predictions are the least")
    _refuse_no_count(trials)
    called = names or _letters(len(predictions))
    if len(set(called)) != len(predictions):
        raise UsageError(f"names={called!r}: expected {len(predictions)} different names")
    chosen = score_options(options)
    where = [None if each is None else Path(each) for each in (schema, project)]
    with as_files(("gold", gold), *zip(called, predictions, strict=True)) as files:
        parts = [count_files(files[0], each, chosen, schema=where[0], project=where[1]) for each in files[1:]]
    first = parts[0]
    rows = compared({name: part.counts for name, part in zip(called, parts, strict=True)}, first.options, trials)
    return Comparison(signature(first.options, first.schema, first.gold[:8]), trials, tuple(rows))


def _refuse_no_count(trials: object) -> None:
    if not isinstance(trials, int) or trials < 1:
        raise UsageError(f"trials={trials!r}: expected a whole number, 1 or more")


def _letters(count: int) -> tuple[str, ...]:
    return tuple(chr(ord("a") + number) if number < 26 else f"system {number + 1}" for number in range(count))
