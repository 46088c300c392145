"""`annotator.check`: everything that is wrong with records, from Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.errors import Finding
from annotator.python.given import Given, as_files


def check(records: Given, schema: str | Path | None = None, *, project: str | Path | None = None) -> list[Finding]:
    """Everything that is wrong with records and with what they say by their schema, as `annotator check` reports it.

    Args:
        records: a path, records, dicts of the record's shape, or spaCy `Doc`s.
        schema: the schema file, where there is no project around.
        project: the project's folder; by default the one around the current folder.

    Raises:
        InputError: the records cannot be read at all, or their schema is not known.
        SchemaError: the schema file is wrong.
    """
    from annotator.project.records.check_records import check_files  # noqa: PLC0415 - loaded when called

    where = [None if each is None else Path(each) for each in (schema, project)]
    with as_files(("records", records)) as files:
        findings = check_files(files, schema=where[0], project=where[1]).findings
    name = str(records) if isinstance(records, str | Path) else "records"
    return [replace(each, place=replace(each.place, file=name)) for each in findings]
