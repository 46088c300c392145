"""`annotator schema json-schema`: the JSON Schemas that editors check by."""

from __future__ import annotations

from typing import Literal

from annotator.cli.output import emit_json
from annotator.errors import ExitCode


def json_schema(what: Literal["language", "migration", "project", "suite", "data-set", "record"], /) -> int:
    """Print a JSON Schema for editors: of the files that people write, or of gold records.

    Args:
        what: language (schema files), migration, project (annotator.toml), suite, data-set or record.
    """
    from annotator.project.schemas.editor_schemas import editor_schema  # noqa: PLC0415 - imports pydantic

    emit_json(editor_schema(what))
    return int(ExitCode.OK)
