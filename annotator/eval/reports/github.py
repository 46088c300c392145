"""What GitHub Actions reads: annotations, which are lines of the log, and the step summary, a Markdown file.

GitHub shows ten annotations of a kind and drops the rest in silence, and throws a summary above 1 MiB away whole; both
are kept within that, and say what they leave out. Nothing that data wrote can become a workflow command: the characters
that end or start one are escaped as the runner unescapes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.errors import Finding
from annotator.eval.reports.notes import grouped
from annotator.eval.reports.report import Report
from annotator.eval.reports.suite_report import SuiteReport, as_markdown
from annotator.eval.suites.gates import Verdict
from annotator.text.visible import visible

MOST_ANNOTATIONS = 10
SUMMARY_BYTES = 1024 * 1024
CUT = "\n\nThe rest does not fit into a step summary; write a report: --output report.html\n"


def workflow_commands(report: SuiteReport) -> list[str]:
    """An error line for each missed gate, then a warning line for each kind of warning; ten at most."""
    lines = [*_errors(report), *_warnings(report)]
    if len(lines) <= MOST_ANNOTATIONS:
        return lines
    more = len(lines) - MOST_ANNOTATIONS + 1
    return [
        *lines[: MOST_ANNOTATIONS - 1],
        f"::notice title={in_property(report.title)}::and {more} more in the report",
    ]


def _errors(report: SuiteReport) -> Iterator[str]:
    for failed in report.failed:
        yield f"::error title={in_property(f'{report.title} / {failed.title}')}::{in_message(failed.message)}"
    for each in report.reports:
        yield from missed(_where(report, each), each.verdicts)


def missed(title: str, verdicts: Iterable[Verdict]) -> Iterator[str]:
    """An error line for each gate that was missed."""
    for verdict in verdicts:
        if not verdict.passed:
            yield f"::error title={in_property(title)}::{in_message(verdict.message)}"


def _warnings(report: SuiteReport) -> Iterator[str]:
    for each in report.reports:
        for line in grouped(each.result.warnings):
            yield f"::warning title={in_property(_where(report, each))}::{in_message(line)}"


def _where(report: SuiteReport, each: Report) -> str:
    """Suite and extractor, of which one is enough where they are called the same."""
    return each.title if each.title == report.title else f"{report.title} / {each.title}"


def finding_annotation(finding: Finding) -> str:
    """A finding as an error, or a warning, at its place in the file."""
    level = "warning" if finding.level == "warning" else "error"
    place = finding.place
    at = [("file", place.file), ("line", place.line), ("col", place.column), ("title", finding.code)]
    properties = ",".join(f"{name}={in_property(str(value))}" for name, value in at if value)
    path = f"{finding.path}: " if finding.path else ""
    return f"::{level} {properties}::{in_message(path + finding.message)}"


def summary(report: SuiteReport, room_bytes: int = SUMMARY_BYTES) -> str:
    """The report as Markdown that fits into so many bytes: first without single documents, then types, then cut."""
    text = ""
    for rows in ("all", "types", "overall"):
        text = as_markdown(_only(report, rows))
        if len(text.encode()) <= room_bytes:
            return text
    kept = text.encode()[: max(0, room_bytes - len(CUT))].rpartition(b"\n")[0]
    return kept.decode(errors="ignore") + CUT if room_bytes > len(CUT) else ""


def _only(report: SuiteReport, rows: str) -> SuiteReport:
    kept = {
        "all": lambda each: True,
        "types": lambda each: each.document is None,
        "overall": lambda each: each.is_overall,
    }[rows]
    reports = (
        replace(each, result=replace(each.result, scores=tuple(filter(kept, each.result.scores))))
        for each in report.reports
    )
    return replace(report, reports=tuple(reports))


def in_message(text: str) -> str:
    """Text as a workflow command's message."""
    return visible(text).replace("%", "%25").replace("::", "%3A%3A")


def in_property(text: str) -> str:
    """Text as a workflow command's property."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")
