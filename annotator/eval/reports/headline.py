"""The one measure of each layer that an overview shows."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.eval.reports.report import Report
from annotator.eval.scores.result import Score

FIRST_CHOICE = ("strict", "argument-attached-c", "conll")


def headline(reports: Iterable[Report]) -> list[tuple[str, str]]:
    """Layer and measure, for each layer that was scored: the strictest usual one, else the first there is."""
    measures: dict[str, dict[str, None]] = {}
    for report in reports:
        for row in report.overall():
            measures.setdefault(row.layer, {})[row.measure] = None
    return [
        (layer, next((each for each in FIRST_CHOICE if each in known), next(iter(known))))
        for layer, known in measures.items()
    ]


def headline_row(report: Report, layer: str, measure: str) -> Score | None:
    """A report's row of one of them."""
    return report.result.find(layer, measure)
