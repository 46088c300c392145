"""The report for a terminal: plain text in aligned columns, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.eval.reports.breakdown import Breakdown, breakdowns
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.report import Report, Table, figure, interval, notes, tables
from annotator.text.visible import visible


def render(report: Report) -> str:
    """The report as text, with a newline at the end."""
    parts = [_heading(report), "\n".join(visible(line) for line in report.lines())]
    parts += [_table(table) for table in tables(report)]
    parts += [_breakdown(each) for each in breakdowns(report)]
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


def _table(table: Table) -> str:
    with_intervals = any(row.ci for row in table.rows)
    lines = [[*table.header(), *(["f1 interval"] if with_intervals else [])]]
    for row in table.rows:
        figures = [figure(row.figures().get(name)) for name in table.figure_names()]
        ends = [interval(row, "f1")] if with_intervals else []
        lines.append([*map(visible, table.labels(row)), *table.counts(row), *figures, *ends])
    return aligned(lines, left=len(table.names))


def _breakdown(found: Breakdown) -> str:
    lines = [[visible(cell) for cell in line] for line in found.lines]
    return f"{found.title}:\n{aligned(lines, left=found.names)}"


def aligned(lines: Sequence[Sequence[str]], left: int) -> str:
    """Lines of cells as columns two blanks apart; the first `left` columns flush left, the others right."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
