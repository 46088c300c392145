"""The report of a suite: one report an extractor, in any of the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annotator.errors import ExitCode
from annotator.eval.reports import as_csv, as_json, flat_metrics, junit, markdown, terminal
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.html import report as html
from annotator.eval.reports.report import Report, form_of
from annotator.eval.statistics.comparison import Comparison
from annotator.text.visible import visible


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What came of a suite.

    `notes` are lines about the whole, `failed` the extractors without scores, `compared` the differences between the
    others in the main figure of each layer, where that was asked for.
    """

    title: str
    reports: tuple[Report, ...]
    notes: tuple[str, ...] = ()
    failed: tuple[Failed, ...] = ()
    compared: tuple[Comparison, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """The exit status that gates and failures amount to: the highest."""
        return max(
            [each.exit_code for each in self.reports] + [each.status for each in self.failed], default=ExitCode.OK
        )

    @property
    def passed(self) -> bool:
        """Whether every extractor ran and every gate passed."""
        return self.exit_code is ExitCode.OK

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        reports = [{"name": each.title, **as_json.to_object(each)} for each in self.reports]
        reports += [each.to_plain() for each in self.failed]
        return {"suite": self.title, "passed": self.passed, "notes": list(self.notes), "extractors": reports}


def as_suite(report: Report | SuiteReport) -> SuiteReport:
    """A report as a suite of one extractor; a suite's as it is."""
    return report if isinstance(report, SuiteReport) else SuiteReport(report.title, (report,))


def as_text(report: SuiteReport, width: int | None = None) -> str:
    """For a terminal."""
    notes = [f"note: {visible(note)}" for note in report.notes]
    scored = [terminal.render(each, width) for each in report.reports]
    failed = [terminal.failure(each) for each in report.failed]
    return "\n".join([visible(report.title), *notes, "", *scored, *failed])


def as_markdown(report: SuiteReport) -> str:
    """For a step summary or a pull request; who failed comes first, whatever is cut at the end."""
    notes = [f"- {markdown.escape(note)}" for note in report.notes]
    inner = ("\n".join(_deeper(line) for line in markdown.render(each).splitlines()) for each in report.reports)
    failed = (_deeper(line) for each in report.failed for line in markdown.failure(each).splitlines())
    return "\n".join([f"# {markdown.escape(report.title)}", "", *notes, *failed, *inner]) + "\n"


def _deeper(line: str) -> str:
    return f"#{line}" if line.startswith("#") else line


def as_html(report: SuiteReport) -> str:
    """One self-contained page."""
    return html.render_suite(report.title, report.reports, report.failed, report.notes, report.compared)


def as_junit(report: SuiteReport) -> str:
    """JUnit XML, a test suite an extractor."""
    scored = [junit.suite(each, number, report.title) for number, each in enumerate(report.reports)]
    failed = [junit.failed_suite(each, number, report.title) for number, each in enumerate(report.failed, len(scored))]
    return junit.document([*scored, *failed])


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
    return WRITERS[form_of(file, WRITERS)]
