"""Finding the guideline document of a schema: beside the file it was read from."""

from __future__ import annotations

from pathlib import Path

from annotator.project.schemas.find_schema import find_schema_file
from annotator.schema.guidelines import guideline_text
from annotator.schema.label_schema import LabelSchema


def find_guidelines(schema: LabelSchema, *, file: Path | None = None, project: Path | None = None) -> str:
    """The guideline document of a schema of this file, or of the project around; "" where there is none."""
    found = file or find_schema_file(schema.ref, project=project)
    return guideline_text(schema, found) if found else ""
