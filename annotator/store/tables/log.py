"""The log of a layer: every operation in order, appended and never changed; all SQL on the table `operations`.

An edit remembers the operation that was the newest applied one when it was made, its parent; undo and redo are
operations of their own that name the one they concern. So the log is a tree of edits and a walk in it: where the walk
stands is the layer's `position`, the edits from there down to the root are what is applied, and what redo does again is
the newest edit made at the position: whatever else was made there before it was given up for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from annotator.errors import DamagedLogError
from annotator.model.change import Edit
from annotator.model.edit_bytes import edit_from_bytes
from annotator.store.database.rows import Reader, Rows, first
from annotator.store.database.transaction import Transaction
from annotator.store.tables.checksum import operation_checksum
from annotator.store.tables.layer import LayerKey, named

_COLUMNS = (
    "SELECT seq, kind, parent, target, edit, provenance, who, at, elapsed_ms, checksum "
    "FROM operations WHERE layer = :layer"
)
_INSERT = """
INSERT INTO operations (layer, seq, kind, parent, target, edit, provenance, who, at, elapsed_ms, checksum)
VALUES (:layer, :seq, :kind, :parent, :target, :edit, :provenance, :who, :at, :elapsed_ms, :checksum)
"""


class Kind(StrEnum):
    """What sort of operation an entry of the log is."""

    EDIT = "edit"
    """Labelling."""
    DECLARE = "declare"
    """What is labelled exhaustively was declared, or taken back."""
    TEXT = "text"
    """The annotations were moved to a changed text."""
    IMPORT = "import"
    """A record was read in. As the first operation it is what the layer is: undo does not take it back."""
    MIGRATE = "migrate"
    """The layer was brought to another version of its schema."""
    RECOVER = "recover"
    """A repair: what stands between it and its parent is damaged and counts no more."""
    UNDO = "undo"
    """An edit was taken back."""
    REDO = "redo"
    """An edit was done again."""


KINDS = {str(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of a log.

    `parent` is the newest operation that was applied when an edit was made, 0 without one, and None for undo and redo,
    which name theirs as `target`. `edit_bytes` is the edit as JSON, empty for undo and redo; `provenance` is JSON on
    what was suggested and taken or refused, and on the schema where a session begins; empty where there is neither.
    `at` is the time in UTC, `elapsed_ms` how long the decision took.
    """

    seq: int
    kind: str
    parent: int | None
    target: int | None
    edit_bytes: bytes
    provenance: bytes
    who: str
    at: str
    elapsed_ms: int | None
    checksum: str = ""

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> Operation:
        """The operation of a row, whatever is in it."""
        seq, kind, parent, target, edit, provenance, who, at, elapsed_ms, checksum = row
        # A flipped bit may have broken the UTF-8; the checksum, not the decoder, tells the user.
        name = bytes(who).decode("utf-8", "replace")
        known = KINDS.get(kind, kind)
        return cls(seq, known, parent, target, bytes(edit), bytes(provenance), name, at, elapsed_ms, checksum)

    @property
    def edit(self) -> Edit:
        """The edit; undo and redo have none of their own."""
        return edit_from_bytes(self.edit_bytes)

    def sum(self, key: LayerKey) -> str:
        """The checksum over all that it says."""
        parts = (*key, self.seq, self.kind, self.parent, self.target, self.who, self.at, self.elapsed_ms)
        return operation_checksum(parts, self.edit_bytes, self.provenance)

    def is_whole(self, key: LayerKey) -> bool:
        """Whether it is what was written: its checksum fits."""
        return self.kind in KINDS and self.sum(key) == self.checksum

    @property
    def begins_the_layer(self) -> bool:
        """Whether this is the import that the layer came from: undo takes back what was done to it, not that it is."""
        return self.kind == Kind.IMPORT and not self.parent


def insert_operation(transaction: Transaction, layer: int, key: LayerKey, operation: Operation) -> None:
    """Append an operation to a layer's log, under its checksum."""
    transaction.run(
        _INSERT,
        layer=layer,
        seq=operation.seq,
        kind=str(operation.kind),
        parent=operation.parent,
        target=operation.target,
        edit=operation.edit_bytes,
        provenance=operation.provenance,
        who=operation.who.encode(),
        at=operation.at,
        elapsed_ms=operation.elapsed_ms,
        checksum=operation.sum(key),
    )


def reseal(transaction: Transaction, layer: int, key: LayerKey, new_key: LayerKey) -> None:
    """Put a layer's log under another name: its checksums are over that too. What is damaged stays so.

    The operations themselves are never changed.
    """
    for operation in map(Operation.of, transaction.all(f"{_COLUMNS} ORDER BY seq", layer=layer)):
        if operation.is_whole(key):
            update = "UPDATE operations SET checksum = :checksum WHERE layer = :layer AND seq = :seq"
            transaction.run(update, checksum=operation.sum(new_key), layer=layer, seq=operation.seq)


def raw_operations(rows: Rows, layer: int, start: int = 1) -> Iterator[Operation]:
    """Every operation of a layer from a number on, in order, unchecked."""
    for batch in rows.batches(f"{_COLUMNS} AND seq >= :start ORDER BY seq", layer=layer, start=start):
        yield from map(Operation.of, batch)


def operations(rows: Rows, key: LayerKey, layer: int) -> Iterator[Operation]:
    """Every operation of a layer that counts, in order; what a repair set aside is left out.

    Raises:
        DamagedLogError: one is damaged or missing.
    """
    log = list(raw_operations(rows, layer))
    aside = set_aside(log, key)
    expected = 1
    for operation in log:
        while expected in aside:
            expected += 1
        if operation.seq in aside:
            continue
        if operation.seq != expected:
            missing = f"{expected}" if operation.seq == expected + 1 else f"{expected} to {operation.seq - 1}"
            raise DamagedLogError(f"{named(key)}: operation {missing} is missing from the log; run `annotator doctor`")
        yield checked(operation, key)
        expected += 1


def set_aside(log: Iterable[Operation], key: LayerKey) -> frozenset[int]:
    """The numbers of the operations that repairs set aside; they need not be whole, nor be there."""
    repairs = (each for each in log if each.kind == Kind.RECOVER and each.is_whole(key))
    return frozenset(seq for each in repairs for seq in range((each.parent or 0) + 1, each.seq))


def operation_at(reader: Reader, key: LayerKey, layer: int, seq: int) -> Operation:
    """The operation of this number.

    Raises:
        DamagedLogError: it is damaged or missing.
    """
    operation = raw_operation(reader, layer, seq)
    if operation is None:
        raise DamagedLogError(f"{named(key)}: operation {seq} is missing from the log; run `annotator doctor`")
    return checked(operation, key)


def raw_operation(reader: Reader, layer: int, seq: int) -> Operation | None:
    """The operation of this number, unchecked; None when it is not there."""
    row = first(reader, f"{_COLUMNS} AND seq = :seq", layer=layer, seq=seq)
    return Operation.of(row) if row else None


def provenances(reader: Reader, layer: int) -> list[tuple[str, bytes]]:
    """Kind and provenance, unchecked, of every operation that has one or brought the layer to another schema."""
    query = (
        "SELECT kind, provenance FROM operations "
        "WHERE layer = :layer AND (length(provenance) > 0 OR kind = :migrate) ORDER BY seq"
    )
    rows = reader.all(query, layer=layer, migrate=str(Kind.MIGRATE))
    return [(kind, bytes(provenance)) for kind, provenance in rows]


class ProvenanceRow(NamedTuple):
    """The provenance, unchecked, of an edit, with the layer that it was made in, by whom and how fast."""

    document_id: str
    layer: str
    who: str
    elapsed_ms: int | None
    provenance: bytes


def provenances_with(reader: Reader, *keys: str) -> list[ProvenanceRow]:
    """The provenance of every edit and declaration that has one of some keys, in order, without those taken back."""
    query = (
        "SELECT o.layer, o.seq, d.id, l.name, o.who, o.elapsed_ms, o.provenance "
        "FROM operations o JOIN layers l ON l.number = o.layer JOIN documents d ON d.number = l.document "
        "WHERE length(o.provenance) > 0 AND o.kind IN (:edit, :declare) AND d.removed_at IS NULL "
        "ORDER BY o.layer, o.seq"
    )
    steps = "SELECT layer, target, kind FROM operations WHERE kind IN (:undo, :redo) ORDER BY layer, seq"
    undone = {
        (layer, target): kind == Kind.UNDO
        for layer, target, kind in reader.all(steps, undo=str(Kind.UNDO), redo=str(Kind.REDO))
    }
    wanted = [f'"{key}":'.encode() for key in keys]
    found = []
    for layer, seq, *names, elapsed_ms, provenance in reader.all(query, edit=str(Kind.EDIT), declare=str(Kind.DECLARE)):
        if any(key in bytes(provenance) for key in wanted) and not undone.get((layer, seq)):
            document_id, name, who = (bytes(each).decode("utf-8", "replace") for each in names)
            found.append(ProvenanceRow(document_id, name, who, elapsed_ms, bytes(provenance)))
    return found


def layers_with(reader: Reader, content: bytes) -> frozenset[LayerKey]:
    """The layers of whose log the provenance of an operation holds these bytes."""
    query = (
        "SELECT d.id, l.name, o.provenance FROM operations o "
        "JOIN layers l ON l.number = o.layer JOIN documents d ON d.number = l.document WHERE length(o.provenance) > 0"
    )
    return frozenset(
        LayerKey(*(bytes(each).decode("utf-8", "replace") for each in names))
        for *names, provenance in reader.all(query)
        if content in bytes(provenance)
    )


def redoable(reader: Reader, layer: int, position: int) -> int | None:
    """The number of the edit that redo does next when the layer stands at this position; None when there is none."""
    query = "SELECT max(seq) FROM operations WHERE layer = :layer AND parent = :position"
    row = first(reader, query, layer=layer, position=position)
    return row[0] if row else None


def parent_of(reader: Reader, layer: int, seq: int) -> int | None:
    """The operation under an edit, 0 at the bottom; None when there is no such edit."""
    row = first(reader, "SELECT parent FROM operations WHERE layer = :layer AND seq = :seq", layer=layer, seq=seq)
    return row[0] if row else None


def position_after(log: Iterable[Operation]) -> int:
    """Where a layer stands after these operations, all of them that count."""
    parents: dict[int, int] = {}
    position = 0
    for operation in log:
        if operation.parent is not None:
            parents[operation.seq] = operation.parent
            position = operation.seq
        elif operation.target is not None:
            position = parents.get(operation.target, 0) if operation.kind == Kind.UNDO else operation.target
    return position


def applied(log: Iterable[Operation], position: int) -> list[Operation]:
    """The edits that make the state at a position, in order."""
    edits = {operation.seq: operation for operation in log if operation.parent is not None}
    edits_applied: list[Operation] = []
    while position in edits:
        edits_applied.append(edits.pop(position))
        position = edits_applied[-1].parent or 0
    return edits_applied[::-1]


def checked(operation: Operation, key: LayerKey) -> Operation:
    """The operation itself.

    Raises:
        DamagedLogError: its checksum does not fit.
    """
    if not operation.is_whole(key):
        raise DamagedLogError(
            f"{named(key)}: operation {operation.seq} is not what was written (its checksum differs); "
            "run `annotator doctor`"
        )
    return operation


class Work(NamedTuple):
    """The work that a log tells of: seconds and answers, imports and migrations left out; when the last one was.

    `idle_s` is what of the pauses is no time of work.
    """

    seconds: float
    decisions: int
    last: str | None
    idle_s: float = 0.0


def work_on(reader: Reader, layer: int, idle_after_s: float) -> Work:
    """The work on a layer; a pause between two answers counts up to `idle_after_s` seconds and no longer."""
    query = "SELECT elapsed_ms, at FROM operations WHERE layer = :layer AND kind IN ('edit', 'declare', 'undo', 'redo')"
    times = reader.all(query, layer=layer)
    pauses_s = [(elapsed or 0) / 1000 for elapsed, _ in times]
    seconds = sum(min(each, idle_after_s) for each in pauses_s)
    return Work(seconds, len(times), max((str(at) for _, at in times), default=None), sum(pauses_s) - seconds)


def last_declared(reader: Reader, layer: int) -> str | None:
    """When something was last declared labelled in a layer, or what it was imported with; None where nothing was."""
    query = "SELECT max(at) FROM operations WHERE layer = :layer AND kind IN ('declare', 'import')"
    row = first(reader, query, layer=layer)
    return str(row[0]) if row and row[0] else None
