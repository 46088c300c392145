"""The report of a suite: one report an extractor, in any of the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annotator.eval.reports import as_csv, as_json, flat_metrics, html, junit, markdown, terminal
from annotator.eval.reports.report import Report, form_of
from annotator.text.visible import visible


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What came of a suite; `notes` are lines about the whole."""

    title: str
    reports: tuple[Report, ...]
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every gate of every extractor passed."""
        return all(report.passed for report in self.reports)

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        reports = [{"name": each.title, **as_json.to_object(each)} for each in self.reports]
        return {"suite": self.title, "passed": self.passed, "notes": list(self.notes), "extractors": reports}


def as_suite(report: Report | SuiteReport) -> SuiteReport:
    """A report as a suite of one extractor; a suite's as it is."""
    return report if isinstance(report, SuiteReport) else SuiteReport(report.title, (report,))


def as_text(report: SuiteReport) -> str:
    """For a terminal."""
    notes = [f"note: {visible(note)}" for note in report.notes]
    return "\n".join([visible(report.title), *notes, "", *(terminal.render(each) for each in report.reports)])


def as_markdown(report: SuiteReport) -> str:
    """For a step summary or a pull request."""
    notes = [f"- {markdown.escape(note)}" for note in report.notes]
    inner = ("\n".join(_deeper(line) for line in markdown.render(each).splitlines()) for each in report.reports)
    return "\n".join([f"# {markdown.escape(report.title)}", "", *notes, *inner]) + "\n"


def _deeper(line: str) -> str:
    return f"#{line}" if line.startswith("#") else line


def as_html(report: SuiteReport) -> str:
    """One self-contained page."""
    notes = "".join(f"<p>{html.markup(note)}</p>" for note in report.notes)
    return html.page(report.title, notes + "\n".join(html.section(each) for each in report.reports))


def as_junit(report: SuiteReport) -> str:
    """JUnit XML, a test suite an extractor."""
    return junit.document(junit.suite(each, number, report.title) for number, each in enumerate(report.reports))


def as_json_text(report: SuiteReport) -> str:
    """JSON, indented."""
    return as_json.dumps(report.to_plain())


def as_csv_text(report: SuiteReport) -> str:
    """A row a score, the extractor in the first column."""
    return as_csv.table((each.title, each) for each in report.reports)


def as_metrics(report: SuiteReport) -> str:
    """One flat JSON object, the extractor's name before each figure's."""
    return flat_metrics.dumps((f"{each.title}.", each) for each in report.reports)


WRITERS: dict[str, Callable[[SuiteReport], str]] = {
    ".metrics.json": as_metrics,
    ".json": as_json_text,
    ".csv": as_csv_text,
    ".md": as_markdown,
    ".html": as_html,
    ".xml": as_junit,
}


def suite_renderer(file: str) -> Callable[[SuiteReport], str]:
    """The form for a file, by its suffix.

    Raises:
        UsageError: no form has this suffix.
    """
    return WRITERS[form_of(file)]
