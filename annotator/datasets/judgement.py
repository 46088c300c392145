"""What is wrong with one line or one parsed record, thoroughly: the record, and every finding about it."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from annotator.datasets.json_faults import contested
from annotator.datasets.lines import Line
from annotator.errors import Finding, Place
from annotator.model.fault import Fault
from annotator.model.faults import errors
from annotator.model.record import Record

Plain: TypeAlias = dict[str, Any]


def judged(name: str, line: Line, *, loose: bool) -> tuple[Record | None, tuple[Finding, ...]]:
    """A line's record, None where it has none, and what is wrong with it."""
    if isinstance(line.value, Record):
        record, wrong = line.value, list(errors(line.value, loose=loose))
    else:
        faults = [line.fault] if line.fault else list(contested(line.content))
        if faults:
            places = ((Place(name, line.number, each.column), each.fault) for each in faults)
            return None, tuple(finding_of(place, fault) for place, fault in places)
        found, wrong = validated_faults(line.value, loose=loose)
        if found is None:
            return None, tuple(finding_of(Place(name, line.number), fault) for fault in wrong)
        record = found
    return record, tuple(finding_of(Place(name, line.number), fault) for fault in wrong)


def validated_faults(value: object, *, loose: bool) -> tuple[Record | None, list[Fault]]:
    """The record that a parsed object is, None where it is none, and its faults."""
    from pydantic import ValidationError  # noqa: PLC0415 - only a record that is in doubt needs it

    from annotator.datasets.blanks import without_blanks  # noqa: PLC0415 - as above
    from annotator.datasets.shape import record_adapter  # noqa: PLC0415 - as above
    from annotator.datasets.shape_errors import shape_faults  # noqa: PLC0415 - as above

    try:
        plain = record_adapter().validator.validate_python(without_blanks(value))
    except ValidationError as error:
        return None, shape_faults(error)
    record = msgspec.convert(plain, Record)
    return record, list(errors(record, loose=loose))


def finding_of(place: Place, fault: Fault) -> Finding:
    """A fault, with its place."""
    return Finding(place, fault.path, fault.message, fault.code)
