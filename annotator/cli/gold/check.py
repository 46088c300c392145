"""`annotator check`: everything that is wrong with records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, talk
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, Finding, UsageError


def check(
    *files: Path,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Report every violation with file:line and path; exit status 1 when there is one.

    Args:
        files: Files of JSON Lines; `-` for standard input.
        schema: The schema file, where there is no project around.
        format_: How to report.
    """
    from annotator.project.records.check_records import check_files  # noqa: PLC0415 - loaded when called, as every command

    if not files:
        raise UsageError("nothing to check; expected files: annotator check FILES...")
    with Watched(files):
        report = check_files(files, schema=schema, project=project)
    if format_ == "json":
        emit_json({"documents": report.documents, "findings": [finding_object(each) for each in report.findings]})
    else:
        for finding in report.findings:
            say(str(finding))
    count = len(report.findings)
    talk(f"{counted(report.documents, 'document')}, {counted(count, 'finding') if count else 'no findings'}")
    return int(ExitCode.FINDINGS if count else ExitCode.OK)


def finding_object(finding: Finding) -> dict[str, object]:
    """A finding as JSON."""
    place = finding.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": finding.path,
        "code": finding.code,
        "message": finding.message,
    }
