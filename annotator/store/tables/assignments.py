"""Who was asked to label what: all SQL on the table `assignments`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import orjson

from annotator.errors import StoreError
from annotator.store.database.rows import Reader
from annotator.store.database.transaction import Transaction
from annotator.store.tables.layer import LayerKey

_ASKED = """
SELECT d.id, a.name, a.types FROM assignments a JOIN documents d ON d.number = a.document
WHERE a.task = 'annotate' AND d.removed_at IS NULL
"""

_ALL = """
SELECT d.id, a.name, a.task, a.types, a.own FROM assignments a JOIN documents d ON d.number = a.document
WHERE d.removed_at IS NULL ORDER BY d.position, d.number, a.task, a.name
"""
_WHERE = "document IN (SELECT number FROM documents WHERE id = :id) AND name = :name AND task = :task"
_FIND = f"SELECT types FROM assignments WHERE {_WHERE}"
_REMOVE = f"DELETE FROM assignments WHERE {_WHERE}"
_INSERT = """
INSERT INTO assignments (document, name, task, types, assigned_by, at, own)
SELECT number, :name, :task, :types, :by, :at, :own FROM documents WHERE id = :id AND removed_at IS NULL
"""


def asked(reader: Reader, document_id: str | None = None) -> dict[LayerKey, tuple[str, ...]]:
    """The layers that were asked for, in all articles or in one, with the types; no type stands for all."""
    one = "" if document_id is None else " AND d.id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    return {
        LayerKey(str(bytes(key), "utf-8"), str(bytes(name), "utf-8")): tuple(orjson.loads(bytes(types)))
        for key, name, types in reader.all(_ASKED + one, **parameters)
    }


@dataclass(frozen=True, slots=True)
class Assignment:
    """One thing that somebody was asked to do with an article: `annotate` it, for these types, or `adjudicate` it.

    No type stands for all. `own` is set where somebody adjudicates what they labelled themselves, by leave.
    """

    document_id: str
    name: str
    task: Literal["annotate", "adjudicate"] = "annotate"
    types: tuple[str, ...] = ()
    own: bool = False


def assignments(reader: Reader) -> list[Assignment]:
    """All assignments, by article in the project's order, then by name."""
    return [
        Assignment(_text(key), _text(name), task, tuple(orjson.loads(bytes(types))), bool(own))
        for key, name, task, types, own in reader.all(_ALL)
    ]


def put_assignment(transaction: Transaction, assignment: Assignment, assigned_by: str, at: str) -> bool:
    """Assign something; whether it was not assigned already. With other types it is assigned anew.

    Raises:
        StoreError: there is no such article.
    """
    key = {"id": assignment.document_id.encode(), "name": assignment.name.encode(), "task": assignment.task}
    types = orjson.dumps(list(assignment.types))
    rows = transaction.all(_FIND, **key)
    if rows and bytes(rows[0][0]) == types:
        return False
    transaction.run(_REMOVE, **key)
    if transaction.run(_INSERT, **key, types=types, by=assigned_by.encode(), at=at, own=assignment.own) != 1:
        raise StoreError(f"there is no document {assignment.document_id!r} in this project")
    return True


def remove_assignment(transaction: Transaction, assignment: Assignment) -> None:
    """Take an assignment back."""
    transaction.run(_REMOVE, id=assignment.document_id.encode(), name=assignment.name.encode(), task=assignment.task)


def _text(value: Any) -> str:
    return str(bytes(value), "utf-8")
