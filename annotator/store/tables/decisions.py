"""The decisions of adjudication, append-only: all SQL on the tables `decisions` and `adjudicated_layers`.

Of several decisions under one key the last one holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.errors import StoreError
from annotator.store.database.rows import Reader
from annotator.store.database.transaction import Transaction
from annotator.store.tables.checksum import operation_checksum

_SELECT = """
SELECT d.id, c.key, c.kind, c.content, c.who, c.at, c.elapsed_ms, c.checksum, c.number
FROM decisions c JOIN documents d ON d.number = c.document
WHERE d.removed_at IS NULL
"""
_INSERT = """
INSERT INTO decisions (document, key, kind, content, who, at, elapsed_ms, checksum)
SELECT number, :key, :kind, :content, :who, :at, :elapsed_ms, :checksum FROM documents
WHERE id = :id AND removed_at IS NULL
"""
_FORGET = "DELETE FROM adjudicated_layers WHERE document IN (SELECT number FROM documents WHERE id = :id)"
_REMEMBER = """
INSERT INTO adjudicated_layers (document, name, total)
SELECT number, :name, :total FROM documents WHERE id = :id AND removed_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """One decision; `content` is JSON: readings, choice, reason, note. `at` is the time in UTC."""

    document_id: str
    key: str
    kind: str
    content: bytes
    who: str
    at: str
    elapsed_ms: int | None = None

    @property
    def sum(self) -> str:
        """The checksum over all that it says; a document may be called otherwise tomorrow."""
        columns = (self.key, self.kind, self.who, self.at, self.elapsed_ms)
        return operation_checksum(columns, self.content, b"")


def stored_decisions(reader: Reader, document_id: str | None = None) -> list[StoredDecision]:
    """The decisions of an article, or of all, in the order in which they were made.

    Raises:
        StoreError: one is not what was written.
    """
    one = "" if document_id is None else " AND d.id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    decisions = []
    for row in reader.all(f"{_SELECT}{one} ORDER BY c.number", **parameters):
        decision = _decision(row)
        if decision.sum != row[7]:
            raise StoreError(
                f"document {decision.document_id!r}: a decision of adjudication is not what was written "
                f"({decision.key}); run `annotator doctor`"
            )
        decisions.append(decision)
    return decisions


def _decision(row: tuple[Any, ...]) -> StoredDecision:
    id_, key, kind, content, who, at, elapsed_ms, *_ = row
    name, person = (bytes(each).decode("utf-8", "replace") for each in (id_, who))
    return StoredDecision(name, key, kind, bytes(content), person, at, elapsed_ms)


class DamagedDecision(NamedTuple):
    """A decision that is not what was written."""

    number: int
    document_id: str
    fault: str


def all_decisions(reader: Reader) -> list[tuple[StoredDecision, bool]]:
    """The decisions in the order in which they were made, each with whether it is what was written."""
    rows = reader.all(f"{_SELECT} ORDER BY c.number")
    return [(decision, decision.sum == row[7]) for row in rows for decision in (_decision(row),)]


def damaged_decisions(reader: Reader) -> list[DamagedDecision]:
    """The decisions that are not what was written: their checksum differs."""
    damaged = []
    for row in reader.all(f"{_SELECT} ORDER BY c.number"):
        decision = _decision(row)
        if decision.sum != row[7]:
            fault = f"decision {decision.key[:12]} is not what was written: its checksum differs"
            damaged.append(DamagedDecision(row[8], decision.document_id, fault))
    return damaged


def delete_decision(transaction: Transaction, number: int) -> None:
    """Take a decision out that is not what was written; for repairs, which have copied the store before."""
    transaction.run("DELETE FROM decisions WHERE number = :number", number=number)


def insert_decision(transaction: Transaction, decision: StoredDecision) -> None:
    """Append a decision.

    Raises:
        StoreError: there is no such document.
    """
    written = transaction.run(
        _INSERT,
        id=decision.document_id.encode(),
        key=decision.key,
        kind=decision.kind,
        content=decision.content,
        who=decision.who.encode(),
        at=decision.at,
        elapsed_ms=decision.elapsed_ms,
        checksum=decision.sum,
    )
    if written != 1:
        raise StoreError(f"document {decision.document_id!r} is not there any more; the decision was not kept")


def remember_layers(transaction: Transaction, document_id: str, totals: Mapping[str, int]) -> None:
    """Note of which layers, in which state, an article's adjudicated one was made."""
    transaction.run(_FORGET, id=document_id.encode())
    for name, total in sorted(totals.items()):
        transaction.run(_REMEMBER, id=document_id.encode(), name=name.encode(), total=total)


def remembered_layers(reader: Reader, document_id: str) -> Sequence[str]:
    """Of which layers an article's adjudicated one was made."""
    sql = (
        "SELECT m.name FROM adjudicated_layers m JOIN documents d ON d.number = m.document "
        "WHERE d.id = :id AND d.removed_at IS NULL ORDER BY m.name"
    )
    return [bytes(name).decode() for (name,) in reader.all(sql, id=document_id.encode())]
