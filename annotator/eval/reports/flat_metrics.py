"""Figures as one flat JSON object, `{"entities.strict.f1": 0.8}`, as DVC and MLflow read metrics.

Undefined figures are left out, since neither takes null; so are the rows of single documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from annotator.eval.reports import as_json
from annotator.eval.reports.report import Report
from annotator.eval.scores.result import Score, whole

_REFUSED = re.compile(r"[^\w./ -]", re.ASCII)
"""What MLflow takes in no name of a metric."""

MIB = 2**20


def render(report: Report) -> str:
    """The figures of one report."""
    return dumps([("", report)])


def dumps(reports: Iterable[tuple[str, Report]]) -> str:
    """The figures of reports, each with its words before every name."""
    return as_json.dumps({_legal(before + name): value for before, each in reports for name, value in _all(each)})


def _legal(name: str) -> str:
    """A name without what is refused, and still unlike any other."""
    return _REFUSED.sub(lambda sign: f"_x{ord(sign[0]):X}_", name)


def _all(report: Report) -> Iterable[tuple[str, float]]:
    for score in report.result.scores:
        if score.document is None:
            yield from _of_row(score)
    if tokens := report.result.tokens:
        yield from _known({"tokens.accuracy": tokens.accuracy})
    if run := report.run:
        mib = run.peak_bytes / MIB if run.peak_bytes else None
        yield from _known({"run.seconds": run.elapsed_s, "run.mib": mib, "run.failed": len(run.errors)})


def _of_row(score: Score) -> Iterable[tuple[str, float]]:
    average = "" if score.average == "micro" else f"{score.average}-average."
    before = f"{score.layer}.{score.measure}.{average}{f'{score.type}.' if score.type else ''}"
    ends = {
        f"{name}-{end}": value
        for name, interval in (score.ci or {}).items()
        for end, value in zip(("low", "high"), interval, strict=True)
    }
    for name, value in _known({**score.figures(), **score.counts, **ends}):
        yield before + name, value


def _known(values: Mapping[str, float | None]) -> Iterable[tuple[str, float]]:
    return ((name, whole(value)) for name, value in values.items() if value is not None)
