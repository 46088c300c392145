"""Gold to another version of its schema: a file of records, or the project's working state as one undoable step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_objects, write_records
from annotator.errors import Finding, InputError, SchemaError
from annotator.model.document import Document
from annotator.project.schemas.schema_files import schema_folder
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.answers import Answer
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.engine import Migrated, migrate


@dataclass(frozen=True, slots=True)
class Migration:
    """A migrated file: what came out, from which versions, to which schema."""

    result: Migrated
    versions: tuple[str, ...]
    schema: LabelSchema


def migrate_file(
    gold: Path | str,
    version: str,
    answers: Sequence[Answer] = (),
    *,
    schemas: Path | None = None,
    project: Path | None = None,
) -> Migration:
    """The records of a file at a version of their schema; nothing is written.

    Args:
        gold: the records; `-` is standard input.
        version: where to go, `X.Y.Z` or `name@X.Y.Z`.
        answers: decisions for the questions that a migration asks.
        schemas: the folder of the schema's versions; by default that of the project around, else the bundled one.
        project: the project's folder; by default the one around the current folder.

    Raises:
        RecordError: a record is wrong.
        SchemaError: there is no way to the version, a decision is not legal, or an answer is of no use.
        InputError: the records name no schema or several, or it cannot be found.
    """
    documents = tuple(read_documents(gold))
    name, folder = _folder(documents, version, schemas, project)
    target = version.rpartition("@")[2]
    if version.rpartition("@")[0] not in ("", name):
        raise InputError(f"the records are labelled with {name}, not {version.rpartition('@')[0]}")
    result = migrate(documents, folder, target, answers)
    refuse_unused(result)
    versions = tuple(sorted({str(each.schema_ref) for each in documents}))
    return Migration(result, versions, folder.schema(target))


def _folder(
    documents: Sequence[Document], version: str, schemas: Path | None, project: Path | None
) -> tuple[str, SchemaFolder]:
    names = {(each.schema_ref or "").partition("@")[0] for each in documents} or {version.rpartition("@")[0]}
    if len(names) != 1 or "" in names:
        names_found = ", ".join(sorted(filter(None, names))) or "none"
        raise InputError(f"the records name these schemas: {names_found}; expected one and the same in all of them")
    name = names.pop()
    return name, schema_folder(name, schemas, project)


def refuse_unused(result: Migrated) -> None:
    """Refuse answers that nothing asked for: a slip in an id would else be a decision silently not taken.

    Raises:
        SchemaError: there are such answers.
    """
    if not result.unused:
        return
    raise SchemaError(
        *(
            Finding(
                each.place,
                "id",
                f"nothing asks {each.question!r} about {each.id!r} in document {each.document!r}; "
                "expected an answer to a question of this migration",
                "unused-answer",
            )
            for each in result.unused
        )
    )


def write_migration(migration: Migration, output: str | None, questions: Path | None, lost: Path | None) -> None:
    """Write the migrated records, what is left to decide, and what has no place any more.

    Args:
        migration: the migration.
        output: the file of records, `-` for standard output; None where they are in a store.
        questions: the file for the questions; none by default.
        lost: the file for the losses; beside the output by default, where that is a file and there are losses.

    Raises:
        StoreError: a file cannot be written.
    """
    if lost is None and output not in (None, "-") and migration.result.losses:
        lost = Path(f"{output}.lost.jsonl")
    if lost is not None:
        write_objects((each.as_object() for each in migration.result.losses), lost, orjson.dumps)
    if questions is not None:
        write_objects((each.as_object() for each in migration.result.questions), questions, orjson.dumps)
    if output is not None:
        write_records(migration.result.documents, output)
