"""Writing gold files: documents by id, each in canonical bytes; the file is replaced whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeAlias

from annotator.datasets.atomic_file import replace_file
from annotator.datasets.record_bytes import record_bytes
from annotator.errors import Finding, Place, RecordError, StoreError
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.quoted import quoted

Target: TypeAlias = Path | str | BinaryIO
"""A file's path, `-` for standard output, or a binary stream."""


def write_records(documents: Iterable[Document], target: Target) -> int:
    """Write documents, sorted by id, and say how many.

    Nothing is written unless everything can be: a document that no reader would accept is refused first.

    Raises:
        RecordError: a document has structural errors, or two have one id.
        StoreError: the target cannot be written; a file is then as it was before.
    """
    lines = sorted((document.id, _line(document)) for document in documents)
    for (before, _), (after, _) in pairwise(lines):
        if before == after:
            message = "two documents have this id; expected one line a document"
            raise RecordError(Finding(_place(after), "id", message, "duplicate-document"))
    write_lines((line for _, line in lines), target)
    return len(lines)


def write_lines(lines: Iterable[bytes], target: Target) -> None:
    """Write lines that are ready, to a file atomically, to a stream as they come.

    Raises:
        StoreError: the target cannot be written; a file is then as it was before.
    """
    if isinstance(target, Path | str) and str(target) != "-":
        replace_file(Path(target), lines)
        return
    stream = sys.stdout.buffer if isinstance(target, Path | str) else target
    try:
        stream.writelines(lines)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"{getattr(stream, 'name', 'the output')}: cannot be written: {error.strerror}") from error


def _line(document: Document) -> bytes:
    """A document's line, once it is sure that it can be read again."""
    record = record_of(document)
    line = record_bytes(record)
    findings = [
        Finding(_place(document.id), fault.path, fault.message, fault.code) for fault in errors(record, loose=True)
    ]
    if findings:
        raise RecordError(*findings)
    return line


def _place(document_id: str) -> Place:
    return Place(f"document {quoted(document_id)}")
