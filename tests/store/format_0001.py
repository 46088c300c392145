"""A store of format 0001 as its program left it: its logs are kept by the rules of that time, written anew here."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from zlib import crc32

import orjson
from msgspec.structs import replace

from annotator.model.canonical import record_of, to_bytes, to_plain
from annotator.model.change import Edit, apply
from annotator.model.document import Document, new_document
from annotator.store.database.engine import open_engine
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import Transaction, writing
from annotator.store.migration.migrate import migrate

APPLIED, UNDONE, BRANCHED = 0, 1, 2
SLOTS = ("entities", "relations", "events")


@dataclass
class OldOperation:
    """An edit, and whether it is applied."""

    edit: Edit
    who: str
    at: str
    state: int = APPLIED


@dataclass
class OldLayer:
    """A layer that is labelled as it was then: touched is complete, and undo changes what an operation says."""

    document_id: str
    name: str
    text: str
    schema_ref: str = "mini@1.0.0"
    operations: list[OldOperation] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing labelled."""
        self.base = new_document(self.document_id, self.text, schema_ref=self.schema_ref, annotator=self.name)

    @property
    def document(self) -> Document:
        """What the log leads to."""
        document = self.base
        for operation in self.operations:
            if operation.state == APPLIED:
                document = apply(document, operation.edit)
        return document

    def apply(self, edit: Edit) -> None:
        """A new edit; what was undone is given up."""
        for operation in self.operations:
            if operation.state == UNDONE:
                operation.state = BRANCHED
        at = f"2026-03-01T10:00:{len(self.operations):02}.000+00:00"
        self.operations.append(OldOperation(edit, self.name, at))

    def undo(self) -> None:
        """Take the newest applied edit back."""
        found = [operation for operation in self.operations if operation.state == APPLIED]
        if found:
            found[-1].state = UNDONE

    def redo(self) -> None:
        """Do the oldest undone edit again."""
        found = [operation for operation in self.operations if operation.state == UNDONE]
        if found:
            found[0].state = APPLIED


def write_store(location: StoreLocation, layers: list[OldLayer]) -> None:
    """Make a store of format 0001 that holds these layers."""
    if location.path:
        location.path.parent.mkdir(parents=True, exist_ok=True)
    migrate(location, "0001")
    engine = open_engine(location)
    with writing(engine, location) as transaction:
        for layer in layers:
            _write_layer(transaction, layer)
    engine.dispose()


def _write_layer(transaction: Transaction, layer: OldLayer) -> None:
    document = layer.document
    for text in {layer.base.text, document.text}:
        _write_text(transaction, text or "")
    found = transaction.all("SELECT number FROM documents WHERE id = :id", id=layer.document_id.encode())
    number = found[0][0] if found else _write_document(transaction, layer, str(document.text_sha256))
    rows = [(slot, each) for slot in SLOTS for each in getattr(document, slot).values()]
    payloads = [to_bytes(each) for _, each in rows]
    head = _head(document)
    total = sum(crc32(each) + 1 for each in (head, *payloads)) % (1 << 62)
    columns = {
        "document": number,
        "name": layer.name.encode(),
        "text_sha256": document.text_sha256,
        "base": _head(layer.base),
        "head": head,
        "revision": len(layer.operations),
        "last_seq": len(layer.operations),
        "last_number": 99,
        "total": total,
        **{slot: len(getattr(document, slot)) for slot in SLOTS},
    }
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    ((key,),) = transaction.all(f"INSERT INTO layers ({names}) VALUES ({values}) RETURNING number", **columns)
    _write_rows(transaction, key, rows, payloads)
    for seq, operation in enumerate(layer.operations, 1):
        _write_operation(transaction, key, layer, seq, operation)


def _write_text(transaction: Transaction, text: str) -> None:
    sha256 = new_document("", text).text_sha256
    if not transaction.all("SELECT 1 FROM texts WHERE sha256 = :sha256", sha256=sha256):
        insert = "INSERT INTO texts (sha256, text, chars) VALUES (:sha256, :text, :chars)"
        transaction.run(insert, sha256=sha256, text=text.encode(), chars=len(text))


def _write_document(transaction: Transaction, layer: OldLayer, sha256: str) -> int:
    insert = (
        "INSERT INTO documents (id, position, title, meta, text_sha256) "
        "VALUES (:id, (SELECT count(*) + 1 FROM documents), :title, :meta, :sha256) RETURNING number"
    )
    ((number,),) = transaction.all(insert, id=layer.document_id.encode(), title=b"", meta=b"{}", sha256=sha256)
    return int(number)


def _head(document: Document) -> bytes:
    bare = replace(document, text=None, text_sha256=None)
    plain = to_plain(record_of(bare))
    return orjson.dumps({key: value for key, value in plain.items() if key not in ("id", *SLOTS)})


def _write_rows(transaction: Transaction, layer: int, rows: list[tuple[str, Any]], payloads: list[bytes]) -> None:
    for (slot, each), payload in zip(rows, payloads, strict=True):
        spans = () if slot == "relations" else each.spans
        transaction.run(
            "INSERT INTO annotations (layer, id, slot, start_char, end_char, payload) "
            "VALUES (:layer, :id, :slot, :start_char, :end_char, :payload)",
            layer=layer,
            id=each.id.encode(),
            slot=slot,
            start_char=spans[0][0] if spans else None,
            end_char=spans[-1][1] if spans else None,
            payload=payload,
        )
        for target in _targets(slot, each):
            insert = "INSERT INTO targets (layer, source, target) VALUES (:layer, :source, :target)"
            transaction.run(insert, layer=layer, source=each.id.encode(), target=target.encode())


def _targets(slot: str, annotation: Any) -> set[str]:
    if slot == "relations":
        return {annotation.head, annotation.tail}
    return {each.target for each in annotation.arguments} if slot == "events" else set()


def _write_operation(transaction: Transaction, key: int, layer: OldLayer, seq: int, operation: OldOperation) -> None:
    edit = to_bytes(operation.edit)
    said = orjson.dumps([layer.document_id, layer.name, seq, operation.who, operation.at, 700])
    transaction.run(
        "INSERT INTO operations (layer, seq, state, edit, who, at, elapsed_ms, checksum) "
        "VALUES (:layer, :seq, :state, :edit, :who, :at, 700, :checksum)",
        layer=key,
        seq=seq,
        state=operation.state,
        edit=edit,
        who=operation.who.encode(),
        at=operation.at,
        checksum=blake2b(said + b"\0" + edit, digest_size=16).hexdigest(),
    )
