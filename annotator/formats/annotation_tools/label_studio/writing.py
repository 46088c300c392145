"""A document as a task with one annotation, as Label Studio imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from annotator.formats.annotation_tools.label_studio.reading import CONTROLS, TEXT_LABELS, USUAL
from annotator.formats.annotation_tools.label_studio.task import (
    GROUND_TRUTH,
    NAME,
    control_for,
    written_value,
)
from annotator.formats.annotation_tools.label_studio.tasks import DATA_KEY, DOCUMENT_ID, written_annotator
from annotator.formats.free_ids import free_ids
from annotator.formats.kept import OWN, kept_of
from annotator.formats.protocol import Report
from annotator.model.annotation import Entity, Value
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_relations
from annotator.model.spans import surface
from annotator.text.offsets import utf16_offset


def task_of(document: Document, text: str, report: Report) -> dict[str, Any]:
    """The task of a document that the format holds."""
    kept = kept_of(document, NAME)
    key = kept.pop(DATA_KEY, "") or "text"
    annotation = _annotation(document, text, kept.pop("annotation", None), report)
    kept.pop(CONTROLS, None)
    meta = kept.pop("meta", None)
    task: dict[str, Any] = {
        "data": {key: text} | {name: value for name, value in document.meta.items() if name not in (NAME, key)},
        "annotations": [annotation],
        "predictions": [],
        "meta": (meta if isinstance(meta, dict) else {}) | {DOCUMENT_ID: document.id},
    }
    if key in document.meta:
        report.lose(f"meta.{key}", "the text stands under this key")
    if (number := written_annotator(document.id)) and isinstance(number, int):
        task = {"id": number} | task
    return task | {name: value for name, value in kept.items() if name not in task}


def _annotation(document: Document, text: str, kept: object, report: Report) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "result": [*_results(document, text, report)],
        "was_cancelled": False,
        "ground_truth": document.annotator == GROUND_TRUTH,
    }
    if document.annotator and document.annotator != GROUND_TRUTH:
        annotation["completed_by"] = written_annotator(document.annotator)
    rest = kept if isinstance(kept, dict) else {}
    return annotation | {
        name: value for name, value in rest.items() if name not in annotation or name == "completed_by"
    }


def _results(document: Document, text: str, report: Report) -> Iterator[dict[str, Any]]:
    place = utf16_offset(text)
    for entity in ordered_entities(document):
        region = _region(document, entity, text, place)
        yield region
        same = {"id": entity.id, "to_name": region["to_name"]}
        stretch = {key: region["value"][key] for key in ("start", "end", "text")}
        yield from (same | each | {"value": stretch | each["value"]} for each in _controls(document, entity.id))
    yield from ({"to_name": USUAL["to_name"]} | each for each in _controls(document, OWN))
    yield from _relations(document, report)


def _region(document: Document, entity: Entity, text: str, place: Callable[[int], int]) -> dict[str, Any]:
    """A region: its stretch in UTF-16 code units, its label, its note; what was kept of it besides."""
    kept = kept_of(document, NAME, entity.id)
    kept.pop(CONTROLS, None)
    value, meta, kind = (kept.pop(key, None) for key in ("value", "meta", "type"))
    kind = kind if kind in TEXT_LABELS else USUAL["type"]
    start, end = (place(each) for each in entity.spans[0])
    stretch: dict[str, Any] = {"start": start, "end": end, "text": surface(text, entity.spans), kind: [entity.type]}
    rest = value if isinstance(value, dict) else {}
    if kind != USUAL["type"]:
        stretch |= {key: rest[key] for key in ("start", "end") if key in rest}
        stretch["globalOffsets"] = {"start": start, "end": end}
    region = {"id": entity.id, **USUAL, "type": kind, "value": stretch | {k: rest[k] for k in rest if k not in stretch}}
    region |= {key: kept.pop(key) for key in ("from_name", "to_name", "origin") if isinstance(kept.get(key), str)}
    note = {} if entity.note is None else {"text": [entity.note]}
    if note or isinstance(meta, dict):
        region["meta"] = (meta if isinstance(meta, dict) else {}) | note
    if entity.score is not None:
        region["score"] = entity.score
    return region | {key: each for key, each in kept.items() if key not in region}


def _controls(document: Document, owner: str) -> Iterator[dict[str, Any]]:
    """The results that say attributes of a region, or labels of the text."""
    kinds = kept_of(document, NAME, owner).get(CONTROLS)
    values: Mapping[str, Value] = document.entities[owner].attributes if owner else document.labels
    for name, value in sorted(values.items()):
        kind = control_for(value, kinds.get(name) if isinstance(kinds, dict) else None)
        yield {"from_name": name, "type": kind, "origin": USUAL["origin"], "value": written_value(kind, value)}


def _relations(document: Document, report: Report) -> Iterator[dict[str, Any]]:
    """Relations, which have no ids there: they come back as they are numbered when they are read."""
    numbers = free_ids("R", document.entities)
    for each in ordered_relations(document):
        report.lose("id", f"{NAME} has no ids of relations", int(each.id != next(numbers)))
        direction = "bi" if kept_of(document, NAME, each.id).get("direction") == "bi" else "right"
        ends = {"from_id": each.head, "to_id": each.tail}
        yield {**ends, "type": "relation", "direction": direction, "labels": [each.type]}
