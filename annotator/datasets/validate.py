"""What is wrong with one line or one parsed record: the record, and every finding about it."""

from __future__ import annotations

import msgspec

from annotator.datasets.json_faults import contested
from annotator.datasets.lines import Line
from annotator.datasets.shape import shaped
from annotator.errors import Finding, Place
from annotator.model.fault import Fault
from annotator.model.faults import errors
from annotator.model.record import Record


def validated_line(name: str, line: Line, *, loose: bool) -> tuple[Record | None, tuple[Finding, ...]]:
    """A line's record, None where it has none, and what is wrong with it; `name` is that of the file."""
    if isinstance(line.value, Record):
        record, faults = line.value, list(errors(line.value, loose=loose, decoded=True))
        return record, tuple(finding_of(Place(name, line.number), fault) for fault in faults)
    return _looked_into(name, line, loose=loose)


def _looked_into(name: str, line: Line, *, loose: bool) -> tuple[Record | None, tuple[Finding, ...]]:
    in_line = [line.fault] if line.fault else list(contested(line.content))
    if in_line:
        places = ((Place(name, line.number, each.column), each.fault) for each in in_line)
        return None, tuple(finding_of(place, fault) for place, fault in places)
    record, faults = validated_object(line.value, loose=loose)
    return record, tuple(finding_of(Place(name, line.number), fault) for fault in faults)


def validated_object(value: object, *, loose: bool) -> tuple[Record | None, list[Fault]]:
    """The record that a parsed object is, None where it has not the shape of one, and its faults."""
    try:
        record = msgspec.convert(value, Record)
    except msgspec.ValidationError:
        taken, faults = shaped(value, Record)
        if faults:
            return None, faults
        record = msgspec.convert(taken, Record)
    return record, list(errors(record, loose=loose))


def finding_of(place: Place, fault: Fault) -> Finding:
    """A fault, with its place."""
    return Finding(place, fault.path, fault.message, fault.code, fault.level)
