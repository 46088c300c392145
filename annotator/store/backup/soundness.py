"""Whether a whole store is what was written: its file, texts, layers, logs and decisions; and what it amounts to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.store.database.rows import Reader, Rows, first
from annotator.store.integrity import examine, text_fault
from annotator.store.tables.decisions import damaged_decisions
from annotator.store.tables.layer import named
from annotator.store.tables.layers import all_layers
from annotator.store.tables.texts import text_hashes


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a store holds."""

    documents: int
    layers: int
    operations: int
    decisions: int


def amount_of(reader: Reader) -> Amount:
    """How much a store holds, removed articles left out."""
    counts = (
        "SELECT count(*) FROM documents WHERE removed_at IS NULL",
        "SELECT count(*) FROM layers l JOIN documents d ON d.number = l.document WHERE d.removed_at IS NULL",
        (
            "SELECT count(*) FROM operations o JOIN layers l ON l.number = o.layer JOIN documents d "
            "ON d.number = l.document WHERE d.removed_at IS NULL"
        ),
        "SELECT count(*) FROM decisions c JOIN documents d ON d.number = c.document WHERE d.removed_at IS NULL",
    )
    return Amount(*(int((first(reader, query) or (0,))[0]) for query in counts))


def faults_of(rows: Rows) -> Iterator[str]:
    """Everything in a store that is not what was written.

    Raises:
        StoreError: the store cannot be read at all.
    """
    for document_id, sha256 in text_hashes(rows):
        if fault := text_fault(rows, sha256):
            yield f"document {document_id!r}: {fault}"
    for key in all_layers(rows):
        try:
            yield from (f"{named(key)}: {fault}" for fault in examine(rows, key).faults)
        except (AnnotatorError, ValueError) as error:
            yield f"{named(key)}: {error}"
    yield from (f"document {each.document_id!r}: {each.fault}" for each in damaged_decisions(rows))
