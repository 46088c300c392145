"""Everything that is wrong with schemas: `annotator schema check`.

A file alone is read. Beside its other versions it is held against the one before it: its version must be at least the
least legal one, what was released must be as it was, a major step needs its migration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import Finding, InputError, Place, SchemaError
from annotator.project.config import find_project
from annotator.project.schemas.schema_files import version_files
from annotator.schema.diff.comparison import differences, least_bump, least_version
from annotator.schema.diff.version import Bump, version_key
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.schema.migration.chain import MIGRATION_FILE, VERSION_FILE, SchemaFolder
from annotator.schema.migration.descent import lineage_of
from annotator.schema.migration.reading import read_migration
from annotator.schema.released import file_hash, release_faults


@dataclass(frozen=True, slots=True)
class SchemaReport:
    """What was looked at, and what is wrong with it."""

    files: int
    findings: tuple[Finding, ...]


def check_schemas(paths: Sequence[Path], project: Path | None = None) -> SchemaReport:
    """Check schema files, or folders of versions; without any, all of the project around.

    Raises:
        InputError: there is nothing to check.
    """
    if not paths:
        folder = find_project(project)
        if folder is None:
            raise InputError("no schema to check: there is no project around; expected schema files or folders")
        paths = sorted({path.parent for path in version_files(folder)})
    files: list[Path] = []
    findings: list[Finding] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if _is_schema_file(each))
            files += inside
            findings += [finding for each in inside for finding in _file_faults(each)]
            findings += release_faults_of(path)
        else:
            files.append(path)
            findings += _file_faults(path)
            findings += [each for each in release_faults_of(path.parent) if each.place.file == str(path)]
    if not files:
        raise InputError("no schema to check; expected X.Y.Z.yaml files")
    return SchemaReport(len(files), tuple(findings))


def release_faults_of(folder: Path) -> list[Finding]:
    """Released files of a folder that are not what was released."""
    try:
        return list(release_faults(folder))
    except SchemaError as error:
        return list(error.findings)


def _is_schema_file(path: Path) -> bool:
    return bool(VERSION_FILE.fullmatch(path.name) or MIGRATION_FILE.fullmatch(path.name))


def _file_faults(path: Path) -> Iterator[Finding]:
    try:
        if match := MIGRATION_FILE.fullmatch(path.name):
            SchemaFolder(path.parent).hops(match[1], match[2])
            return
        yield from _version_faults(path, read_schema(path))
    except SchemaError as error:
        yield from error.findings


def _version_faults(path: Path, schema: LabelSchema) -> Iterator[Finding]:
    match = VERSION_FILE.fullmatch(path.name)
    if match and match[1] != schema.version:
        yield _finding(path, "version", f"says {schema.version}, its name {match[1]}; expected the same")
    if schema.guidelines:
        yield from _guideline_faults(path, schema)
    if match:
        yield from _step_faults(path, schema)


def _guideline_faults(path: Path, schema: LabelSchema) -> Iterator[Finding]:
    assert schema.guidelines is not None
    file = path.parent / schema.guidelines.file
    if not file.is_file():
        yield _finding(path, "guidelines.file", f"{schema.guidelines.file} is not there; expected it beside this file")
    elif (actual := file_hash(file)) != schema.guidelines.sha256:
        message = f"{schema.guidelines.file} has {actual[:12]}..., this file says {schema.guidelines.sha256[:12]}..."
        yield _finding(path, "guidelines.sha256", message)


def _step_faults(path: Path, schema: LabelSchema) -> Iterator[Finding]:
    """Whether the version is high enough over the one before it, and the step has its migration."""
    folder = SchemaFolder(path.parent)
    earlier = [each for each in folder.versions() if version_key(each) < version_key(schema.version)]
    if not earlier:
        return
    try:
        before = folder.schema(earlier[-1])
    except SchemaError:
        return  # It is reported where that file is checked.
    if before.name != schema.name:
        return
    migration = folder.migrations().get((before.version, schema.version))
    lineage = lineage_of(read_migration(migration), before) if migration else None
    changes = differences(before, schema, lineage)
    least = least_version(before, changes)
    if version_key(schema.version) < version_key(least):
        gravest = changes[0]
        message = (
            f"{schema.version} is too low after {before.version}: {gravest.subject}: {gravest.message} is "
            f"{gravest.bump.name}; expected at least {least}"
        )
        yield _finding(path, "version", message)
    if least_bump(changes) is Bump.MAJOR and migration is None:
        message = f"no migration from {before.version}; expected migrate-{before.version}-to-{schema.version}.yaml"
        yield _finding(path, "version", message)


def _finding(path: Path, where: str, message: str) -> Finding:
    return Finding(Place(str(path)), where, message, "schema")
