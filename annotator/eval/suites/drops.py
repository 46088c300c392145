"""Drops: whether a figure fell behind an earlier one by more than it may.

Where the counts by document are known, a fall beyond that counts only if the paired test finds it significant, unless
so few documents can show none; then, and where only the figures are known, the plain comparison decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.errors import ExitCode, InputError
from annotator.eval.notice import Notice
from annotator.eval.scores.recipe import differences
from annotator.eval.scores.result import Result, Score, scores_from_plain
from annotator.eval.suites.bars import TOLERANCE, beside, keeps_below, number
from annotator.eval.suites.gates import Verdict, figure_name

if TYPE_CHECKING:
    from annotator.eval.statistics.comparison import Comparison


class Stored(NamedTuple):
    """An earlier result: where it stands, by which recipe it was made, and its rows."""

    file: str
    signature: str
    scores: tuple[Score, ...]


def stored_from_plain(plain: Mapping[str, Any], file: str) -> Stored:
    """The result that was written as JSON to `file`.

    Raises:
        InputError: it is no result.
    """
    scores = scores_from_plain(plain, file)
    if not isinstance(signature := plain.get("signature"), str):
        raise InputError(f"{file}: no result; expected what annotator eval --output FILE.json writes")
    return Stored(file, signature, scores)


class Fallen(NamedTuple):
    """A figure that fell further than it may, tested over documents, and at which level that counts."""

    tested: Comparison
    significance: float


def judge_drop(result: Result, before: Stored, most: float) -> list[Verdict]:
    """The verdict on every overall F1 of an earlier result: it may fall by `most` at most.

    A result of another recipe is not compared, and a row that is gone is not passed over: both fail as input that
    cannot be used.
    """
    if refusal := other_recipe(before.signature, result.signature, f"baseline {before.file}"):
        return [refusal]
    now = overall_f1(result.scores)
    verdicts = [drop(name, f1, now.get(name), most) for name, f1 in overall_f1(before.scores).items() if name in now]
    gone = gone_rows(before.scores, result.scores, f"baseline {before.file}")
    if not verdicts and not gone:
        gone = [nothing_compared(f"baseline {before.file}")]
    return [*verdicts, *gone]


def nothing_compared(baseline: str) -> Verdict:
    """A verdict that fails where a baseline holds nothing."""
    return unusable("baseline", f"{baseline} has no F1 that this run could be held against")


def new_rows(before: Iterable[Score], now: Iterable[Score]) -> list[Notice]:
    """A warning of the overall rows that nothing of a baseline is held against."""
    known = overall_f1(before)
    new = [name for name, f1 in overall_f1(now).items() if name not in known]
    message = f"the baseline has no figure for {', '.join(new)}; nothing is held against it"
    return [Notice("not-in-baseline", None, len(new), message)] if new else []


def overall_f1(scores: Iterable[Score]) -> dict[str, float | None]:
    """Every F1 of all types and documents together that is defined, by its name."""
    return {_name(score): score.f1 for score in scores if score.is_overall and score.f1 is not None}


def gone_rows(before: Iterable[Score], now: Iterable[Score], baseline: str) -> list[Verdict]:
    """A verdict for every overall F1 above 0 that has no row any more."""
    rows = {_name(score) for score in now if score.is_overall}
    return [
        unusable(f"baseline.{name}", f"{baseline} has {name}, {f1:.4f}, and this run does not measure it")
        for name, f1 in overall_f1(before).items()
        if name not in rows and f1 is not None and f1 > TOLERANCE
    ]


def other_recipe(before: str, now: str, baseline: str) -> Verdict | None:
    """A verdict that fails where two signatures are of different recipes, with the parts that differ."""
    odd_parts = differences(before, now)
    message = f"{baseline} is of another recipe, so nothing is compared; {'; '.join(odd_parts)}"
    return unusable("baseline.recipe", message) if odd_parts else None


def drop(
    name: str,
    before: float | None,
    now: float | None,
    most: float,
    fallen: Fallen | None = None,
    *,
    before_word: str = "was",
) -> Verdict:
    """The verdict on one figure, which was `before`; `before_word` is how messages say that it was."""
    title, was = f"baseline.{name}", 0.0 if before is None else before
    fell = was - (0.0 if now is None else now)
    if now is not None and keeps_below(fell, most):
        close = "no drop" if fell <= TOLERANCE else f"within a drop of {number(most)}"
        return Verdict(title, now, passed=True, message=f"{name} is {now:.4f}, {before_word} {was:.4f}: {close}")
    message = f"{name} is {beside(now, was - most)}, {before_word} {beside(was, was - most)}"
    if fallen is None or now is None:
        return Verdict(title, now, passed=False, message=f"{message}: more than a drop of {number(most)}")
    test, level = fallen.tested, fallen.significance
    if test.p_least > level or test.p_randomization is None:
        few = f"{test.documents} document{'' if test.documents == 1 else 's'}"
        why = f"a drop; {few} can show no drop; the plain comparison decides"
        return Verdict(title, now, passed=False, message=f"{message}: {why}")
    passed = test.p_randomization > level
    verdict = "not significant, so no drop" if passed else "a drop"
    return Verdict(title, now, passed, f"{message} (p {beside(test.p_randomization, level)}): {verdict}")


def unusable(name: str, message: str) -> Verdict:
    """A verdict that fails since there is nothing that could be compared."""
    return Verdict(name, None, passed=False, message=message, status=ExitCode.INPUT)


def _name(score: Score) -> str:
    return figure_name(score.layer, score.measure, score.type, score.average, "f1")
