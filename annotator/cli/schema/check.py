"""`annotator schema check`: everything that is wrong with schema files."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.findings import report_findings
from annotator.cli.project_option import ProjectFolder
from annotator.cli.schema.options import FindingFormat


def check(*schemas: Path, format_: FindingFormat = "text", project: ProjectFolder = None) -> int:
    """Report everything that is wrong with schema files; exit status 1 when there is something.

    Args:
        schemas: Schema files, migration files, or folders of versions; by default all of the project around.
        format_: How to report; github: annotations of a workflow's run; sarif: for code scanning.
    """
    from annotator.project.schemas.check_schemas import check_schemas  # noqa: PLC0415 - loaded when called

    report = check_schemas(schemas, project)
    return report_findings(report.findings, format_, {"files": report.files})
