"""The Markdown report, for a pull request's comment or a CI system's step summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotator.eval.reports.breakdown import Breakdown, breakdowns
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.report import Report, Table, figure, interval, notes, tables
from annotator.text.visible import visible

MARKUP = {ord(character): f"&#{ord(character)};" for character in "&<\\`*_[]|#"}
BREAK = "&#8203;"
"""A zero-width space, with which a word is no longer what makes a link of it; it is not seen."""
_LINKING = re.compile(r"@|&#35;|(?<=:)(?=//)|\bwww(?=\.)|\bGH-(?=\d)", re.IGNORECASE)
"""What tells people, or links: a mention, an issue's number, a bare address."""


def render(report: Report) -> str:
    """The report as Markdown; nothing in it that data wrote is markup."""
    parts = [f"# {escape(report.title)}", *(escape(line) for line in report.lines()), *_gates(report)]
    parts += [part for table in tables(report) for part in _table(table)]
    parts += [part for each in breakdowns(report) for part in _breakdown(each)]
    parts += [part for title, lines in notes(report) for part in _notes(title, lines)]
    parts.append(f"<code>{escape(report.result.signature)}</code>")
    return "\n\n".join(parts) + "\n"


def failure(failed: Failed) -> str:
    """An extractor without scores: why, and the end of its log."""
    log = "<br>".join(f"<code>{escape(line)}</code>" for line in failed.log)
    return (
        "\n\n".join(filter(None, [f"# {escape(failed.title)}", f"- **failed**: {escape(failed.message)}", log])) + "\n"
    )


def escape(text: str) -> str:
    """Text that Markdown and HTML leave alone, in which nobody is mentioned and nothing is linked."""
    return _LINKING.sub(lambda sign: f"{sign[0]}{BREAK}", visible(text).translate(MARKUP))


def _gates(report: Report) -> Iterable[str]:
    if report.verdicts:
        lines = [f"- {'passed' if each.passed else '**failed**'}: {escape(each.message)}" for each in report.verdicts]
        yield "\n".join(lines)


def _table(table: Table) -> Iterable[str]:
    if table.title:
        yield f"## {table.title}"
    lines = [table.header()]
    for row in table.rows:
        figures = [f"{figure(row.figures().get(name))} {interval(row, name)}".strip() for name in table.figure_names()]
        lines.append([*map(escape, table.labels(row)), *table.counts(row), *figures])
    yield piped(lines, len(table.names))


def _breakdown(breakdown: Breakdown) -> Iterable[str]:
    yield f"## {escape(breakdown.title.capitalize())}"
    yield piped([[escape(cell) for cell in line] for line in breakdown.lines], breakdown.names)


def piped(lines: Sequence[Sequence[str]], names: int) -> str:
    """Lines of finished cells as a table; the columns after `names` end flush."""
    rule = ["---"] * names + ["---:"] * (len(lines[0]) - names)
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))


def _notes(title: str, lines: Iterable[str]) -> Iterable[str]:
    yield f"## {title}"
    yield "\n".join(f"- {escape(line)}" for line in lines)
