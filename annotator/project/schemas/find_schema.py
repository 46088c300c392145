"""Finding the schema that a record names: in a file somebody gave, or in the project around."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import InputError
from annotator.project.config import find_project
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema


def find_schema(ref: str, *, file: Path | None = None, project: Path | None = None) -> LabelSchema | None:
    """The schema of this `name@X.Y.Z`: that of the file, else the one under `schema/` of the project around.

    None when no file is given and the project, or the schema in it, is not there.

    Raises:
        InputError: the file's schema is another one.
        SchemaError: a schema file is wrong.
    """
    if file is not None:
        return _fitting(read_schema(file), ref, file)
    folder = find_project(project)
    if folder is None:
        return None
    return next((found for path in _files(folder, ref) if (found := read_schema(path)).ref == ref), None)


def required_schema(ref: str, *, file: Path | None = None, project: Path | None = None) -> LabelSchema:
    """The same, where there must be one.

    Raises:
        InputError: it cannot be found.
    """
    found = find_schema(ref, file=file, project=project)
    if found is None:
        known = ", ".join(known_refs(find_project(project))) or "none"
        raise InputError(f"the schema {ref} cannot be found; known are {known}; expected --schema FILE or a project")
    return found


def known_refs(folder: Path | None) -> list[str]:
    """The schema versions of a project, by the names of their files: `schema/NAME/X.Y.Z.yaml`."""
    if folder is None:
        return []
    return sorted(f"{path.parent.name}@{path.stem}" for path in (folder / "schema").glob("*/[0-9]*.yaml"))


def _files(folder: Path, ref: str) -> list[Path]:
    name, _, version = ref.partition("@")
    usual = folder / "schema" / name / f"{version}.yaml"
    if usual.is_file():
        return [usual]
    found = (folder / "schema").glob(f"**/*{version}*.yaml")
    return sorted(path for path in found if not path.name.startswith("migrate-"))


def _fitting(schema: LabelSchema, ref: str, file: Path) -> LabelSchema:
    if schema.ref == ref:
        return schema
    hint = "; to bring records to another version: annotator schema migrate" if _same_name(schema, ref) else ""
    raise InputError(f"{file} is {schema.ref}, the records are {ref}; expected the same version{hint}")


def _same_name(schema: LabelSchema, ref: str) -> bool:
    return schema.name == ref.partition("@")[0]
