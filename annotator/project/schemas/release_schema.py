"""Releasing a schema version: its files' hashes are written down, and from then on they never change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from annotator.disk.atomic_file import replace_file
from annotator.errors import SchemaError
from annotator.project.schemas.check_schemas import check_schemas
from annotator.schema.language import read_schema
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.released import FILE, HEADER, Release, file_hash, read_releases, release_entry
from annotator.text.utf8 import read_utf8


def release_schema(path: Path, date: str | None = None) -> Release:
    """Write a version into `released.toml`: the file, its guidelines and the migrations that lead to it.

    One that is released already comes back as it is.

    Args:
        path: the version's file.
        date: the day of the release, ISO 8601; today by default.

    Raises:
        SchemaError: something is wrong with the version; it is not released.
    """
    report = check_schemas([path])
    if report.findings:
        raise SchemaError(*report.findings)
    schema = read_schema(path)
    known = read_releases(path.parent)
    if schema.version in known:
        return known[schema.version]
    names = [path.name, *([schema.guidelines.file] if schema.guidelines else [])]
    names += [each.name for (_, new), each in SchemaFolder(path.parent).migrations().items() if new == schema.version]
    day = date or datetime.now(tz=UTC).date().isoformat()
    release = Release(schema.version, day, {name: file_hash(path.parent / name) for name in names})
    file = path.parent / FILE
    before = read_utf8(file, SchemaError) if file.is_file() else HEADER
    replace_file(file, [(before + release_entry(release)).encode("utf-8")])
    return release
