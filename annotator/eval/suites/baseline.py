"""Baselines: what a suite's extractors scored when somebody was content, to hold later runs against.

A baseline keeps the per-document counts, so that a drop can be tested document by document, and the thresholds and the
gold's hash, so that lowering the bar or changing the gold does not pass unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import InputError
from annotator.eval.counts.part_file import Part, part_from_plain
from annotator.eval.suites.gates import Gate, Verdict, figure_name, parse_gate
from annotator.eval.suites.suite import Drop

FORMAT = 1
TRIALS = 10_000


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """What a baseline keeps of one extractor."""

    version: str
    spec: str
    gates: tuple[str, ...]
    part: Part


def to_plain(suite: str, entry: Mapping[str, BaselineEntry]) -> dict[str, Any]:
    """The JSON object of a baseline."""
    extractors = {
        name: {"version": each.version, "spec": each.spec, "fail_under": list(each.gates), "part": each.part.to_plain()}
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
                each["version"], each["spec"], tuple(each["fail_under"]), part_from_plain(each["part"], file)
            )
            for name, each in plain["extractors"].items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: no baseline; expected what annotator baseline update writes") from error


def judge_against(entry: BaselineEntry, now: Part, gates: Iterable[Gate], drop: Drop) -> Iterator[Verdict]:
    """The verdicts that a baseline adds: the gold is the same, no bar was lowered, no F1 fell significantly."""
    if entry.part.gold != now.gold:
        message = (
            f"the gold changed since the baseline ({entry.part.gold[:8]} -> {now.gold[:8]}); "
            "look at the change, then: annotator baseline update"
        )
        yield Verdict("baseline.gold", None, False, message)
        return
    yield from _lowered(entry, gates)
    yield from _dropped(entry.part, now, drop)


def _lowered(entry: BaselineEntry, gates: Iterable[Gate]) -> Iterator[Verdict]:
    wanted = {gate.name: gate.least for gate in gates}
    for gate in map(parse_gate, entry.gates):
        name, least = gate.name, wanted.get(gate.name)
        if least is None or least < gate.least:
            now = "gone" if least is None else f"{least:g}"
            message = (
                f"the bar {name} was {gate.least:g} in the baseline and is {now}; if meant: annotator baseline update"
            )
            yield Verdict(f"baseline.{name}", least, False, message)


def _dropped(before: Part, now: Part, drop: Drop) -> Iterator[Verdict]:
    from annotator.eval.statistics.comparison import compare  # noqa: PLC0415 - numpy, only with a baseline

    for row in compare({"baseline": before.counts, "now": now.counts}, now.options, TRIALS):
        if row.figure != "f1" or row.type is not None or row.delta is None:
            continue
        name = figure_name(row.layer, row.measure, None, "micro", "f1")
        sure = row.p_randomization is not None and row.p_randomization <= drop.significance
        fell = -row.delta > drop.most and sure
        p = "-" if row.p_randomization is None else f"{row.p_randomization:.4f}"
        message = f"{name} is {row.right_value:.4f}, was {row.left_value:.4f} (p {p})"
        yield Verdict(f"baseline.{name}", row.right_value, not fell, f"{message}: {'a drop' if fell else 'no drop'}")
