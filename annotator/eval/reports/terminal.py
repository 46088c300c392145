"""The report for a terminal: plain text in aligned columns, readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.eval.reports.breakdown import Breakdown, breakdowns
from annotator.eval.reports.report import Report, figure, interval, note_line, shown_figures
from annotator.eval.suites.gates import ScoreRow
from annotator.text.visible import visible


def render(report: Report) -> str:
    """The report as text, with a newline at the end."""
    parts = [
        _heading(report),
        "\n".join(visible(line) for line in report.told()),
        _rows(("layer", "measure", "average"), report.overall()),
    ]
    if types := report.per_type():
        parts.append(_rows(("layer", "measure", "type"), types))
    if documents := report.per_document():
        parts.append(_rows(("document", "layer", "measure", "type"), documents))
    parts += [_breakdown(each) for each in breakdowns(report.result)]
    parts += [_notes("warnings", report.result["warnings"]), _notes("left out", report.result["left_out"])]
    parts.append(
        "\n".join(f"{'passed' if each.passed else 'FAILED'}  {visible(each.message)}" for each in report.verdicts)
    )
    parts.append(visible(str(report.result["signature"])))
    return "\n\n".join(filter(None, parts)) + "\n"


def _heading(report: Report) -> str:
    documents = report.result["documents"]
    count = documents if isinstance(documents, int) else len(documents)
    return f"{visible(report.title)}: {count} document{'s' if count != 1 else ''}"


def _rows(keys: Sequence[str], rows: Iterable[ScoreRow]) -> str:
    rows = list(rows)
    names = shown_figures(rows)
    with_intervals = any(row.get("ci") for row in rows)
    header = [*keys, "tp", "fp", "fn", *names, *(["f1 interval"] if with_intervals else [])]
    lines = [header]
    for row in rows:
        counts = [f"{row[name]:g}" if row.get(name) is not None else "" for name in ("tp", "fp", "fn")]
        figures = [figure(row[name]) for name in names]
        ends = [interval(row, "f1")] if with_intervals else []
        lines.append([*(visible(str(row[key] or "all")) for key in keys), *counts, *figures, *ends])
    return aligned(lines, left=len(keys))


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


def _notes(title: str, notes: Sequence[ScoreRow]) -> str:
    lines = [f"  {visible(note_line(each))}" for each in notes]
    return "\n".join([f"{title}:", *lines]) if lines else ""
