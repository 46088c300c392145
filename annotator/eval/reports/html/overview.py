"""The overview of a suite's page: every extractor in one row, and whether they differ."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.eval.reports.failed import Failed
from annotator.eval.reports.headline import headline, headline_row
from annotator.eval.reports.html.page import items, markup
from annotator.eval.reports.html.tables import ends, figure_cell, marked_table, plain_table
from annotator.eval.reports.report import Report, figure
from annotator.eval.statistics.comparison import Comparison
from annotator.eval.statistics.few_documents import few_documents


def overview(reports: Sequence[Report], failed: Sequence[Failed], compared: Sequence[Comparison]) -> str:
    """The table of the extractors' main figures, and of the differences between them."""
    columns = headline(reports)
    header = ["extractor", "gates", *(markup(f"{layer} {measure} F1") for layer, measure in columns), "seconds"]
    rows = [_row(each, columns) for each in reports]
    rows += [
        [markup(each.title), '<span class="failed">no scores</span>', *[""] * (len(columns) + 1)] for each in failed
    ]
    return marked_table(header, rows, 2) + (_differences(compared) if compared else "")


def _row(report: Report, columns: Sequence[tuple[str, str]]) -> list[str]:
    headline_rows = [headline_row(report, layer, measure) for layer, measure in columns]
    seconds = report.run.elapsed_s if report.run else None
    return [
        markup(report.title),
        _state(report),
        *("" if row is None else figure_cell(row, "f1") for row in headline_rows),
        "" if seconds is None else f"{seconds:.3g}",
    ]


def _state(report: Report) -> str:
    missed = sum(not verdict.passed for verdict in report.verdicts)
    if missed:
        return f'<span class="failed">{missed} of {len(report.verdicts)} failed</span>'
    return f'<span class="passed">{len(report.verdicts)} passed</span>' if report.verdicts else "none"


def _differences(compared: Sequence[Comparison]) -> str:
    header = ["left", "right", "figure", "left F1", "right F1", "delta", "interval", "p (Holm)"]
    rows = [
        [
            *(each.left, each.right, f"{each.layer} {each.measure}"),
            *map(figure, (each.left_value, each.right_value, each.delta)),
            *(ends(each), figure(each.p_holm)),
        ]
        for each in compared
    ]
    few = items(each.message for each in few_documents(compared[0].documents, "tests"))
    return f"<h3>Differences between extractors</h3>{plain_table([header, *rows], 3)}{few}"
