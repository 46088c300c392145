"""The report of a suite: one report an extractor, in any of the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from annotator.errors import UsageError
from annotator.eval.reports import as_json, html, junit, markdown, terminal
from annotator.eval.reports.report import FORMS, Report
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
    return junit.document([junit.suite(each) for each in report.reports])


def as_json_text(report: SuiteReport) -> str:
    """JSON, indented."""
    return as_json.dumps(report.to_plain())


WRITERS: dict[str, Callable[[SuiteReport], str]] = {
    ".json": as_json_text,
    ".md": as_markdown,
    ".html": as_html,
    ".xml": as_junit,
}


def suite_renderer(file: str) -> Callable[[SuiteReport], str]:
    """The form for a file, by its suffix.

    Raises:
        UsageError: no form has this suffix.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix not in WRITERS:
        raise UsageError(f"{file}: no report has the suffix {suffix!r}; expected one of {', '.join(FORMS)}")
    return WRITERS[suffix]
