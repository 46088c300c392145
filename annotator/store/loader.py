"""The document of an open layer: a huge one is there with a window of it first, and the rest is read meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread

from annotator.errors import EditError, StoreError
from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.store.database.rows import Rows
from annotator.store.integrity import tail_is_torn
from annotator.store.reading.garbage_collection import pause_gc
from annotator.store.reading.giving_way import give_way
from annotator.store.reading.loading import empty_document, load_document, with_annotations
from annotator.store.tables.annotations import window_rows
from annotator.store.tables.layer import LayerState, named

WINDOW_FIRST = 5_000
"""A layer with more annotations than this opens with a window of them."""
FIRST_WINDOW: Span = (0, 10_000)


class _ClosedError(Exception):
    """The layer was closed while the rest of it was being read."""


class LayerLoader:
    """Reads a layer, and keeps the edits that are made before all of it is there."""

    def __init__(
        self, rows: Rows, state: LayerState, window: Span | None, on_loaded: Callable[[str | None], None]
    ) -> None:
        """Read all of a layer, or of a huge one what the window shows; `settled` is called when the rest is there.

        It is called from another thread, with the reason when the rest could not be read.

        Raises:
            StoreError: the store cannot be read, or what it holds is damaged.
        """
        self._rows = rows
        self._on_loaded = on_loaded
        self._changed = Condition()
        self._closing = False
        self._meanwhile: list[Edit] = []
        self._settled = sum(state.counts) <= WINDOW_FIRST
        self.failure: str | None = None
        """Why the rest could not be read."""
        empty = empty_document(rows, state)
        if self._settled:
            self.state, self.document = load_document(rows, state, empty)
            return
        self.state = state
        self.document = with_annotations(empty, window_rows(rows, state.number, window or FIRST_WINDOW))
        Thread(target=self._load_rest, args=(empty,), name="annotator-load", daemon=True).start()

    @property
    def loaded(self) -> bool:
        """Whether all of the layer is in `document`."""
        return self._settled and self.failure is None

    def change(self, edit: Edit) -> None:
        """Apply an edit; one that concerns something that is still being read waits for it.

        Raises:
            EditError: it does not fit.
        """
        with self._changed:
            try:
                self.document = apply(self.document, edit)
            except EditError:
                if self._settled:
                    raise
                self._changed.wait_for(lambda: self._settled)
                self.document = apply(self.document, edit)
            if not self._settled:
                self._meanwhile.append(edit)

    def whole(self) -> Document:
        """The document as it is now, once all of it has been read."""
        with self._changed:
            self._changed.wait_for(lambda: self._settled)
            return self.document

    def close(self) -> None:
        """Read no further."""
        self._closing = True

    def _load_rest(self, empty: Document) -> None:
        try:
            state, whole = self._read(empty)
        except StoreError as error:
            self._publish(None, 0, str(error))
        except _ClosedError:
            return
        else:
            # Edits that were written before the reading began are in what was read: each is a revision.
            self._publish(whole, state.revision - self.state.revision, None)

    def _read(self, empty: Document) -> tuple[LayerState, Document]:
        if tail_is_torn(self._rows, self.state):
            raise StoreError(f"{named(self.state.key)}: the last operation is torn; run `annotator doctor`")
        with pause_gc():
            return load_document(self._rows, self.state, empty, self._pause)

    def _publish(self, whole: Document | None, known_edits: int, failure: str | None) -> None:
        with self._changed:
            if whole is not None:
                for edit in self._meanwhile[known_edits:]:
                    whole = apply(whole, edit)
                self.document = whole
            self._meanwhile.clear()
            self.failure = failure
            self._settled = True
            self._changed.notify_all()
        self._on_loaded(failure)

    def _pause(self) -> None:
        if self._closing:
            raise _ClosedError
        give_way()
