"""`annotator schema diff`: every change between two versions."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import emit_json, say, table, talk
from annotator.cli.project_option import ProjectFolder
from annotator.cli.schema.options import ReportFormat
from annotator.errors import ExitCode


def diff(
    old: str,
    new: str,
    /,
    *,
    gold: tuple[Path, ...] = (),
    format_: ReportFormat = "text",
    project: ProjectFolder = None,
) -> int:
    """List every change between two versions, its class, and what it touches.

    Args:
        old: The older version: a schema file, or a version of the project's schema.
        new: The newer one.
        gold: A file of records of the older version, whose annotations are counted; may be given again.
        format_: How to report.
    """
    from annotator.project.schemas.compare_schemas import compare_schemas  # noqa: PLC0415 - loaded when called
    from annotator.schema.diff import rendering  # noqa: PLC0415 - as above

    found = compare_schemas(old, new, gold, project)
    parts = (found.old, found.new, found.changes)
    if format_ == "json":
        emit_json(rendering.as_object(*parts, found.impacts))
    elif format_ == "md":
        say(rendering.as_markdown(*parts, found.impacts).rstrip("\n"))
    else:
        if found.changes:
            say(table(rendering.header(found.impacts), rendering.as_rows(found.changes, found.impacts), right=(5, 6)))
        talk(rendering.summary(*parts))
    return int(ExitCode.OK)
