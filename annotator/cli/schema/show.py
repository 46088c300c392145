"""`annotator schema show`: what may be labelled."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import emit, emit_json, say
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode


def show(
    schema: str | None = None,
    /,
    *,
    format_: Annotated[Literal["text", "json", "md", "yaml"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Show what may be labelled.

    Args:
        schema: A schema file, or a version of the project's schema; by default the one that is labelled with.
        format_: text, json, md, or yaml in the writer's form.
    """
    from annotator.project.schemas.schema_files import schema_file  # noqa: PLC0415 - loaded when called
    from annotator.schema.compiled import load_schema  # noqa: PLC0415 - as above
    from annotator.schema.description import as_markdown, as_text  # noqa: PLC0415 - as above

    shown = load_schema(schema_file(schema, project))
    if format_ == "json":
        emit_json(asdict(shown))
    elif format_ == "yaml":
        from annotator.schema.write import schema_text  # noqa: PLC0415 - as above

        emit(schema_text(shown).encode("utf-8"))
    else:
        say((as_markdown if format_ == "md" else as_text)(shown).rstrip("\n"))
    return int(ExitCode.OK)
