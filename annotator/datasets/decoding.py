"""The fast way of reading: the record of a line that is beyond doubt, or None where it takes a closer look.

A line is beyond doubt if the typed decoder takes it and it says nothing that other readers would read otherwise: no
key twice in one object, no integer that readers round, no nesting too deep to be written again. Mostly it is
canonical: written again it is the same bytes.
"""

from __future__ import annotations

import msgspec
import orjson

from annotator.datasets.json_faults import says_the_same
from annotator.model.record import Record

DECODE = msgspec.json.Decoder(Record).decode
ENCODE = msgspec.json.Encoder().encode
COMPACT = msgspec.json.format
MEMORY = b'"was"'
"""Stands, written canonically, in every record with an annotation that says what it was."""


def decoded(line: bytes) -> Record | None:
    """The record of a line that is beyond doubt; what it says is not judged yet."""
    try:
        record = DECODE(line)
        written = ENCODE(record)
        if not (_is_canonical(line, written) or _says_the_same(line, written)):
            return None
        if record.meta or MEMORY in written:
            refuse_too_deep(record, orjson.OPT_STRICT_INTEGER)
    except (msgspec.MsgspecError, orjson.JSONDecodeError, UnicodeError, RecursionError, TypeError):
        return None
    return record


def _is_canonical(line: bytes, written: bytes) -> bool:
    return line.startswith(written) and not line[len(written) :].strip()


def _says_the_same(line: bytes, written: bytes) -> bool:
    """Whether only blanks differ, or another parser finds no key twice and no number that readers round."""
    return COMPACT(line, indent=-1) == written or says_the_same(line, orjson.dumps(orjson.loads(line)))


def refuse_too_deep(record: Record, option: int = 0) -> None:
    """Raise TypeError where somebody else's JSON, in `meta` or `was`, is nested deeper than readers go."""
    if record.meta:
        orjson.dumps(record.meta, option=option)
    for layer in (record.entities, record.relations, record.events):
        memories = [each.was for each in layer if each.was is not None]
        if memories:
            orjson.dumps(memories, option=option)
