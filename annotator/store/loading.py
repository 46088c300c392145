"""Reading a layer: its row, all of it, or first what a window of the text shows.

A window brings along what hangs on its mentions, at any depth, and what those name: whoever removes something that is
on screen removes all that names it, even while the rest is still being read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import orjson
from immutables import Map, MapMutation
from msgspec.structs import replace

from annotator.errors import InputError, StoreError
from annotator.model.annotation import JSON
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.store.checksum import row_sum, state_sum
from annotator.store.layer import KINDS, LayerKey, LayerState, annotation_of, head_from_bytes, head_to_bytes
from annotator.store.log import named
from annotator.store.rows import Rows, first

_LAYER = """
SELECT d.number, d.meta, d.text_sha256, d.removed_at, l.number, l.text_sha256, l.head, l.revision, l.last_seq,
       l.last_number, l.total, l.entities, l.relations, l.events
FROM documents d LEFT JOIN layers l ON l.document = d.number AND l.name = :name
WHERE d.id = :id
"""
_ALL = "SELECT slot, payload FROM annotations WHERE layer = :layer"
_WINDOW = """
WITH RECURSIVE near(id) AS (
  SELECT id FROM annotations WHERE layer = :layer AND start_char < :window_end AND end_char > :window_start
  UNION
  SELECT t.source FROM targets t JOIN near ON t.target = near.id WHERE t.layer = :layer
)
SELECT slot, payload FROM annotations WHERE layer = :layer AND id IN (
  SELECT id FROM near
  UNION
  SELECT target FROM targets WHERE layer = :layer AND source IN (SELECT id FROM near)
)
"""


def layer_state(rows: Rows, key: LayerKey) -> LayerState:
    """The row of a layer; for one that nobody has written yet, the state it begins with.

    Raises:
        InputError: the project has no such document.
    """
    found = first(rows, _LAYER, id=key.document_id.encode(), name=key.name.encode())
    if found is None or found[3] is not None:
        raise InputError(f"there is no document {key.document_id!r} in this project")
    document_number, meta, document_sha = found[0], found[1], found[2]
    number, sha, head, revision, last_seq, last_number, total, *counts = found[4:]
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
        last_number=last_number,
        total=total,
        counts=(counts[0], counts[1], counts[2]),
    )


def _untouched(key: LayerKey, document_number: int, sha: str, meta: dict[str, JSON]) -> LayerState:
    head = Document(id=key.document_id, annotator=key.name, meta=meta)
    return LayerState(key=key, head=head, text_sha256=sha, document_number=document_number)


def stored_text(rows: Rows, sha256: str) -> str:
    """A text by its hash.

    Raises:
        StoreError: it is not there.
    """
    found = first(rows, "SELECT text FROM texts WHERE sha256 = :sha256", sha256=sha256)
    if found is None:
        raise StoreError(f"the text {sha256[:12]} is missing from the store; run `annotator doctor`")
    return str(bytes(found[0]), "utf-8")


def empty_document(rows: Rows, state: LayerState) -> Document:
    """The layer's document with its text and without annotations."""
    return replace(state.head, text=stored_text(rows, state.text_sha256), text_sha256=state.text_sha256)


def with_annotations(document: Document, found: Iterable[tuple[str, bytes]]) -> Document:
    """The document with these stored annotations."""
    maps: dict[str, MapMutation[str, object]] = {slot: Map[str, object]().mutate() for slot in KINDS}
    for slot, payload in found:
        annotation = annotation_of(slot, payload)
        maps[slot][annotation.id] = annotation
    return replace(document, **{slot: mutation.finish() for slot, mutation in maps.items()})


def window_rows(rows: Rows, layer: int, window: Span) -> list[tuple[str, bytes]]:
    """What a window of the text shows, and what that needs."""
    start, end = window
    found = rows.all(_WINDOW, layer=layer, window_start=start, window_end=end)
    return [(slot, bytes(payload)) for slot, payload in found]


def load_document(
    rows: Rows, state: LayerState, empty: Document, pause: Callable[[], None] | None = None
) -> tuple[LayerState, Document]:
    """The whole layer as it is now; `pause` is called between batches.

    Raises:
        StoreError: the annotations are not those that were written: their state sum differs.
    """
    if not state.number:
        return state, empty
    for _attempt in range(3):
        total, document = _read_all(rows, state, empty, pause)
        if total == state.total:
            return state, document
        # Somebody wrote between the two reads: a reader of a layer that another process has open.
        newer = layer_state(rows, state.key)
        if newer.revision == state.revision:
            break
        state, empty = newer, empty_document(rows, newer)
    raise StoreError(
        f"{named(state.key)}: the stored annotations are not what was written (their sum differs); "
        "run `annotator doctor`"
    )


def _read_all(rows: Rows, state: LayerState, empty: Document, pause: Callable[[], None] | None) -> tuple[int, Document]:
    total = state_sum(0, come=row_sum(head_to_bytes(state.head)))
    sums: list[int] = []

    def flow() -> Iterator[tuple[str, bytes]]:
        for batch in rows.batches(_ALL, layer=state.number):
            for slot, payload in batch:
                payload_bytes = bytes(payload)
                sums.append(row_sum(payload_bytes))
                yield slot, payload_bytes
            if pause:
                pause()

    try:
        document = with_annotations(empty, flow())
    except (ValueError, KeyError, TypeError):
        return -1, empty
    return state_sum(total, come=sum(sums)), document


def record_of(rows: Rows, key: LayerKey) -> Document:
    """A layer as a whole document, with its text."""
    state = layer_state(rows, key)
    return load_document(rows, state, empty_document(rows, state))[1]
