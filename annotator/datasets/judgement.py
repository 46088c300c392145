"""What is wrong with one line or one parsed record, thoroughly: the record, and every finding about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import orjson
from pydantic import ValidationError

from annotator.datasets.blanks import without_blanks
from annotator.datasets.json_faults import contested, says_the_same
from annotator.datasets.lines import Line
from annotator.datasets.shape import record_adapter
from annotator.datasets.shape_errors import shape_faults
from annotator.datasets.soundness import is_sound
from annotator.errors import Finding, Place
from annotator.model.fault import Fault, Listing
from annotator.model.faults import errors
from annotator.model.plain import document_from_plain, entity_from_plain, event_from_plain, relation_from_plain

Plain: TypeAlias = dict[str, Any]

VALIDATE = record_adapter().validator.validate_python

TOLERATED_IN_LOOSE = frozenset({"missing-hash", "missing-surface", "missing-schema"})
"""What other tools' records may lack."""


def judged(name: str, line: Line, *, loose: bool) -> tuple[Plain, tuple[Finding, ...]]:
    """A line's record, and what is wrong with it."""
    if line.fault is None:
        record = _plainly_valid(line)
        if record is not None and is_sound(record, loose=loose) and (loose or "schema" in record):
            return record, ()
    faults = [line.fault] if line.fault else list(contested(line.content))
    if faults:
        places = ((Place(name, line.number, each.column), each.fault) for each in faults)
        return {}, tuple(finding_of(place, fault) for place, fault in places)
    record, wrong = validated_faults(line.value, loose=loose)
    return record, tuple(finding_of(Place(name, line.number), fault) for fault in wrong)


def _plainly_valid(line: Line) -> Plain | None:
    """The record of a line that says just what validation, dropping unknown keys, makes of it; None for any other.

    Most lines are canonical: written again they are the same bytes. Others say the same in another spelling.
    """
    try:
        record: Plain = VALIDATE(line.value, extra="ignore")
        written = orjson.dumps(record, option=orjson.OPT_STRICT_INTEGER)
    except (ValidationError, TypeError):
        return None
    return record if written == line.content.rstrip() or says_the_same(line.content, written) else None


def validated_faults(value: object, *, loose: bool) -> tuple[Plain, list[Fault]]:
    """The record that a parsed object is, and its faults."""
    try:
        record: Plain = VALIDATE(value)
    except ValidationError:
        try:
            record = VALIDATE(without_blanks(value))
        except ValidationError as error:
            return {}, shape_faults(error)
    if is_sound(record, loose=loose) and (loose or "schema" in record):
        return record, []
    tolerated = TOLERATED_IN_LOOSE if loose else frozenset()
    if "text" not in record:
        # Left out of a text-free record, or empty: the two look the same, and neither needs surfaces.
        tolerated |= {"missing-surface"}
    return record, [fault for fault in _errors(record) if fault.code not in tolerated]


def _errors(record: Plain) -> Iterator[Fault]:
    if "schema" not in record:
        message = 'missing; gold names its schema: "name@X.Y.Z"'
        yield Fault("schema", message, "missing-schema")
    if "text" in record and "text_sha256" not in record:
        yield Fault("text_sha256", "missing; expected the SHA-256 of the text", "missing-hash")
    yield from errors(document_from_plain(record), listing_of(record))


def listing_of(record: Plain) -> Listing:
    """The record's annotations in the file's order."""
    return Listing(
        [entity_from_plain(each) for each in record["entities"]],
        [relation_from_plain(each) for each in record["relations"]],
        [event_from_plain(each) for each in record["events"]],
    )


def finding_of(place: Place, fault: Fault) -> Finding:
    """A fault, with its place."""
    return Finding(place, fault.path, fault.message, fault.code)
