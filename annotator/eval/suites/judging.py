"""Judging gates: what became of each, and what there is where a gate names something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from annotator.errors import ExitCode, nearest
from annotator.eval.scores.result import Score
from annotator.eval.scores.tokens import TokenCounts
from annotator.eval.suites.bars import beside, keeps_below, number, reaches
from annotator.eval.suites.gates import OF_TYPES, SAME_COUNT, TOKENS, Gate, RunFigures, Verdict

Rows: TypeAlias = Mapping[tuple[str, str, str | None, str], Score]
"""Rows of all documents together, by their keys."""

MOST_NAMED = 20
"""Of more types only so many are named."""


def judge(
    gates: Iterable[Gate],
    scores: Iterable[Score],
    *,
    tokens: TokenCounts | None = None,
    run: RunFigures | None = None,
) -> list[Verdict]:
    """The verdict on every gate; one on something that these scores do not have fails with the status of usage.

    Args:
        gates: what must hold.
        scores: the rows.
        tokens: what was counted of tokens, where files of tags were scored.
        run: what is known of the extractor's run, where there was one.
    """
    rows = {score.key: score for score in scores if score.document is None}
    return [_of_row(gate, rows) if gate.of_scores else _of_whole(gate, tokens, run) for gate in gates]


def _of_whole(gate: Gate, tokens: TokenCounts | None, run: RunFigures | None) -> Verdict:
    """The verdict on a gate that is about no row."""
    if gate.layer == TOKENS:
        if tokens is None:
            return _nothing(gate, "records have no tokens; tokens.accuracy is of files of tags")
        return _bounded(gate, tokens.accuracy)
    value = (run or {}).get(gate.measure)
    if value is None:
        return _nothing(gate, "it was not measured; annotator bench measures runs, and predictions may tell seconds")
    return _bounded(gate, value)


def _of_row(gate: Gate, rows: Rows) -> Verdict:
    row = rows.get((gate.layer, gate.measure, gate.type, gate.average))
    if row is None:
        return _nothing(gate, _there(gate, rows))
    if gate.upper:
        return _bounded(gate, row.counts.get(gate.figure, row.counts.get(SAME_COUNT.get(gate.figure, ""))))
    value, interval = row.figures().get(gate.figure), (row.ci or {}).get(gate.figure)
    if gate.low and value is not None and interval is None:
        return _nothing(gate, "there is no interval; add --bootstrap 10000")
    return _bounded(gate, (interval[0] if interval else None) if gate.low else value)


def _bounded(gate: Gate, value: float | None) -> Verdict:
    bar = number(gate.bound)
    if gate.upper:
        passed = value is not None and keeps_below(value, gate.bound)
        shown = "undefined" if value is None else number(value) if value.is_integer() else beside(value, gate.bound)
        return Verdict(gate.name, value, passed, f"{gate.name} is {shown}, {'at most' if passed else 'above'} {bar}")
    passed = value is not None and reaches(value, gate.bound)
    shown = beside(value, gate.bound)
    return Verdict(gate.name, value, passed, f"{gate.name} is {shown}, {'at least' if passed else 'below'} {bar}")


def _nothing(gate: Gate, why: str) -> Verdict:
    message = f"nothing to hold the gate {gate.name!r} against: {why}"
    return Verdict(gate.name, None, passed=False, message=message, status=ExitCode.USAGE)


def _there(gate: Gate, rows: Rows) -> str:
    """What there is in the place of a row that is not."""
    measured = sorted({".".join(key[:2]) for key in rows})
    if f"{gate.layer}.{gate.measure}" not in measured:
        return f"measured are {', '.join(measured) or 'none'}"
    types = sorted({key[2] for key in rows if key[:2] == (gate.layer, gate.measure) and key[2] is not None})
    if gate.type is None:
        return f"{gate.layer}.{gate.measure} has no average {gate.average} here"
    known = [*types, *OF_TYPES]
    meant = nearest(gate.type, known)
    hint = f"did you mean {meant}? " if meant else ""
    more = f", and {len(types) - MOST_NAMED} more" if len(types) > MOST_NAMED else ""
    named = ", ".join(types[:MOST_NAMED])
    return f"{hint}the types of {gate.layer}.{gate.measure} are {named or 'none'}{more}; *macro is their mean"
