"""What is wrong with one line or one parsed record: the record, and every finding about it."""

from __future__ import annotations

import msgspec

from annotator.datasets.json_faults import contested
from annotator.datasets.lines import Line
from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.shape import shaped
from annotator.datasets.unplaced import without_misplaced
from annotator.errors import Finding, Place
from annotator.model.fault import Fault
from annotator.model.faults import errors
from annotator.model.record import Record


def validated_line(
    name: str, line: Line, *, loose: bool, reader: PredictionReader | None = None
) -> tuple[Record | None, tuple[Finding, ...]]:
    """A line's record, None where it has none, and what is wrong with it; `name` is that of the file.

    With a `reader` it is a prediction: what of it has no place in its text is no fault.
    """
    if isinstance(line.value, Record):
        record, faults = _judged(line.value, loose=loose, decoded=True, reader=reader)
        return record, tuple(finding_of(Place(name, line.number), fault) for fault in faults)
    return _looked_into(name, line, loose=loose, reader=reader)


def _judged(
    record: Record, *, loose: bool, decoded: bool = False, reader: PredictionReader | None = None
) -> tuple[Record, list[Fault]]:
    if reader is None:
        return record, list(errors(record, loose=loose, decoded=decoded))
    record = reader.converted(record)
    faults = list(errors(record, loose=loose, decoded=decoded))
    unverified = reader.unverified(record) if faults else None
    return (record, faults) if unverified is None else (unverified, [])


def _looked_into(
    name: str, line: Line, *, loose: bool, reader: PredictionReader | None
) -> tuple[Record | None, tuple[Finding, ...]]:
    in_line = [line.fault] if line.fault else list(contested(line.content))
    if in_line:
        places = ((Place(name, line.number, each.column), each.fault) for each in in_line)
        return None, tuple(finding_of(place, fault) for place, fault in places)
    record, faults = validated_object(line.value, loose=loose, reader=reader)
    return record, tuple(finding_of(Place(name, line.number), fault) for fault in faults)


def validated_object(
    value: object, *, loose: bool, reader: PredictionReader | None = None
) -> tuple[Record | None, list[Fault]]:
    """The record that a parsed object is, None where it has not the shape of one, and its faults."""
    value, gone = reader.placed(value) if reader else (value, {})
    try:
        record = msgspec.convert(value, Record)
    except msgspec.ValidationError:
        taken, faults = shaped(value, Record)
        if faults:
            return None, faults
        record = msgspec.convert(taken, Record)
    record = without_misplaced(record, None, known=gone)
    return _judged(record, loose=loose, reader=reader)


def finding_of(place: Place, fault: Fault) -> Finding:
    """A fault, with its place."""
    return Finding(place, fault.path, fault.message, fault.code, fault.level)
