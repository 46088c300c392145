"""Writing gold files: documents by id, each in canonical bytes; the file is replaced whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from annotator.datasets.lines import written
from annotator.datasets.record_bytes import encoded
from annotator.disk.atomic_file import replace_file
from annotator.errors import Finding, Place, RecordError, StoreError
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.quoted import quoted
from annotator.model.record import Record

Target: TypeAlias = Path | str | BinaryIO
"""A file's path, `-` for standard output, or a binary stream."""


def write_records(documents: Iterable[Document], target: Target) -> int:
    """Write documents, sorted by id, and say how many.

    Nothing is written unless everything can be: a document that no reader would accept is refused first.

    Raises:
        RecordError: a document has structural errors, or two have one id.
        StoreError: the target cannot be written; a file is then as it was before.
    """
    records = sorted(map(record_of, documents), key=lambda each: each.id)
    for record in records:
        _refuse_faulty(record)
    for before, after in pairwise(records):
        if before.id == after.id:
            message = "two documents have this id; expected one line a document"
            raise RecordError(Finding(_place(after), "id", message, "duplicate-document"))
    write_objects(records, target)
    return len(records)


def write_objects(values: Iterable[Any], target: Target, encode: Callable[[Any], bytes] = encoded) -> None:
    """Write one object a line; nothing is written unless every one can be.

    Raises:
        RecordError: one of them cannot be written.
        StoreError: the target cannot be written; a file is then as it was before.
    """
    write_content(written(values, encode), target)


def write_content(content: bytes, target: Target) -> None:
    """Write the content of a file, to a file atomically.

    Raises:
        StoreError: the target cannot be written; a file is then as it was before.
    """
    if isinstance(target, Path | str) and str(target) != "-":
        replace_file(Path(target), [content])
        return
    stream = sys.stdout.buffer if isinstance(target, Path | str) else target
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"{getattr(stream, 'name', 'the output')}: cannot be written: {error.strerror}") from error


def _refuse_faulty(record: Record) -> None:
    """Refuse what no reader would accept."""
    faults = list(errors(record, loose=True))
    if faults:
        place = _place(record)
        raise RecordError(*(Finding(place, fault.path, fault.message, fault.code) for fault in faults))


def _place(record: Record) -> Place:
    return Place(f"document {quoted(record.id)}")
