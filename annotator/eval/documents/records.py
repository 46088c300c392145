"""Records as they come to be scored: read from files, or plain objects of the record's shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import msgspec

from annotator.errors import Place
from annotator.model.record import Record

AnyRecord: TypeAlias = Record | Mapping[str, Any]
"""A record, or the plain object of one."""


def as_record(given: AnyRecord) -> Record:
    """The record that is given; a plain object may lack what only gold must have.

    Raises:
        RecordError: a plain object has not the record's shape.
    """
    if isinstance(given, Record):
        return given
    try:
        return msgspec.convert(given, Record)
    except msgspec.ValidationError:
        from annotator.datasets.record import validated  # noqa: PLC0415 - knows what is wrong, which is rare

        return validated(given, Place(f"document {given.get('id')!r}"), loose=True)


def no_record(document: str) -> Record:
    """What a side says of a document that it does not have."""
    return Record(document)
