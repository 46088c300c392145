"""The layers of a project: all SQL on the table `layers`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from msgspec import structs

from annotator.errors import InputError
from annotator.model.annotation import JSON
from annotator.model.document import Document
from annotator.store.database.rows import Reader, first
from annotator.store.database.transaction import Transaction
from annotator.store.tables.checksum import row_sum, state_sum
from annotator.store.tables.layer import LayerKey, LayerState, head_from_bytes, head_to_bytes
from annotator.store.tables.texts import stored_text

_SELECT = """
SELECT d.number, d.meta, d.text_sha256, d.removed_at, l.number, l.text_sha256, l.head, l.revision, l.last_seq,
       l.position, l.last_number, l.total, l.entities, l.relations, l.events
FROM documents d LEFT JOIN layers l ON l.document = d.number AND l.name = :name
WHERE d.id = :id
"""
_INSERT = """
INSERT INTO layers (document, name, base, base_text_sha256, text_sha256, head, revision, last_seq, position,
                    last_number, total, entities, relations, events)
VALUES (:document, :name, :base, :base_text_sha256, :text_sha256, :head, :revision, :last_seq, :position,
        :last_number, :total, :entities, :relations, :events)
RETURNING number
"""
_UPDATE = """
UPDATE layers SET text_sha256 = :text_sha256, head = :head, revision = :revision, last_seq = :last_seq,
                  position = :position, last_number = :last_number, total = :total, entities = :entities,
                  relations = :relations, events = :events
WHERE number = :number AND revision = :held_revision
"""
_STILL_LEASED = """
AND EXISTS (SELECT 1 FROM leases
            WHERE leases.document = layers.document AND leases.name = layers.name AND leases.token = :token)
"""


def layer_state(reader: Reader, key: LayerKey) -> LayerState:
    """The row of a layer; for one that nobody has written yet, the state it begins with.

    Raises:
        InputError: the project has no such document.
    """
    row = first(reader, _SELECT, id=key.document_id.encode(), name=key.name.encode())
    if row is None or row[3] is not None:
        raise InputError(f"there is no document {key.document_id!r} in this project")
    document_number, meta, document_sha = row[0], row[1], row[2]
    number, sha, head, revision, last_seq, position, last_number, total, *counts = row[4:]
    if number is None:
        return _untouched(key, document_number, document_sha, orjson.loads(bytes(meta)))
    return LayerState(
        key=key,
        head=head_from_bytes(key.document_id, bytes(head)),
        text_sha256=sha,
        number=number,
        document_number=document_number,
        revision=revision,
        last_seq=last_seq,
        position=position,
        last_number=last_number,
        total=total,
        counts=(counts[0], counts[1], counts[2]),
    )


def _untouched(key: LayerKey, document_number: int, sha: str, meta: dict[str, JSON]) -> LayerState:
    head = Document(id=key.document_id, annotator=key.name, meta=meta)
    return LayerState(key=key, head=head, text_sha256=sha, document_number=document_number)


def insert_layer(transaction: Transaction, state: LayerState) -> LayerState:
    """Put a new layer in; what it says now is what its log begins with."""
    state = replace(state, total=state_sum(0, come=row_sum(head_to_bytes(state.head))))
    rows = transaction.all(
        _INSERT,
        document=state.document_number,
        name=state.key.name.encode(),
        base=head_to_bytes(state.head),
        base_text_sha256=state.text_sha256,
        **_columns(state),
    )
    return replace(state, number=int(rows[0][0]))


def update_layer(transaction: Transaction, state: LayerState, held_revision: int, token: str = "") -> bool:
    """Write a layer's row; False when the store holds another revision, or another lease than this token's."""
    columns = {"number": state.number, "held_revision": held_revision} | _columns(state)
    if token:
        return transaction.run(_UPDATE + _STILL_LEASED, token=token, **columns) == 1
    return transaction.run(_UPDATE, **columns) == 1


def _columns(state: LayerState) -> dict[str, Any]:
    entities, relations, events = state.counts
    return {
        "text_sha256": state.text_sha256,
        "head": head_to_bytes(state.head),
        "revision": state.revision,
        "last_seq": state.last_seq,
        "position": state.position,
        "last_number": state.last_number,
        "total": state.total,
        "entities": entities,
        "relations": relations,
        "events": events,
    }


def base_document(reader: Reader, state: LayerState) -> Document:
    """The document that a layer's log begins with: the text as it then was, no annotations.

    Raises:
        StoreError: the text is missing.
        ValueError: the row is damaged.
    """
    query = "SELECT base, base_text_sha256 FROM layers WHERE number = :number"
    row = first(reader, query, number=state.number)
    if row is None:
        return structs.replace(state.head, text=stored_text(reader, state.text_sha256), text_sha256=state.text_sha256)
    head, sha256 = head_from_bytes(state.key.document_id, bytes(row[0])), row[1]
    return structs.replace(head, text=stored_text(reader, sha256), text_sha256=sha256)


def put_base(transaction: Transaction, layer: int, head: Document, text_sha256: str) -> None:
    """Have a layer's log begin with this document; for repairs, where what it began with cannot be read any more."""
    update = "UPDATE layers SET base = :base, base_text_sha256 = :text_sha256 WHERE number = :number"
    transaction.run(update, number=layer, base=head_to_bytes(head), text_sha256=text_sha256)


def layer_names(reader: Reader) -> list[str]:
    """The names of all layers of articles in the project."""
    rows = reader.all(
        "SELECT DISTINCT l.name FROM layers l JOIN documents d ON d.number = l.document WHERE d.removed_at IS NULL"
    )
    return sorted(_text(row[0]) for row in rows)


def documents_of_layer(reader: Reader, layer: str) -> list[str]:
    """The ids of the articles that have this layer, sorted by code point."""
    rows = reader.all(
        "SELECT d.id FROM documents d JOIN layers l ON l.document = d.number "
        "WHERE l.name = :name AND d.removed_at IS NULL ORDER BY d.id",
        name=layer.encode(),
    )
    return [_text(row[0]) for row in rows]


def layers_of_document(reader: Reader, document_id: str) -> list[str]:
    """The names of an article's layers, sorted."""
    rows = reader.all(
        "SELECT l.name FROM layers l JOIN documents d ON d.number = l.document WHERE d.id = :id ORDER BY l.name",
        id=document_id.encode(),
    )
    return [_text(row[0]) for row in rows]


def all_layers(reader: Reader) -> list[LayerKey]:
    """Every layer of every article in the project."""
    rows = reader.all(
        "SELECT d.id, l.name FROM layers l JOIN documents d ON d.number = l.document "
        "WHERE d.removed_at IS NULL ORDER BY d.id, l.name"
    )
    return [LayerKey(_text(document_id), _text(name)) for document_id, name in rows]


def _text(value: Any) -> str:
    return str(bytes(value), "utf-8")
