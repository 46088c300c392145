"""Comparing two versions of a schema: `annotator schema diff`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.datasets.record import read_documents
from annotator.errors import InputError
from annotator.project.schemas.schema_files import schema_file
from annotator.schema.diff.change import SchemaChange
from annotator.schema.diff.comparison import differences
from annotator.schema.diff.impact import Impact, impacts
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.descent import lineage_of
from annotator.schema.migration.reading import read_migration


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, the changes between them, and what they touch in the gold that was given, if any."""

    old: LabelSchema
    new: LabelSchema
    changes: tuple[SchemaChange, ...]
    impacts: Mapping[SchemaChange, Impact] | None


def compare_schemas(old: str, new: str, gold: Sequence[Path] = (), project: Path | None = None) -> Comparison:
    """Compare two versions; a migration beside them says what became of what.

    Args:
        old: a schema file, or a version of the project's schema.
        new: likewise.
        gold: files of records of the old version.
        project: the project's folder; by default the one around the current folder.

    Raises:
        InputError: a schema or the gold cannot be found, or the gold is of another version.
        SchemaError: a schema file is wrong.
    """
    paths = schema_file(old, project), schema_file(new, project)
    before, after = (read_schema(path) for path in paths)
    migration = SchemaFolder(paths[1].parent).migrations().get((before.version, after.version))
    lineage = lineage_of(read_migration(migration), before) if migration and before.name == after.name else None
    changes = differences(before, after, lineage)
    if not gold:
        return Comparison(before, after, changes, None)
    documents = [document for path in gold for document in read_documents(path)]
    for document in documents:
        if document.schema_ref != before.ref:
            raise InputError(f"document {document.id!r} is labelled with {document.schema_ref}, expected {before.ref}")
    return Comparison(before, after, changes, impacts(changes, documents, before))
