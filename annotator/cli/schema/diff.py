"""`annotator schema diff`: every change between two versions."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.colour import screen_width
from annotator.cli.output import emit_json, say, talk
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

    comparison = compare_schemas(old, new, gold, project)
    parts = (comparison.old, comparison.new, comparison.changes)
    if format_ == "json":
        emit_json(rendering.as_object(*parts, comparison.impacts))
    elif format_ == "md":
        say(rendering.as_markdown(*parts, comparison.impacts).rstrip("\n"))
    else:
        if comparison.changes:
            say(rendering.as_text(comparison.changes, comparison.impacts, screen_width()))
        talk(rendering.summary(*parts))
    return int(ExitCode.OK)
