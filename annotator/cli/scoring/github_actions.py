"""What a scoring command tells GitHub Actions when it runs there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.output import command

if TYPE_CHECKING:
    from annotator.eval.reports.report import Report
    from annotator.eval.reports.suite_report import SuiteReport
    from annotator.eval.suites.gates import Verdict


def tell_github(report: Report | SuiteReport) -> None:
    """Annotations on stderr, the report into the step summary, the verdict into the step's outputs."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    from annotator.eval.reports.github import SUMMARY_BYTES, summary, workflow_commands  # noqa: PLC0415 - only there
    from annotator.eval.reports.suite_report import as_suite  # noqa: PLC0415 - as above

    whole = as_suite(report)
    for line in workflow_commands(whole):
        command(line)
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        path = Path(file)
        _append(path, summary(whole, SUMMARY_BYTES - (path.stat().st_size if path.exists() else 0)))
    if file := os.environ.get("GITHUB_OUTPUT"):
        _append(Path(file), f"passed={str(report.passed).lower()}\n")


def tell_missed(title: str, verdicts: Iterable[Verdict]) -> None:
    """An annotation for each gate that was missed, of something that has no report."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    from annotator.eval.reports.github import MOST_ANNOTATIONS, missed  # noqa: PLC0415 - only there

    for line in islice(missed(title, verdicts), MOST_ANNOTATIONS):
        command(line)


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)
