r"""The canonical bytes of a record's line: the same content always gives the same bytes.

What JSON cannot say is refused before anything is written.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import msgspec
import orjson

from annotator.datasets.json_walk import path_of, walk
from annotator.errors import Finding, Place, RecordError
from annotator.model.canonical import numbers, record_of, to_bytes
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.record import Record
from annotator.model.spans import LARGEST_INTEGER

ENCODE = msgspec.json.Encoder(order="deterministic").encode


def document_bytes(document: Document) -> bytes:
    """The document's line in a gold file, LF included.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep; nothing was written.
    """
    return encoded(record_of(document)) + b"\n"


def encoded(value: Any) -> bytes:
    """The canonical bytes of a record whose lists are in order already, or of anything else that is written.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep.
    """
    try:
        # Looked at after it was written, while it is in the processor's cache.
        content = ENCODE(value)
        plain = numbers(value) if isinstance(value, Record) else value
        if not plain:
            return content
        as_orjson = orjson.dumps(plain, option=orjson.OPT_STRICT_INTEGER, default=msgspec.to_builtins)
        if b"null" in as_orjson:
            _refuse_unwritable(value)
        return to_bytes(value) if b"e+" in as_orjson else content
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        return _encoded_after_all(value, str(error))


def _encoded_after_all(value: Any, reason: str) -> bytes:
    """The bytes of what holds +-2**53 itself, which orjson takes for too large; anything else is refused."""
    _refuse_unwritable(value)
    try:
        orjson.dumps(msgspec.to_builtins(value))
        return to_bytes(value)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise RecordError(_finding(value, "", f"cannot be written as JSON: {reason}")) from None


def _refuse_unwritable(value: Any) -> None:
    for steps, part in walk(_plain(value)):
        if isinstance(part, float) and not isfinite(part):
            raise RecordError(_finding(value, path_of(steps), f"{part} is no JSON number; expected a finite one"))
        if isinstance(part, int) and abs(part) > LARGEST_INTEGER:
            raise RecordError(_finding(value, path_of(steps), f"{part} is beyond +-2**53; give it as a string"))
        if isinstance(part, str) and not _is_text(part):
            message = f"{quoted(part)} holds half a character (a lone surrogate); expected text"
            raise RecordError(_finding(value, path_of(steps), message))


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


def _finding(value: Any, path: str, message: str) -> Finding:
    return Finding(Place(f"document {quoted(str(getattr(value, 'id', '')))}"), path, message, "unwritable")
