"""Where each annotation of a layer comes from, and what was offered for it: `export --provenance`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.project.project import Project
from annotator.store.database.rows import Rows
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from annotator.store.tables.log import Kind, Operation, applied, position_after, raw_operations
from annotator.suggest.worth.offers import Written, written_in

PROVENANCE = "provenance"
"""The key of `meta`."""

OFFERED = "offered"
"""The key of an annotation's entry that holds what was offered for it."""

OTHERWISE_MADE: Mapping[str, str] = {
    Kind.IMPORT: "imported",
    Kind.MIGRATE: "migrated",
    Kind.TEXT: "moved",
    Kind.RECOVER: "recovered",
}
"""How an annotation came in that no hand has made, by the operation."""

Entry = dict[str, Any]


def with_origins(project: Project, layer: str, documents: Iterable[Document]) -> Iterator[Document]:
    """Documents of a layer with `meta.provenance`: by annotation id `{how, from, when, offered?}`.

    Raises:
        StoreError: the store cannot be read.
    """
    for document in documents:
        known = origins(project.store.rows, LayerKey(document.id, layer), document)
        yield replace(document, meta={**document.meta, PROVENANCE: known}) if known else document


def origins(rows: Rows, key: LayerKey, document: Document) -> dict[str, Entry]:
    """How each annotation of a layer's document came in, from whom and when; and what was offered, with its answer.

    `how` is `taken`, `retyped` or `labelled`; `imported`, `migrated`, `moved` or `recovered` where no hand made it.
    What is damaged in the log is left out.

    Raises:
        InputError: the project has no such document.
        StoreError: the store cannot be read.
    """
    number = layer_state(rows, key).number
    log = list(raw_operations(rows, number)) if number else []
    entries: dict[str, Entry] = {}
    for operation in applied(log, position_after(log)):
        _follow(operation, document, entries)
    imported = {"how": "imported", "from": [key.name]}
    return {each.id: entries.get(each.id, imported) for each in sorted(document.annotations(), key=lambda one: one.id)}


def offered_in(entries: Mapping[str, Entry], document: Document, annotation: Annotation) -> list[Entry]:
    """What was offered in a layer's document for what stands at the place of an annotation of another one."""
    same = (each for each in _layer_of(document, annotation).values() if _is_same(each, annotation))
    return [offer for each in same for offer in entries.get(each.id, {}).get(OFFERED, ())]


def _layer_of(document: Document, annotation: Annotation) -> Mapping[str, Annotation]:
    if isinstance(annotation, Entity):
        return document.entities
    return document.events if isinstance(annotation, Event) else {}


def _is_same(one: Annotation, other: Annotation) -> bool:
    return not isinstance(one, Relation) and not isinstance(other, Relation) and one.spans == other.spans


def _follow(operation: Operation, document: Document, entries: dict[str, Entry]) -> None:
    try:
        changes = operation.edit.changes
    except (msgspec.MsgspecError, ValueError, KeyError):
        return
    made = [each.after for each in changes if each.before is None and isinstance(each.after, Entity | Relation | Event)]
    for each in made:
        how = OTHERWISE_MADE.get(operation.kind, "labelled")
        entries[each.id] = {"how": how, "from": [operation.who], "when": operation.at}
    for offer in written_in(operation.provenance):
        of = made if offer.shown else list(document.annotations())
        answered = next((each for each in of if each.id in entries and _answers(offer, each)), None)
        if answered is not None:
            entry = entries[answered.id]
            entry.setdefault(OFFERED, []).append(_plain(offer))
            if offer.shown and entry["how"] in ("labelled", "retyped"):
                entry["how"] = offer.answer


def _answers(offer: Written, annotation: Annotation) -> bool:
    """Whether an annotation was made where something was offered, and of that kind."""
    if isinstance(annotation, Relation):
        return offer.layer == "relations" and offer.type == annotation.type
    layer = "entities" if isinstance(annotation, Entity) else "events"
    return offer.layer == layer and offer.spans == annotation.spans


def _plain(offer: Written) -> Entry:
    """What was offered, without its place, which is the annotation's; what says nothing is left out."""
    entry = {"source": offer.source, "type": offer.type, "probability": offer.probability, "answer": offer.answer}
    marks = {"shown": offer.shown, "planted": offer.planted, "batch": offer.batch, "also": list(offer.also)}
    usual = {"shown": True, "planted": False, "batch": False, "also": []}
    return {name: value for name, value in entry.items() if value is not None} | {
        name: value for name, value in marks.items() if value != usual[name]
    }
