"""Examining a layer: is its log whole, does it lead to the current state, is that what was written?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import StoreError
from annotator.model.document import Document
from annotator.model.record import text_hash
from annotator.store.failure import store_error
from annotator.store.layer import LayerKey, LayerState, annotation_row
from annotator.store.loading import empty_document, layer_state, load_document, stored_text
from annotator.store.log import DamagedLogError, Operation, State, raw_operations
from annotator.store.replay import base_document, replay
from annotator.store.rows import Rows, first


@dataclass(frozen=True, slots=True)
class LogHealth:
    """A layer's log: the operations before the first fault, those from it on, and what the fault is."""

    whole: tuple[Operation, ...]
    rest: tuple[Operation, ...]
    fault: str | None
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
    if state.counts != (len(document.entities), len(document.relations), len(document.events)):
        return "its counts are wrong"
    if _targets(rows, state.number) != _targets_of(document):
        return "its index of what names what is wrong"
    return None


def _targets(rows: Rows, layer: int) -> set[tuple[bytes, bytes]]:
    found = rows.all("SELECT source, target FROM targets WHERE layer = :layer", layer=layer)
    return {(bytes(source), bytes(target)) for source, target in found}


def _targets_of(document: Document) -> set[tuple[bytes, bytes]]:
    found = [*document.relations.values(), *document.events.values()]
    rows = (annotation_row("", annotation) for annotation in found)
    return {(row.id.encode(), target.encode()) for row in rows for target in row.targets}


def examine_log(rows: Rows, state: LayerState) -> LogHealth:
    """Look at a layer's log: checksums, numbers, and whether its operations fit each other."""
    whole: list[Operation] = []
    rest: list[Operation] = []
    fault = None
    for operation in raw_operations(rows, state.number):
        fault = fault or _operation_fault(operation, len(whole) + 1, state.key)
        (rest if fault else whole).append(operation)
    if fault is None and len(whole) < state.last_seq:
        fault = f"its log ends at operation {len(whole)}, though {state.last_seq} were written"
    return _replayed(rows, state, whole, rest, fault)


def _operation_fault(operation: Operation, expected: int, key: LayerKey) -> str | None:
    if operation.seq != expected:
        return f"operation {expected} is missing from its log"
    return None if operation.is_whole(key) else f"operation {expected} is not what was written: its checksum differs"


def _replayed(
    rows: Rows, state: LayerState, whole: list[Operation], rest: list[Operation], fault: str | None
) -> LogHealth:
    applied = [each for each in whole if each.state == State.APPLIED]
    try:
        document = replay(state.key, base_document(rows, state, applied), applied)
    except DamagedLogError as error:
        return LogHealth((), (*whole, *rest), fault or str(error), None)
    except (StoreError, ValueError):
        return LogHealth((), (*whole, *rest), fault or "its beginning is damaged", None)
    return LogHealth(tuple(whole), tuple(rest), fault, document)


def tail_is_torn(rows: Rows, state: LayerState) -> bool:
    """Whether the last operation that was written is missing or damaged: one row is read."""
    if not state.number or not state.last_seq:
        return False
    query = "SELECT seq, state, edit, who, at, elapsed_ms, checksum FROM operations WHERE layer = :layer AND seq = :seq"
    found = first(rows, query, layer=state.number, seq=state.last_seq)
    return found is None or not Operation.of(found).is_whole(state.key)


def file_faults(path: Path) -> list[str]:
    """What SQLite finds wrong with a store's file as a database: its pages, its indexes, references to nothing."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute("PRAGMA query_only = 1")
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
            lost = [f"table {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error as error:
        return [str(store_error(error, path))]
    return [each for each in said if each != "ok"] + lost[:10]


def text_fault(rows: Rows, sha256: str) -> str | None:
    """What is wrong with a stored text; None when it is what its hash says."""
    try:
        text = stored_text(rows, sha256)
    except StoreError as error:
        return str(error)
    except UnicodeDecodeError as error:
        return f"the stored text is damaged at byte {error.start}"
    return None if text_hash(text) == sha256 else "the stored text is not the one that was added: its hash differs"
