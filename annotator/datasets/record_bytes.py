r"""The canonical bytes of a record's line: the same content always gives the same bytes.

What JSON cannot say is refused before anything is written.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import msgspec

from annotator.datasets.decoding import refuse_too_deep
from annotator.datasets.json_walk import path_of, walk
from annotator.errors import Finding, Place, RecordError
from annotator.model.canonical import numbers, record_of, to_bytes
from annotator.model.document import Document
from annotator.model.faults import LARGEST_INTEGER
from annotator.model.quoted import quoted
from annotator.model.record import Record

DIGITS = bytes(ord("0") if chr(byte).isdigit() else ord(" ") for byte in range(256))
LONG = b"0" * 16
"""An integer beyond +-2**53 has at least as many digits."""


def document_bytes(document: Document) -> bytes:
    """The document's line in a gold file, LF included.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep; nothing was written.
    """
    return record_bytes(record_of(document))


def record_bytes(record: Record) -> bytes:
    """The line of a record whose lists are in canonical order already.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep.
    """
    return line_bytes(record, record.id)


def line_bytes(value: Any, owner: str) -> bytes:
    """The line of a record or of anything else that is written; `owner` says in messages whose it is.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep.
    """
    try:
        line = to_bytes(value)
        unusual = line
        if isinstance(value, Record):
            refuse_too_deep(value)
            unusual = to_bytes(numbers(value))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        _refuse_unwritable(value, owner)
        raise RecordError(_finding(owner, "", f"cannot be written as JSON: {error}")) from None
    if b"null" in unusual or LONG in unusual.translate(DIGITS):
        _refuse_unwritable(value, owner)
    return line + b"\n"


def _refuse_unwritable(value: Any, owner: str) -> None:
    for steps, found in walk(_plain(value)):
        if isinstance(found, float) and not isfinite(found):
            raise RecordError(_finding(owner, path_of(steps), f"{found} is no JSON number; expected a finite one"))
        if isinstance(found, int) and abs(found) > LARGEST_INTEGER:
            raise RecordError(_finding(owner, path_of(steps), f"{found} is beyond +-2**53; give it as a string"))
        if isinstance(found, str) and not _is_text(found):
            message = f"{quoted(found)} holds half a character (a lone surrogate); expected text"
            raise RecordError(_finding(owner, path_of(steps), message))


def _plain(value: Any) -> Any:
    try:
        return msgspec.to_builtins(value)
    except (TypeError, ValueError, RecursionError):
        return {}


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _finding(owner: str, path: str, message: str) -> Finding:
    return Finding(Place(f"document {quoted(owner)}"), path, message, "unwritable")
