"""The CSV report: a row a score, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from annotator.eval.reports.report import Report
from annotator.eval.scores.result import NAMES, Score


def render(report: Report) -> str:
    """The report's rows; what a row does not have is empty."""
    return table([("", report)])


def table(reports: Iterable[tuple[str, Report]]) -> str:
    """The rows of several reports, each with its extractor's name before it where it has one."""
    rows = [
        ({"extractor": name} if name else {}) | flat_row(score)
        for name, each in reports
        for score in each.result.scores
    ]
    columns = list(dict.fromkeys(name for row in rows for name in row)) or list(NAMES)
    written = StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def flat_row(score: Score) -> dict[str, Any]:
    """A score as one row of plain columns: names, counts, figures, the ends of intervals."""
    names = {name: getattr(score, name) for name in NAMES}
    ends = {
        f"{name}_{end}": value
        for name, interval in (score.ci or {}).items()
        for end, value in zip(("low", "high"), interval, strict=True)
    }
    return names | dict(score.counts) | dict(score.figures()) | ends
