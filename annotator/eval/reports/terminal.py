"""The report for a terminal: plain text in aligned columns, readable without colour."""

from __future__ import annotations

from annotator.eval.reports.breakdown import Breakdown, breakdowns
from annotator.eval.reports.columns import fitted
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.report import Report, Table, figure, interval, notes, tables
from annotator.text.visible import visible


def render(report: Report, width: int | None = None) -> str:
    """The report as text, with a newline at the end; its tables take at most so many cells of a terminal."""
    parts = [_heading(report), "\n".join(visible(line) for line in report.lines())]
    parts += [_table(table, width) for table in tables(report)]
    parts += [_breakdown(each, width) for each in breakdowns(report)]
    parts += [
        "\n".join([f"{title.lower()}:", *(f"  {visible(line)}" for line in lines)]) for title, lines in notes(report)
    ]
    parts.append(
        "\n".join(f"{'passed' if each.passed else 'FAILED'}  {visible(each.message)}" for each in report.verdicts)
    )
    parts.append(visible(report.result.signature))
    return "\n\n".join(filter(None, parts)) + "\n"


def failure(failed: Failed) -> str:
    """An extractor without scores: why, and the end of its log."""
    log = [f"  | {visible(line)}" for line in failed.log]
    return "\n".join([f"{visible(failed.title)}: no scores", f"FAILED  {visible(failed.message)}", *log]) + "\n"


def _heading(report: Report) -> str:
    count = report.result.documents
    return f"{visible(report.title)}: {count} document{'s' if count != 1 else ''}"


def _table(table: Table, width: int | None) -> str:
    with_intervals = any(row.ci for row in table.rows)
    lines = [[*table.header(), *(["f1 interval"] if with_intervals else [])]]
    for row in table.rows:
        figures = [figure(row.figures().get(name)) for name in table.figure_names()]
        ends = [interval(row, "f1")] if with_intervals else []
        lines.append([*map(visible, table.labels(row)), *table.counts(row), *figures, *ends])
    return fitted(lines, len(table.names), width)


def _breakdown(breakdown: Breakdown, width: int | None) -> str:
    lines = [[visible(cell) for cell in line] for line in breakdown.lines]
    return f"{breakdown.title}:\n{fitted(lines, breakdown.names, width)}"
