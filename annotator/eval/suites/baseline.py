"""Baselines: what a suite's extractors scored when somebody was content, to hold later runs against.

A baseline keeps the per-document counts with their recipe, so that a drop can be tested document by document and only
figures of one recipe are compared, and the bars, so that moving one does not pass unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from annotator.errors import InputError
from annotator.eval.counts.part_file import Part, part_from_plain
from annotator.eval.score import result_of
from annotator.eval.scores.recipe import differences
from annotator.eval.scores.result import Result
from annotator.eval.suites.bars import number
from annotator.eval.suites.drops import Fallen, drop, gone_rows, nothing_compared, other_recipe
from annotator.eval.suites.gates import Gate, Verdict, figure_name, gates_of
from annotator.eval.suites.suite import Drop

FORMAT = 2
TRIALS = 10_000


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """What a baseline keeps of one extractor."""

    version: str
    spec: str
    gates: tuple[str, ...]
    part: Part
    upper_gates: tuple[str, ...] = ()


def to_plain(suite: str, entry: Mapping[str, BaselineEntry]) -> dict[str, Any]:
    """The JSON object of a baseline."""
    extractors = {
        name: {
            "version": each.version,
            "spec": each.spec,
            "fail_under": list(each.gates),
            "fail_over": list(each.upper_gates),
            "part": each.part.to_plain(),
        }
        for name, each in sorted(entry.items())
    }
    return {"annotator_baseline": FORMAT, "suite": suite, "extractors": extractors}


def from_plain(plain: Mapping[str, Any], file: str) -> dict[str, BaselineEntry]:
    """What a baseline keeps, by extractor.

    Raises:
        InputError: it is no baseline.
    """
    try:
        if plain["annotator_baseline"] != FORMAT:
            raise InputError(f"{file}: a baseline of format {plain['annotator_baseline']}; this program reads {FORMAT}")
        return {
            name: BaselineEntry(
                each["version"],
                each["spec"],
                tuple(each["fail_under"]),
                part_from_plain(each["part"], file),
                tuple(each["fail_over"]),
            )
            for name, each in plain["extractors"].items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: no baseline; expected what annotator baseline update writes") from error


def refuse_mixed(entries: Mapping[str, BaselineEntry], new: str) -> None:
    """Refuse extractors beside a new one that were scored by another recipe.

    Raises:
        InputError: there is one.
    """
    recipe = _result(entries[new]).signature
    for name, entry in entries.items():
        if odd_parts := differences(_result(entry).signature, recipe):
            message = f"{name} of the baseline is of another recipe than {new}; {'; '.join(odd_parts)}"
            raise InputError(f"{message}; update the whole baseline, without --only")


def _result(entry: BaselineEntry) -> Result:
    """What a baseline's counts amount to."""
    return result_of(replace(entry.part, options=replace(entry.part.options, bootstrap=0)))


def judge_against(
    entry: BaselineEntry, now: Part, result: Result, gates: Iterable[Gate], allowed: Drop
) -> list[Verdict]:
    """The verdicts that a baseline adds: the recipe is the same, no bar was moved, nothing is gone, no F1 fell."""
    before = _result(entry)
    if refusal := other_recipe(before.signature, result.signature, "the baseline"):
        hint = "; look at the change, then: annotator baseline update"
        return [replace(refusal, message=refusal.message + hint)]
    drops = list(_dropped(entry.part, now, allowed))
    if not drops:
        drops = [nothing_compared("the baseline")]
    return [*_moved(entry, gates), *gone_rows(before.scores, result.scores, "the baseline"), *drops]


def _moved(entry: BaselineEntry, gates: Iterable[Gate]) -> Iterator[Verdict]:
    """A verdict for every bar that asks less than it did."""
    bound_of = {gate.name: gate.bound for gate in gates}
    for gate in gates_of(entry.gates, entry.upper_gates):
        bound = bound_of.get(gate.name)
        if bound is None or (bound > gate.bound if gate.upper else bound < gate.bound):
            now = "gone" if bound is None else number(bound)
            message = f"the bar {gate.name} was {number(gate.bound)} in the baseline and is {now}"
            message += "; if meant: annotator baseline update"
            yield Verdict(f"baseline.{gate.name}", bound, passed=False, message=message)


def _dropped(before: Part, now: Part, allowed: Drop) -> Iterator[Verdict]:
    from annotator.eval.statistics.comparison import compare  # noqa: PLC0415 - numpy, only with a baseline

    for row in compare({"baseline": before.counts, "now": now.counts}, now.options, TRIALS):
        if row.figure == "f1" and row.type is None and row.left_value is not None:
            name = figure_name(row.layer, row.measure, None, "micro", "f1")
            fallen = Fallen(row, allowed.significance)
            yield drop(name, row.left_value, row.right_value, allowed.most, fallen)
