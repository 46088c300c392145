"""The record of a document in canonical order, the document of a record, and the canonical bytes of any of them.

The bytes are those that `msgspec` writes, with one difference: a float's positive exponent has a plus (`1e+16`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec.structs import astuple, replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, by_id
from annotator.model.order import (
    mention_keys,
    ordered_arguments,
    ordered_entities,
    ordered_events,
    ordered_relations,
    with_ordered_arguments,
)
from annotator.model.record import Record
from annotator.model.spans import surface

_ENCODE = msgspec.json.Encoder(order="deterministic").encode
_KIND = bytes(
    ord("0") if chr(byte).isdigit() else ord("e") if byte == ord("e") else ord("," if chr(byte) in ",]}" else " ")
    for byte in range(256)
)
"""Translates JSON into kinds of bytes: any digit is 0, whatever may follow a number a comma."""
_PLUSLESS = tuple(b"0e" + b"0" * digits + b"," for digits in (1, 2, 3))
_FLOAT = re.compile(rb'("(?:[^"\\]|\\.)*")|([0-9]e)(?=[0-9])')


def to_bytes(value: Any) -> bytes:
    """A record, an annotation or a JSON value in canonical bytes: objects that are nobody's fields have sorted keys.

    Raises:
        TypeError, ValueError, OverflowError, RecursionError: something in it cannot be said in JSON.
    """
    line = _ENCODE(value)
    kinds = (_ENCODE(numbers(value)) if isinstance(value, Record) else line).translate(_KIND)
    if any(mark in kinds for mark in _PLUSLESS):
        return _FLOAT.sub(lambda match: match[1] or match[2] + b"+", line)
    return line


def numbers(record: Record) -> list[Any]:
    """All of a record that may hold a number, but for offsets; what is unusual in JSON can only be there."""
    # Mostly there is none, and every record that is written is asked: plain loops, one for each class, are the fastest.
    numbers_found: list[Any] = [record.meta, record.labels] if record.meta or record.labels else []
    for each in record.entities:
        if each.attributes:
            for value in each.attributes.values():
                if type(value) is not str:
                    numbers_found.append(value)
        if each.score is not None or each.was is not None:
            numbers_found += [each.score or 0, each.was or 0]
    if record.relations:
        numbers_found += _numbers_of_relations(record.relations)
    if record.events:
        numbers_found += _numbers_of_events(record.events)
    if record.extractor:
        numbers_found += [each for each in astuple(record.extractor) if isinstance(each, int | float)]
    return numbers_found


def _numbers_of_relations(relations: Iterable[Relation]) -> list[Any]:
    numbers: list[Any] = []
    for each in relations:
        if each.attributes:
            numbers.append(each.attributes)
        if each.score is not None or each.was is not None:
            numbers += [each.score or 0, each.was or 0]
    return numbers


def _numbers_of_events(events: Iterable[Event]) -> list[Any]:
    numbers: list[Any] = []
    for each in events:
        if each.attributes:
            numbers.append(each.attributes)
        for argument in each.arguments:
            if argument.attributes:
                numbers.append(argument.attributes)
        if each.score is not None or each.was is not None:
            numbers += [each.score or 0, each.was or 0]
    return numbers


def to_plain(value: Any) -> Any:
    """A record or an annotation as a JSON object, keys in the order in which they are written."""
    return msgspec.json.decode(to_bytes(value))


def record_of(document: Document) -> Record:
    """The gold record of a document, lists in canonical order."""
    keys = mention_keys(document)
    return Record(
        id=document.id,
        text=document.text or None,
        text_sha256=document.text_sha256,
        schema=document.schema_ref,
        annotator=document.annotator or None,
        incomplete_for=tuple(sorted(set(document.incomplete_for))),
        meta=document.meta,
        labels=document.labels,
        entities=tuple(ordered_entities(document, keys)),
        relations=tuple(ordered_relations(document, keys)),
        events=tuple(
            with_arguments(each, ordered_arguments(document, each, keys)) for each in ordered_events(document, keys)
        ),
        extractor=document.extractor,
    )


def document_of(record: Record) -> Document:
    """The document of a valid record, arguments in canonical order, surfaces that the record leaves out put in."""
    text = record.known_text
    document = Document(
        id=record.id,
        text=text,
        text_sha256=record.text_sha256,
        schema_ref=record.schema,
        annotator=record.annotator,
        incomplete_for=tuple(sorted(set(record.incomplete_for))),
        meta=record.meta,
        labels=record.labels,
        entities=by_id(_with_surfaces(record.entities, text)),
        relations=by_id(record.relations),
        events=by_id(_with_trigger_surfaces(record.events, text)),
        extractor=record.extractor,
    )
    return with_ordered_arguments(document)


def with_arguments(event: Event, arguments: Sequence[Any]) -> Event:
    """The event with its arguments in this order, the same one where they are."""
    return event if arguments is event.arguments else replace(event, arguments=tuple(arguments))


def _with_surfaces(entities: Sequence[Entity], text: str | None) -> Sequence[Entity]:
    if not text or all([each.text for each in entities]):  # noqa: C419 - faster
        return entities
    return [each if each.text else replace(each, text=surface(text, each.spans)) for each in entities]


def _with_trigger_surfaces(events: Sequence[Event], text: str | None) -> Sequence[Event]:
    if not text:
        return events
    return [_with_trigger_surface(each, text) for each in events]


def _with_trigger_surface(event: Event, text: str) -> Event:
    trigger = event.trigger
    if trigger is None or trigger.text:
        return event
    return replace(event, trigger=replace(trigger, text=surface(text, trigger.spans)))
