"""What GitHub Actions reads: annotations on stdout, the step summary and outputs in the files it names.

Nothing that data wrote can become a workflow command: the characters that end or start one are escaped as the runner
unescapes them.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.eval.reports.report import Report
from annotator.text.visible import visible


def workflow_commands(report: Report) -> Iterable[str]:
    """An error line for every missed gate, a warning line for every warning."""
    for verdict in report.verdicts:
        if not verdict.passed:
            yield f"::error title={in_property('gate missed')}::{in_message(verdict.message)}"
    for warning in report.result.warnings:
        yield f"::warning::{in_message(str(warning))}"


def in_message(text: str) -> str:
    """Text as a workflow command's message."""
    return visible(text).replace("%", "%25").replace("::", "%3A%3A")


def in_property(text: str) -> str:
    """Text as a workflow command's property."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")
