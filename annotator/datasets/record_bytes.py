r"""The canonical bytes of a record: the same content always gives the same bytes.

Order and omission of keys are `annotator.model.plain`'s work; the text is orjson's: no blanks, only `"`, `\` and
U+0000-001F escaped, floats shortest. What JSON cannot say is refused before anything is written.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import orjson

from annotator.datasets.json_walk import path_of, walk
from annotator.errors import Finding, Place, RecordError
from annotator.model.document import Document
from annotator.model.faults import LARGEST_INTEGER
from annotator.model.plain import document_to_plain
from annotator.model.quoted import quoted

LINE = orjson.OPT_APPEND_NEWLINE
STRICT_LINE = LINE | orjson.OPT_STRICT_INTEGER


def record_bytes(document: Document) -> bytes:
    """The document's line in a gold file, LF included.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep; nothing was written.
    """
    return plain_bytes(document_to_plain(document))


def plain_bytes(record: dict[str, Any]) -> bytes:
    """The line of a record whose keys and lists are in canonical order already.

    Raises:
        RecordError: a value is NaN, infinite, beyond +-2**53, no text or nested too deep.
    """
    try:
        line = orjson.dumps(record, option=STRICT_LINE)
    except TypeError as error:
        return _closer(record, str(error))
    if b"null" in line:
        _refuse_unwritable(record)
    return line


def _closer(record: dict[str, Any], reason: str) -> bytes:
    """The line of a record that holds +-2**53 itself, which orjson takes for too large; anything else is refused."""
    _refuse_unwritable(record)
    try:
        return orjson.dumps(record, option=LINE)
    except TypeError:
        raise RecordError(_finding(record, "", f"cannot be written as JSON: {reason}")) from None


def _refuse_unwritable(record: dict[str, Any]) -> None:
    for steps, value in walk(record):
        if isinstance(value, float) and not isfinite(value):
            raise RecordError(_finding(record, path_of(steps), f"{value} is no JSON number; expected a finite one"))
        if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
            raise RecordError(_finding(record, path_of(steps), f"{value} is beyond +-2**53; give it as a string"))
        if isinstance(value, str) and not _is_text(value):
            message = f"{quoted(value)} holds half a character (a lone surrogate); expected text"
            raise RecordError(_finding(record, path_of(steps), message))


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _finding(record: dict[str, Any], path: str, message: str) -> Finding:
    return Finding(Place(f"document {quoted(str(record.get('id')))}"), path, message, "unwritable")
