"""A new project of somebody else's corpus: its schema, its articles and its labels, in one go.

The corpus is converted to records first, so that nothing is made of one that cannot be read; the schema is the one
given, the one that the records name, the corpus's own, or one made of its data.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.datasets.record import read_records
from annotator.disk.called import called
from annotator.disk.operations import disk
from annotator.errors import InputError, LossError
from annotator.formats.jsonl import Jsonl
from annotator.formats.protocol import Loss, Report
from annotator.project.create import ProjectSchema, schema_of_file
from annotator.project.project import Project
from annotator.project.records.convert_records import Converted, convert_files
from annotator.project.records.import_records import Imported, import_records
from annotator.project.schemas.find_schema import find_schema_file
from annotator.project.schemas.schema_beside import schema_file_of, unsealed
from annotator.project.schemas.schema_of_data import schema_from_data, schema_name_of
from annotator.schema.compiled import load_schema
from annotator.schema.write import schema_text


@dataclass(frozen=True, slots=True)
class Started:
    """A project that was made of a corpus, and what became of that."""

    project: Project
    imported: Imported
    losses: tuple[Loss, ...]
    notes: tuple[str, ...]


def start_from(
    folder: Path,
    source: Path,
    *,
    schema: Path | None = None,
    source_format: str | None = None,
    strict: bool = False,
) -> Started:
    """Make a project in a new or empty folder of a corpus: a file, a folder or an archive in any format.

    Raises:
        InputError: the corpus cannot be read, or its documents do not fit the schema; no project is made then.
        LossError: with `strict`, something of it has no place in a record.
        StoreError: the project cannot be written.
    """
    with TemporaryDirectory(prefix="annotator-") as scratch:
        records = Path(scratch) / f"{schema_name_of(source)}.jsonl"
        given = load_schema(schema) if schema else None
        converted = convert_files(source, records, source_format, "jsonl", schema=given, strict=strict)
        if not converted.written:
            losses = "; ".join(map(str, converted.losses))
            raise LossError(f"{source}: would lose {losses}; no project was made (--strict)")
        with called(str(records), str(source)):
            labels, made = _schema(records, source, schema, converted)
            return _started(folder, records, labels, converted, made)


def _started(folder: Path, records: Path, schema: ProjectSchema, converted: Converted, made: str) -> Started:
    is_new = not folder.exists()
    project = Project.create(folder, schema=schema)
    with ExitStack() as undone:
        if is_new:
            undone.callback(disk().remove_folder, folder)
        undone.callback(project.close)
        imported = import_records(project, records)
        undone.pop_all()
    notes = [each for each in converted.notes if str(records) not in each]
    return Started(project, imported, converted.losses, (*notes, made, *imported.notes))


def _beside(records: Path, converted: Converted) -> tuple[ProjectSchema, str]:
    """The schema that the conversion has written, and what it said of it."""
    file = schema_file_of(records)
    schema = load_schema(file)
    files = {f"{schema.name}/{schema.version}.yaml": unsealed(file.read_bytes())}
    said = next(each for each in converted.notes if str(file) in each).replace(f"{file} is", "the project labels with")
    return ProjectSchema(schema.name, schema.version, files), said


def _schema(records: Path, source: Path, given: Path | None, converted: Converted) -> tuple[ProjectSchema, str]:
    """The schema of the project, and how it came about."""
    if given is not None:
        return schema_of_file(given), f"the schema is that of {given}"
    if schema_file_of(records).is_file():
        return _beside(records, converted)
    refs = sorted({each.schema for each in read_records(records, loose=True) if each.schema})
    if not refs:
        raise InputError(f"{source}: has no document that a schema can be made of; expected --schema FILE")
    if len(refs) > 1:
        raise InputError(f"{source}: is labelled with {', '.join(refs)}; expected one schema: annotator schema migrate")
    found = find_schema_file(refs[0], project=None, records=source)
    if found is not None:
        return schema_of_file(found), f"the schema is that of {found}"
    name, _, version = refs[0].partition("@")
    made = schema_from_data(Jsonl(), records, name, f"Made of the data of {source.name}.", Report(), version=version)
    content = schema_text(made).encode("utf-8")
    files = {f"{name}/{version}.yaml": content}
    return ProjectSchema(name, version, files), f"{refs[0]} was not found; the schema is made of the data: look it over"
