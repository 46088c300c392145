"""What extractors suggest beside the layers: all SQL on the tables `prediction_runs` and `predictions`.

A run is one extractor's answer for one article, by version, schema and text; a newer one of the same extractor takes
its place. Nothing here is part of a layer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from annotator.errors import StoreError
from annotator.model.annotation import Annotation
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.store.database.rows import Reader
from annotator.store.database.transaction import Transaction
from annotator.store.tables.annotations import Stored
from annotator.store.tables.layer import KINDS, annotation_of, annotation_row

_RUN = "SELECT r.number, d.id, r.extractor, r.version, r.schema_ref, r.text_sha256, r.at, d.text_sha256"
_FROM = "FROM prediction_runs r JOIN documents d ON d.number = r.document WHERE d.removed_at IS NULL"
_DELETE = """
DELETE FROM prediction_runs WHERE extractor = :extractor AND document IN (SELECT number FROM documents WHERE id = :id)
"""
_INSERT_RUN = """
INSERT INTO prediction_runs (document, extractor, version, schema_ref, text_sha256, at)
SELECT number, :extractor, :version, :schema_ref, :text_sha256, :at FROM documents
WHERE id = :id AND removed_at IS NULL RETURNING number
"""
_INSERT = """
INSERT INTO predictions (run, id, slot, start_char, end_char, score, payload)
VALUES (:run, :id, :slot, :start_char, :end_char, :score, :payload)
"""


@dataclass(frozen=True, slots=True)
class PredictionRun:
    """One extractor's answer for one article; `is_of_text` says whether the article still has that text."""

    number: int
    document_id: str
    extractor: str
    version: str
    schema_ref: str
    text_sha256: str
    at: str
    is_of_text: bool = True

    def is_fresh(self, schema_ref: str) -> bool:
        """Whether it was said under a schema, of the text as it is now."""
        return self.is_of_text and self.schema_ref == schema_ref

    def holds(self, version: str, schema_ref: str) -> bool:
        """Whether that is what this version of the extractor says."""
        return self.is_fresh(schema_ref) and self.version == version


def prediction_runs(reader: Reader, document_id: str | None = None) -> list[PredictionRun]:
    """The runs on an article, or on all, by article and extractor."""
    one = "" if document_id is None else " AND d.id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    rows = reader.all(f"{_RUN} {_FROM}{one} ORDER BY d.position, d.number, r.extractor", **parameters)
    return [_run(row) for row in rows]


def _run(row: tuple[Any, ...]) -> PredictionRun:
    number, *names, text_sha256, at, current_sha256 = row
    document_id, extractor, version, schema_ref = (str(bytes(each), "utf-8") for each in names)
    is_of_text = text_sha256 == current_sha256
    return PredictionRun(int(number), document_id, extractor, version, schema_ref, text_sha256, at, is_of_text)


def predictions(reader: Reader, run: int, window: Span | None = None) -> list[Annotation]:
    """What a run says, or what of it stands in a window of the text; relations, which have no place, always."""
    where = " AND (start_char IS NULL OR (start_char < :window_end AND end_char > :window_start))" if window else ""
    parameters = {"window_start": window[0], "window_end": window[1]} if window else {}
    query = f"SELECT slot, payload FROM predictions WHERE run = :run{where} ORDER BY start_char, id"
    rows: list[Stored] = [(slot, bytes(payload)) for slot, payload in reader.all(query, run=run, **parameters)]
    return [annotation_of(slot, payload) for slot, payload in rows]


def prediction_counts(reader: Reader) -> dict[int, int]:
    """How many annotations each run says."""
    return {int(run): int(count) for run, count in reader.all("SELECT run, count(*) FROM predictions GROUP BY run")}


def keep_predictions(transaction: Transaction, document: Document, extractor: str, version: str, at: str) -> None:
    """Keep what an extractor says of an article, in the place of what it said before.

    Raises:
        StoreError: the article is not there any more.
    """
    forget_predictions(transaction, extractor, [document.id])
    rows = transaction.all(
        _INSERT_RUN,
        id=document.id.encode(),
        extractor=extractor.encode(),
        version=version.encode(),
        schema_ref=(document.schema_ref or "").encode(),
        text_sha256=document.text_sha256,
        at=at,
    )
    if not rows:
        raise StoreError(f"document {document.id!r} is not there any more; what was predicted for it was not kept")
    run = int(rows[0][0])
    transaction.run_many(
        _INSERT, [_row(run, slot, each) for slot in KINDS for each in getattr(document, slot).values()]
    )


def _row(run: int, slot: str, annotation: Annotation) -> tuple[Any, ...]:
    score = annotation.score
    row = annotation_row(slot, annotation if score is None else replace(annotation, score=float(score)))
    return run, row.id.encode(), slot, row.start_char, row.end_char, score, row.payload


def forget_predictions(transaction: Transaction, extractor: str, document_ids: Iterable[str]) -> int:
    """Forget what an extractor said of articles; of how many there was something."""
    return sum(transaction.run(_DELETE, extractor=extractor.encode(), id=each.encode()) for each in document_ids)
