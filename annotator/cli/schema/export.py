"""`annotator schema export`: a schema as another tool's configuration."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.project_option import ProjectFolder
from annotator.cli.schema.import_ import report_losses
from annotator.errors import ExitCode


def export(
    target: Path,
    schema: str | None = None,
    /,
    *,
    to: str = "brat",
    strict: bool = False,
    project: ProjectFolder = None,
) -> int:
    """Write a schema as another tool's configuration.

    Args:
        target: The folder to write into.
        schema: A schema file, or a version of the project's schema; by default the one that is labelled with.
        to: The tool.
        strict: Write nothing when something would be lost.
    """
    from annotator.formats.protocol import Report  # noqa: PLC0415 - loaded when called
    from annotator.formats.registry import schema_format_named  # noqa: PLC0415 - loaded when called
    from annotator.project.records.convert_records import write_files  # noqa: PLC0415 - as above
    from annotator.project.schemas.schema_files import schema_file  # noqa: PLC0415 - as above
    from annotator.schema.compiled import load_schema  # noqa: PLC0415 - as above

    report = Report()
    files = list(schema_format_named(to).write_schema(load_schema(schema_file(schema, project)), target, report))
    if report_losses(report.losses, strict):
        return int(ExitCode.FINDINGS)
    write_files(files)
    return int(ExitCode.OK)
