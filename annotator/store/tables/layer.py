"""What the store knows of a layer, and a row of annotations as the store keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
import orjson
from immutables import Map
from msgspec.structs import replace

from annotator.model.annotation import Annotation, Event, Relation
from annotator.model.canonical import document_of, record_of, to_bytes, to_plain
from annotator.model.difference import REJECTED
from annotator.model.document import Document
from annotator.model.edit_bytes import annotation_from_bytes
from annotator.model.record import LAYERS, Record

ENTITIES, RELATIONS, EVENTS = "entities", "relations", "events"
KINDS = LAYERS
_NUMBERED = re.compile(r"[A-Za-z]{1,3}(\d{1,9})", re.ASCII)


class LayerKey(NamedTuple):
    """A layer's name in the project: the document's id and who labels."""

    document_id: str
    name: str


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer's row.

    `number` and `document_number` are the database's own keys; 0 while the layer is not stored yet. `head` is the
    document without text and annotations. `revision` counts the writes, `last_seq` is the newest operation of the log
    and `position` the newest one that is applied, 0 without one. `counts` are those of KINDS, `last_number` the highest
    number that an id of this layer ever had, `total` the state sum.
    """

    key: LayerKey
    head: Document
    text_sha256: str
    number: int = 0
    document_number: int = 0
    revision: int = 0
    last_seq: int = 0
    position: int = 0
    last_number: int = 0
    total: int = 0
    counts: tuple[int, int, int] = (0, 0, 0)


class AnnotationRow(NamedTuple):
    """An annotation as the store keeps it; a relation has no place, nor has an event without a trigger."""

    slot: str
    id: str
    start_char: int | None
    end_char: int | None
    payload: bytes
    targets: frozenset[str]


def named(key: LayerKey) -> str:
    """How messages name a layer."""
    return f"document {key.document_id!r}, layer {key.name!r}"


def annotation_row(slot: str, annotation: Annotation) -> AnnotationRow:
    """The row of an annotation."""
    payload = to_bytes(annotation)
    if isinstance(annotation, Relation):
        return AnnotationRow(slot, annotation.id, None, None, payload, frozenset((annotation.head, annotation.tail)))
    spans = annotation.spans
    start, end = (spans[0][0], spans[-1][1]) if spans else (None, None)
    targets = frozenset(each.target for each in annotation.arguments) if isinstance(annotation, Event) else frozenset()
    return AnnotationRow(slot, annotation.id, start, end, payload, targets)


def annotation_of(slot: str, payload: bytes) -> Annotation:
    """The annotation of a row's payload."""
    return annotation_from_bytes(slot, payload)


def head_of(document: Document) -> Document:
    """The document without its text and annotations."""
    return replace(document, text=None, text_sha256=None, entities=Map(), relations=Map(), events=Map())


def head_to_bytes(head: Document) -> bytes:
    """A head as the store keeps it: the gold record's keys, without id, text and lists, and what no record has."""
    plain = to_plain(record_of(head))
    kept = {key: value for key, value in plain.items() if key != "id" and key not in KINDS}
    return orjson.dumps(kept | ({REJECTED: head.rejected} if head.rejected else {}))


def head_from_bytes(document_id: str, payload: bytes) -> Document:
    """The head that was stored."""
    plain = orjson.loads(payload)
    rejected = tuple(plain.pop(REJECTED, ()))
    return replace(document_of(msgspec.convert({"id": document_id} | plain, Record)), rejected=rejected)


def coverage_of(payload: bytes) -> tuple[str, ...]:
    """What a stored head says the layer is incomplete for."""
    return tuple(orjson.loads(payload).get("incomplete_for", ()))


def id_number(annotation_id: str) -> int:
    """The number in an id such as T12; 0 for ids of another shape, which a fresh id can never equal."""
    match = _NUMBERED.fullmatch(annotation_id)
    return int(match[1]) if match else 0
