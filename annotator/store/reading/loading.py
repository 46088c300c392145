"""Reading a layer: its row and all of its annotations, or first what a window of the text shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from immutables import Map, MapMutation
from msgspec.structs import replace

from annotator.errors import StoreError
from annotator.model.document import Document
from annotator.store.database.rows import Reader, Rows
from annotator.store.tables.annotations import Stored, all_rows
from annotator.store.tables.checksum import row_sum, state_sum
from annotator.store.tables.layer import KINDS, LayerKey, LayerState, annotation_of, head_to_bytes, named
from annotator.store.tables.layers import layer_state
from annotator.store.tables.texts import stored_text


def open_layer(rows: Rows, key: LayerKey) -> tuple[LayerState, Document]:
    """A layer's row and its document; for one that nobody has written yet, its article without annotations.

    Raises:
        InputError: the project has no such document.
        StoreError: the annotations are not those that were written, or the text is missing.
    """
    state = layer_state(rows, key)
    return load_document(rows, state, empty_document(rows, state))


def empty_document(reader: Reader, state: LayerState) -> Document:
    """The layer's document with its text and without annotations."""
    return replace(state.head, text=stored_text(reader, state.text_sha256), text_sha256=state.text_sha256)


def with_annotations(document: Document, stored: Iterable[Stored]) -> Document:
    """The document with these stored annotations."""
    maps: dict[str, MapMutation[str, object]] = {slot: Map[str, object]().mutate() for slot in KINDS}
    for slot, payload in stored:
        annotation = annotation_of(slot, payload)
        maps[slot][annotation.id] = annotation
    return replace(document, **{slot: mutation.finish() for slot, mutation in maps.items()})


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

    def flow() -> Iterator[Stored]:
        for batch in all_rows(rows, state.number):
            sums.extend(row_sum(payload) for _, payload in batch)
            yield from batch
            if pause:
                pause()

    try:
        document = with_annotations(empty, flow())
    except (ValueError, KeyError, TypeError):
        return -1, empty
    return state_sum(total, come=sum(sums)), document
