"""The Markdown report, for a pull request's comment or a CI system's step summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.eval.reports.breakdown import Breakdown, breakdowns
from annotator.eval.reports.report import Report, figure, interval, note_line, shown_figures
from annotator.eval.suites.gates import ScoreRow
from annotator.text.visible import visible

MARKUP = {ord(character): f"&#{ord(character)};" for character in "&<\\`*_[]|#"}


def render(report: Report) -> str:
    """The report as Markdown; nothing in it that data wrote is markup."""
    parts = [f"# {escape(report.title)}", *(escape(line) for line in report.told()), *_gates(report)]
    parts += [_table(("layer", "measure", "average"), report.overall())]
    if types := report.per_type():
        parts += ["## By type", _table(("layer", "measure", "type"), types)]
    if documents := report.per_document():
        parts += ["## By document", _table(("document", "layer", "measure", "type"), documents)]
    parts += [part for each in breakdowns(report.result) for part in _breakdown(each)]
    parts += [*_notes("Warnings", report.result["warnings"]), *_notes("Left out", report.result["left_out"])]
    parts.append(f"<code>{escape(str(report.result['signature']))}</code>")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Text that Markdown and HTML leave alone."""
    return visible(text).translate(MARKUP)


def _gates(report: Report) -> Iterable[str]:
    if report.verdicts:
        lines = [f"- {'passed' if each.passed else '**failed**'}: {escape(each.message)}" for each in report.verdicts]
        yield "\n".join(lines)


def _table(keys: Sequence[str], rows: Iterable[ScoreRow]) -> str:
    rows = list(rows)
    names = shown_figures(rows)
    lines = [[*keys, "tp", "fp", "fn", *names]]
    for row in rows:
        counts = [f"{row[name]:g}" if row.get(name) is not None else "" for name in ("tp", "fp", "fn")]
        figures = [f"{figure(row[name])} {interval(row, name)}".strip() for name in names]
        lines.append([*(escape(str(row[key] or "all")) for key in keys), *counts, *figures])
    return _piped(lines, len(keys))


def _breakdown(found: Breakdown) -> Iterable[str]:
    yield f"## {escape(found.title.capitalize())}"
    yield _piped([[escape(cell) for cell in line] for line in found.lines], found.names)


def _piped(lines: Sequence[Sequence[str]], names: int) -> str:
    """Lines of finished cells as a table; the columns after `names` end flush."""
    rule = ["---"] * names + ["---:"] * (len(lines[0]) - names)
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))


def _notes(title: str, notes: Sequence[ScoreRow]) -> Iterable[str]:
    if notes:
        yield f"## {title}"
        yield "\n".join(f"- {escape(note_line(each))}" for each in notes)
