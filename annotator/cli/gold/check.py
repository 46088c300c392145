"""`annotator check`: everything that is wrong with records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.gold.findings import report_findings
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.errors import UsageError


def check(
    *files: Path,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json", "github", "sarif"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Report every violation with file:line and path; exit status 1 when there is one; a warning is only shown.

    Args:
        files: Files of JSON Lines; `-` for standard input.
        schema: The schema file, where there is no project around.
        format_: How to report; github: annotations of a workflow's run; sarif: for code scanning.
    """
    from annotator.project.records.check_records import check_files  # noqa: PLC0415 - loaded when called, as every command

    if not files:
        raise UsageError("nothing to check; expected files: annotator check FILES...")
    with Watched(files):
        report = check_files(files, schema=schema, project=project)
    return report_findings(report.findings, format_, {"documents": report.documents})
