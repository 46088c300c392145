"""Examining a layer: is its log whole, does it lead to the current state, is that what was written?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DamagedLogError, StoreError
from annotator.model.document import Document
from annotator.model.record import text_hash
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.rows import Rows, reading
from annotator.store.reading.loading import empty_document, load_document
from annotator.store.reading.replay import replay
from annotator.store.tables.annotations import target_pairs
from annotator.store.tables.layer import LayerKey, LayerState, annotation_row
from annotator.store.tables.layers import base_document, layer_state
from annotator.store.tables.log import Operation, applied, position_after, raw_operations, set_aside
from annotator.store.tables.texts import stored_text


@dataclass(frozen=True, slots=True)
class LogHealth:
    """A layer's log: the operations before the first fault, those from it on, and what the fault is.

    What an earlier repair set aside is in neither. `end` is the last number that is taken, `position` where the whole
    operations lead.
    """

    whole: tuple[Operation, ...]
    rest: tuple[Operation, ...]
    fault: str | None
    end: int
    position: int
    replayed: Document | None
    """The state to which the whole operations lead; None where even the beginning is damaged."""


@dataclass(frozen=True, slots=True)
class LayerHealth:
    """What is wrong with a layer: the log's fault and the state's, None where there is none."""

    key: LayerKey
    log: LogHealth
    state_fault: str | None
    document: Document | None
    """The current state, where it is what was written."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that is wrong, in words."""
        return tuple(fault for fault in (self.log.fault, self.state_fault) if fault)


def examine(rows: Rows, key: LayerKey) -> LayerHealth:
    """Look at all of a layer; never raises for what it finds in it.

    Raises:
        InputError: there is no such document.
        StoreError: the store cannot be read at all, or the article's text is missing.
    """
    state = layer_state(rows, key)
    log = examine_log(rows, state)
    try:
        _, document = load_document(rows, state, empty_document(rows, state))
    except StoreError:
        return LayerHealth(key, log, "its annotations are not what was written: their sum differs", None)
    return LayerHealth(key, log, _state_fault(rows, state, log, document), document)


def _state_fault(rows: Rows, state: LayerState, log: LogHealth, document: Document) -> str | None:
    if log.fault is None and log.replayed != document:
        return "its annotations are not those that its log leads to"
    if log.fault is None and log.position != state.position:
        return f"it stands at operation {state.position}, its log at {log.position}"
    if state.counts != (len(document.entities), len(document.relations), len(document.events)):
        return "its counts are wrong"
    if target_pairs(rows, state.number) != _targets_of(document):
        return "its index of what names what is wrong"
    return None


def _targets_of(document: Document) -> set[tuple[bytes, bytes]]:
    annotations = [*document.relations.values(), *document.events.values()]
    rows = (annotation_row("", annotation) for annotation in annotations)
    return {(row.id.encode(), target.encode()) for row in rows for target in row.targets}


def examine_log(rows: Rows, state: LayerState) -> LogHealth:
    """Look at a layer's log: checksums, numbers, and whether its operations fit each other."""
    by_seq = {operation.seq: operation for operation in raw_operations(rows, state.number)}
    end = max([state.last_seq, *by_seq])
    aside = set_aside(by_seq.values(), state.key)
    numbers = [seq for seq in range(1, end + 1) if seq not in aside]
    first_bad = next((seq for seq in numbers if not _is_whole(by_seq.get(seq), state.key)), end + 1)
    whole = tuple(by_seq[seq] for seq in numbers if seq < first_bad)
    rest = tuple(by_seq[seq] for seq in numbers if seq >= first_bad and seq in by_seq)
    fault = None if first_bad > end else _log_fault(by_seq, first_bad, state.last_seq)
    if fault is None and end > state.last_seq:
        fault = f"its log goes on to operation {end}, though {state.last_seq} were written"
    return _replayed(rows, state, whole, rest, fault, end)


def _is_whole(operation: Operation | None, key: LayerKey) -> bool:
    return operation is not None and operation.is_whole(key)


def _log_fault(by_seq: dict[int, Operation], seq: int, last_seq: int) -> str:
    if seq in by_seq:
        return f"operation {seq} is not what was written: its checksum differs"
    if max(by_seq, default=0) < seq:
        return f"its log ends at operation {seq - 1}, though {last_seq} were written"
    return f"operation {seq} is missing from its log"


def _replayed(
    rows: Rows,
    state: LayerState,
    whole: tuple[Operation, ...],
    rest: tuple[Operation, ...],
    fault: str | None,
    end: int,
) -> LogHealth:
    position = position_after(whole)
    try:
        document = replay(state.key, base_document(rows, state), applied(whole, position))
    except DamagedLogError as error:
        return LogHealth((), (*whole, *rest), fault or str(error), end, 0, None)
    except (StoreError, ValueError):
        return LogHealth((), (*whole, *rest), fault or "its beginning is damaged", end, 0, None)
    return LogHealth(whole, rest, fault, end, position, document)


def tail_is_torn(rows: Rows, state: LayerState) -> bool:
    """Whether the last operation that was written is missing or damaged: one row is read, huge maybe."""
    if not state.number or not state.last_seq:
        return False
    # Beside the connection on which others wait for little.
    by_seq = {operation.seq: operation for operation in raw_operations(rows, state.number, state.last_seq)}
    return not _is_whole(by_seq.get(state.last_seq), state.key)


NO_DAMAGE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY)
"""What SQLite says of a file that it was not let at."""


def file_faults(path: Path) -> list[str]:
    """What SQLite finds wrong with a store's file as a database: its pages, its indexes, references to nothing.

    Raises:
        StoreError: it may not be read, or not now.
    """
    try:
        with closing(reading(path)) as connection:
            # SQLite quotes what it finds, and that is what is damaged.
            connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
            faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
            lost = [f"table {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    except SQLITE_ERRORS as error:
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF in NO_DAMAGE:
            raise store_error(error, path) from error
        return [str(store_error(error, path))]
    return [each for each in faults if each != "ok"] + lost[:10]


def text_fault(rows: Rows, sha256: str) -> str | None:
    """What is wrong with a stored text; None when it is what its hash says."""
    try:
        text = stored_text(rows, sha256)
    except StoreError as error:
        return str(error)
    return None if text_hash(text) == sha256 else "the stored text is not the one that was added: its hash differs"
