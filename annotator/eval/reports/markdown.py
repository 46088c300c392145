"""The Markdown report, for a pull request's comment or a CI system's step summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.eval.gates import ScoreRow
from annotator.eval.reports.report import Report, figure, interval, note_line
from annotator.text.visible import visible

FIGURES = ("precision", "recall", "f1")


def render(report: Report) -> str:
    """The report as Markdown; nothing in it that data wrote is markup."""
    parts = [f"# {escape(report.title)}", *(escape(line) for line in report.told()), *_gates(report)]
    parts += [_table(("layer", "measure", "average"), report.overall())]
    if types := report.per_type():
        parts += ["## By type", _table(("layer", "measure", "type"), types)]
    if documents := report.per_document():
        parts += ["## By document", _table(("document", "layer", "measure", "type"), documents)]
    parts += [*_notes("Warnings", report.result["warnings"]), *_notes("Left out", report.result["left_out"])]
    parts.append(f"`{escape(str(report.result['signature']))}`")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Text that Markdown and HTML leave alone."""
    shown = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    for character in "\\`*_[]|#":
        shown = shown.replace(character, f"&#{ord(character)};")
    return shown


def _gates(report: Report) -> Iterable[str]:
    if report.verdicts:
        lines = [f"- {'passed' if each.passed else '**failed**'}: {escape(each.message)}" for each in report.verdicts]
        yield "\n".join(lines)


def _table(keys: Sequence[str], rows: Iterable[ScoreRow]) -> str:
    header = [*keys, "tp", "fp", "fn", *FIGURES]
    lines = [header, ["---"] * len(keys) + ["---:"] * (len(header) - len(keys))]
    for row in rows:
        counts = [f"{row[name]:g}" if row.get(name) is not None else "" for name in ("tp", "fp", "fn")]
        figures = [f"{figure(row[name])} {interval(row, name)}".strip() for name in FIGURES]
        lines.append([*(escape(str(row[key] or "all")) for key in keys), *counts, *figures])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _notes(title: str, notes: Sequence[ScoreRow]) -> Iterable[str]:
    if notes:
        yield f"## {title}"
        yield "\n".join(f"- {escape(note_line(each))}" for each in notes)
