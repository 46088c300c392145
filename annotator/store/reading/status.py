"""How far layers and articles are: computed from the layers, never stored.

A layer is `new` while nobody has written it, `done` when everything it was asked for is declared, else `begun`. An
article is judged by the layers that were assigned, or, where none was, by all but the adjudicated one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.coverage import is_done
from annotator.store.database.rows import Reader
from annotator.store.tables.assignments import asked
from annotator.store.tables.layer import LayerKey, coverage_of

LayerStatus: TypeAlias = Literal["new", "begun", "done"]
DocumentStatus: TypeAlias = Literal["new", "begun", "ready", "adjudicating", "adjudicated", "reopened"]

GOLD = "gold"
"""The layer that adjudication makes."""

_LAYERS = """
SELECT d.id, l.name, l.head, l.total, m.total
FROM documents d LEFT JOIN layers l ON l.document = d.number
LEFT JOIN adjudicated_layers m ON m.document = d.number AND m.name = l.name
WHERE d.removed_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """An article's status, and that of each of its layers by name, those that were only asked for included."""

    id: str
    status: DocumentStatus
    layers: Mapping[str, LayerStatus]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer's status, and whether it says something else than when the adjudicated layer was made of it."""

    status: LayerStatus
    changed: bool


def layer_status(incomplete_for: Iterable[str], types: Collection[str] = ()) -> LayerStatus:
    """The status of a layer that was written, asked for these types, or for all where none is named."""
    return "done" if is_done(incomplete_for, types) else "begun"


def progress(reader: Reader, document_id: str | None = None) -> list[DocumentProgress]:
    """How far the articles are, in the project's order, or one of them.

    Raises:
        StoreError: the store cannot be read.
    """
    types = asked(reader, document_id)
    one = "" if document_id is None else " AND d.id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    layers: dict[str, dict[str, _Layer]] = {}
    for id_, name, head, total, merged in reader.all(f"{_LAYERS}{one} ORDER BY d.position, d.number", **parameters):
        key = str(bytes(id_), "utf-8")
        by_document = layers.setdefault(key, {})
        if name is not None:
            layer = LayerKey(key, str(bytes(name), "utf-8"))
            status = layer_status(coverage_of(bytes(head)), types.get(layer, ()))
            by_document[layer.name] = _Layer(status, merged is not None and (merged != total or status != "done"))
    assigned: dict[str, set[str]] = {}
    for layer in types:
        layers.setdefault(layer.document_id, {}).setdefault(layer.name, _Layer("new", changed=False))
        assigned.setdefault(layer.document_id, set()).add(layer.name)
    return [_progress(key, by_document, assigned.get(key, set())) for key, by_document in layers.items()]


def _progress(key: str, layers: Mapping[str, _Layer], assigned: Collection[str]) -> DocumentProgress:
    statuses = {name: layer.status for name, layer in layers.items()}
    return DocumentProgress(key, _document_status(layers, assigned or (layers.keys() - {GOLD})), statuses)


def _document_status(layers: Mapping[str, _Layer], annotators: Collection[str]) -> DocumentStatus:
    gold = layers.get(GOLD)
    if gold and gold.status != "done":
        return "adjudicating"
    if gold:
        return "reopened" if any(layer.changed for layer in layers.values()) else "adjudicated"
    statuses = {layers[name].status for name in annotators}
    if statuses == {"done"}:
        return "ready"
    return "new" if statuses <= {"new"} else "begun"
