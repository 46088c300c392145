"""Finding the schema that a record names: in a file somebody gave, or in the project around."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.project.config import CONFIG_NAME, find_project, read_config
from annotator.project.schemas.schema_beside import schema_file_of
from annotator.schema.ref import comparable_version

if TYPE_CHECKING:
    from annotator.schema.label_schema import LabelSchema


def find_schema(
    ref: str, *, file: Path | None = None, project: Path | None = None, records: Path | str | None = None
) -> LabelSchema | None:
    """The schema of this `name@X.Y.Z`: that of the file, else the project's around, under `schema/` or where it says.

    `records` is the file that names it: a conversion writes the schema beside, as RECORDS.schema.yaml.

    Versions that differ in PATCH alone say the same of a record; the very version is taken where it is there. None
    when no file is given and the project, or such a schema in it, is not there.

    Raises:
        InputError: the file's schema is another one.
        SchemaError: a schema file is wrong.
    """
    if file is not None:
        from annotator.schema.compiled import load_schema  # noqa: PLC0415 - where there is one to load

        return _fitting(load_schema(file), ref, file)
    return next((schema for _, schema in _found(ref, project, records)), None)


def find_schema_file(ref: str, *, project: Path | None = None, records: Path | str | None = None) -> Path | None:
    """The file that `find_schema` finds a schema in, where none is given; None where there is none.

    Raises:
        SchemaError: a schema file is wrong.
    """
    return next((path for path, _ in _found(ref, project, records)), None)


def _found(ref: str, project: Path | None, records: Path | str | None) -> Iterator[tuple[Path, LabelSchema]]:
    """The files with a version that says the same, and their schemas, the best first."""
    folder, beside = find_project(project), _beside(records)
    if folder is None and beside is None:
        return
    from annotator.schema.compiled import load_schema  # noqa: PLC0415 - where there is one to load

    if beside is not None and _fits(schema := load_schema(beside), ref):
        yield beside, schema
    for find in (_files, _own_file) if folder else ():
        for path in find(folder, ref) if folder else ():
            if _fits(schema := load_schema(path), ref):
                yield path, schema


def required_schema(
    ref: str, *, file: Path | None = None, project: Path | None = None, records: Path | str | None = None
) -> LabelSchema:
    """The same, where there must be one.

    Raises:
        InputError: it cannot be found.
    """
    schema = find_schema(ref, file=file, project=project, records=records)
    if schema is None:
        known = ", ".join(known_refs(find_project(project))) or "none"
        raise InputError(f"the schema {ref} cannot be found; known are {known}; expected --schema FILE or a project")
    return schema


def _beside(records: Path | str | None) -> Path | None:
    """The schema that lies beside a file of records; None where there is none."""
    path = Path(records) if records is not None and str(records) != "-" else None
    return beside if path is not None and (beside := schema_file_of(path)).is_file() else None


def known_refs(folder: Path | None) -> list[str]:
    """The schema versions of a project, by the names of their files: `schema/NAME/X.Y.Z.yaml`."""
    if folder is None:
        return []
    return sorted(f"{path.parent.name}@{path.stem}" for path in (folder / "schema").glob("*/[0-9]*.yaml"))


def _files(folder: Path, ref: str) -> list[Path]:
    """The files that may hold a version: the one of its name, others that name it, those of another PATCH."""
    from annotator.schema.diff.version import version_key  # noqa: PLC0415 - as above
    from annotator.schema.migration.chain import VERSION_FILE  # noqa: PLC0415 - as above

    name, _, version = ref.partition("@")
    usual = folder / "schema" / name / f"{version}.yaml"
    if usual.is_file():
        return [usual]
    files = (folder / "schema").glob(f"**/*{version}*.yaml")
    other = [path for path in usual.parent.glob("*.yaml") if VERSION_FILE.fullmatch(path.name)]
    patches = [path for path in other if comparable_version(f"{name}@{path.stem}") == comparable_version(ref)]
    newest_first = sorted(patches, key=lambda path: version_key(path.stem), reverse=True)
    return [*sorted(path for path in files if not path.name.startswith("migrate-")), *newest_first]


def _own_file(folder: Path, ref: str) -> list[Path]:
    """The file that the project labels with, wherever it is."""
    named = read_config(folder / CONFIG_NAME).schema
    return [folder / named] if named is not None and (folder / named).is_file() else []


def _fits(schema: LabelSchema, ref: str) -> bool:
    return comparable_version(schema.ref) == comparable_version(ref)


def _fitting(schema: LabelSchema, ref: str, file: Path) -> LabelSchema:
    if _fits(schema, ref):
        return schema
    hint = "; to bring records to another version: annotator schema migrate" if _same_name(schema, ref) else ""
    raise InputError(f"{file} is {schema.ref}, the records are {ref}; expected the same version{hint}")


def _same_name(schema: LabelSchema, ref: str) -> bool:
    return schema.name == ref.partition("@")[0]
