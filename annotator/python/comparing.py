"""`annotator.compare`: is one system better than another, from Python."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotator.errors import UsageError
from annotator.eval.statistics.comparison import TRIALS
from annotator.python.given import Given, as_files
from annotator.python.options import score_options, words
from annotator.python.result import Comparison


def compare(
    gold: Given,
    *predictions: Given,
    names: tuple[str, ...] | None = None,
    trials: int = TRIALS,
    not_worse: str | Iterable[str] = (),
    significance: float = 0.05,
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
        not_worse: figures, such as `entities.strict.f1`, of which no later system may be significantly worse than the
            first; `Comparison.gates` says what became of them.
        significance: the level at which worse is significant.
        schema: the schema file, where there is no project around.
        project: the project's folder; by default the one around the current folder.
        options: those of `annotator compare`, with underscores.

    Raises:
        UsageError: fewer than two systems, names that do not fit, an unknown option or value.
        InputError: gold or predictions cannot be used; the message says where and why.
    """
    from annotator.project.scoring.compare_files import Tests, compare_files  # noqa: PLC0415 - loaded when called

    if len(predictions) < 2:
        raise UsageError(f"nothing to compare: {len(predictions)} system; two predictions are the least")
    _refuse_no_number(trials, significance)
    called = names or _letters(len(predictions))
    if len(set(called)) != len(predictions):
        raise UsageError(f"names={called!r}: expected {len(predictions)} different names")
    chosen, tests = score_options(options), Tests(trials, words("not_worse", not_worse), significance)
    where = [None if each is None else Path(each) for each in (schema, project)]
    with as_files(("gold", gold), *zip(called, predictions, strict=True)) as files:
        systems = dict(zip(called, files[1:], strict=True))
        return Comparison(compare_files(files[0], systems, chosen, tests, schema=where[0], project=where[1]))


def _refuse_no_number(trials: object, significance: object) -> None:
    if not isinstance(trials, int) or trials < 1:
        raise UsageError(f"trials={trials!r}: expected a whole number, 1 or more")
    if not isinstance(significance, int | float) or not 0 <= significance <= 1:
        raise UsageError(f"significance={significance!r}: expected a number from 0 to 1")


def _letters(count: int) -> tuple[str, ...]:
    return tuple(chr(ord("a") + number) if number < 26 else f"system {number + 1}" for number in range(count))
