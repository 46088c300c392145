"""A layer opened for labelling: edits show at once and are written by a thread of their own.

What `apply` returns is on screen; `saved` says when it is on disk. When the store fails, the document stays as it is
in memory, `failure` says why, and the writing is tried again. A huge layer opens with a window of it: the rest is read
in the background, and edits made meanwhile are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event as Flag
from threading import RLock, Thread
from time import monotonic, sleep

from msgspec import structs

from annotator.errors import EditError, LayerLockedError, StoreError
from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version
from annotator.store.failure import StaleWriteError
from annotator.store.garbage_collection import pause_gc
from annotator.store.integrity import tail_is_torn
from annotator.store.layer import LayerKey, LayerState
from annotator.store.lease import Lease
from annotator.store.loading import empty_document, layer_state, load_document, window_rows, with_annotations
from annotator.store.log import named
from annotator.store.step import Step, new_step, numbers, utc_now
from annotator.store.store import Store
from annotator.store.undo_history import History
from annotator.store.worker import Worker

WINDOW_FIRST = 5_000
"""A layer with more annotations than this opens with a window of them."""
LOADING_PAUSE_S = 0.001
"""After each batch of rows the loader lets the screen have its turn."""


class _ClosedError(Exception):
    """The session was closed while the rest of the layer was being read."""


def _import_writer() -> None:
    import annotator.store.writer  # noqa: F401, PLC0415 - imports SQLAlchemy, in the worker's thread


class LabelSession:
    """One person's layer of one article, open for labelling."""

    def __init__(
        self, store: Store, schema: LabelSchema, key: LayerKey, *, who: str = "", window: Span | None = None
    ) -> None:
        """Open the layer; `window` is the part of the text to load first when the layer is huge.

        Raises:
            InputError: there is no such document.
            StoreError: the store cannot be read, or what it holds is damaged.
        """
        self.schema = schema
        self.read_only: str | None = None
        self.notice: str | None = None
        self._store = store
        self._key = key
        self._who = who or key.name
        self._lock = RLock()
        self._callbacks: list[Callable[[], None]] = []
        self._closing = False
        self._loaded = Flag()
        self._load_failure: str | None = None
        self._meanwhile: list[Edit] = []
        self._worker = Worker(self._write, self._notify, _import_writer)
        # A document that is not there is found out before anything is taken.
        layer_state(store.rows, key)
        self._lease = self._take_lease()
        try:
            self._mend_tail()
            self._state = self._first_state()
            self._last_number = self._state.last_number
            self._history = History(store.rows, self._state)
            self._document = self._open(window)
        except StoreError:
            self._release()
            raise
        self._last_action = monotonic()

    def _take_lease(self) -> Lease | None:
        if self._store.read_only:
            self.read_only = self._store.read_only
            return None
        try:
            lease = self._store.lease(self._key)
        except LayerLockedError as error:
            self.read_only = f"read-only: {error}"
            return None
        except StoreError as error:
            self.read_only = f"read-only: {error}"
            return None
        if lease.taken_over:
            self.notice = f"taken over from {lease.taken_over}, which ended without closing this layer"
        return lease

    def _mend_tail(self) -> None:
        """Put the layer right when its last operation is torn: what is whole is kept, the rest set aside, and said."""
        state = layer_state(self._store.rows, self._key)
        if self.read_only or sum(state.counts) > WINDOW_FIRST or not tail_is_torn(self._store.rows, state):
            return
        from annotator.store.repair import repair_layer  # noqa: PLC0415 - imports SQLAlchemy; only after damage

        self.notice = str(repair_layer(self._store, self._key))

    def _first_state(self) -> LayerState:
        state = layer_state(self._store.rows, self._key)
        if not state.number:
            return replace(state, head=structs.replace(state.head, schema_ref=self.schema.ref))
        if not self.read_only and comparable_version(state.head.schema_ref or "") != comparable_version(
            self.schema.ref
        ):
            self.read_only = (
                f"read-only: labelled with {state.head.schema_ref}, this project has {self.schema.ref}; "
                "bring it over with: annotator schema migrate"
            )
        return state

    def _open(self, window: Span | None) -> Document:
        empty = empty_document(self._store.rows, self._state)
        if sum(self._state.counts) <= WINDOW_FIRST:
            self._state, document = load_document(self._store.rows, self._state, empty)
            self._last_number = self._state.last_number
            self._loaded.set()
            return document
        first = with_annotations(empty, window_rows(self._store.rows, self._state.number, window or (0, 10_000)))
        self._loader = Thread(target=self._load_rest, args=(self._state, empty), name="annotator-load", daemon=True)
        self._loader.start()
        return first

    def _load_rest(self, state: LayerState, empty: Document) -> None:
        try:
            if tail_is_torn(self._store.rows, state):
                raise StoreError(f"{named(self._key)}: the last operation is torn; run `annotator doctor`")
            with pause_gc():
                _, document = load_document(self._store.rows, state, empty, self._pause)
        except StoreError as error:
            self._load_failure = str(error)
            self.read_only = f"read-only: {error}"
        except _ClosedError:
            return
        else:
            with self._lock:
                for edit in self._meanwhile:
                    document = apply(document, edit)
                self._document = document
                self._meanwhile.clear()
                self._loaded.set()
        self._loaded.set()
        self._notify()

    def _pause(self) -> None:
        if self._closing:
            raise _ClosedError
        sleep(LOADING_PAUSE_S)

    @property
    def document(self) -> Document:
        """The layer as it is now, every applied edit in it."""
        return self._document

    @property
    def loaded(self) -> bool:
        """Whether all of the layer is in `document`, not only the first window."""
        return self._loaded.is_set() and self._load_failure is None

    @property
    def saved(self) -> bool:
        """Whether every applied edit is on disk."""
        return self._worker.saved

    @property
    def failure(self) -> str | None:
        """Why edits are not on disk, or why the layer could not be read; None while all is well."""
        return self._worker.failure or self._load_failure

    def apply(self, edit: Edit) -> Document:
        """Apply an edit and hand it over to be written.

        Raises:
            EditError: it does not fit the document, or cannot be written as JSON.
            StoreError: the layer is read-only.
        """
        self._refuse_reading()
        now = monotonic()
        with pause_gc(len(edit.changes)), self._lock:
            step = new_step(edit, self._who, int((now - self._last_action) * 1000))
            self._change(step.edit)
            self._last_action = now
            self._history.done(step.edit)
            self._submit(step)
            return self._document

    def undo(self) -> Edit | None:
        """Take the last edit back; returns the edit that did it, None when there is nothing to undo.

        Raises:
            StoreError: the layer is read-only, or its log cannot be read.
        """
        self._refuse_reading()
        with self._lock:
            done = self._history.last_done()
            if done is None:
                return None
            inverse = done.inverse()
            self._change(inverse)
            self._history.undone()
            self._submit(Step("undo", inverse, self._who, utc_now()))
            return inverse

    def redo(self) -> Edit | None:
        """Do again what was undone last; returns that edit, None when there is nothing to redo.

        Raises:
            StoreError: the layer is read-only, or its log cannot be read.
        """
        self._refuse_reading()
        with self._lock:
            edit = self._history.next_undone()
            if edit is None:
                return None
            self._change(edit)
            self._history.redone()
            self._submit(Step("redo", edit, self._who, utc_now()))
            return edit

    def _refuse_reading(self) -> None:
        if self.read_only:
            raise StoreError(self.read_only)

    def _change(self, edit: Edit) -> None:
        try:
            self._document = apply(self._document, edit)
        except EditError:
            if self._loaded.is_set():
                raise
            # It may concern something that is still being read.
            self._wait_loaded()
            self._document = apply(self._document, edit)
        if not self._loaded.is_set():
            self._meanwhile.append(edit)

    def _wait_loaded(self) -> None:
        # The loader takes the lock to hand over what it read.
        self._lock.release()
        try:
            self._loaded.wait()
        finally:
            self._lock.acquire()

    def _submit(self, step: Step) -> None:
        self._last_number = max(self._last_number, max(numbers(step.edit), default=0))
        self._worker.submit(step)

    def _write(self, steps: Sequence[Step]) -> None:
        from annotator.store.writer import already_committed, write_steps  # noqa: PLC0415 - SQLAlchemy, in the worker's thread

        changes = sum(len(step.edit.changes) for step in steps)
        try:
            with pause_gc(changes):
                self._state = write_steps(self._store.writable(), self._store.location, self._state, steps)
        except StaleWriteError:
            now = already_committed(self._store.rows, self._state, steps)
            if now is None:
                raise
            self._state = now

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing in this layer ever had: the prefix and the next number."""
        with self._lock:
            self._last_number += 1
            return f"{prefix}{self._last_number}"

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Have `callback` called, from another thread, when `saved`, `failure` or `loaded` may have changed."""
        self._callbacks.append(callback)

    def _notify(self) -> None:
        for callback in tuple(self._callbacks):
            callback()

    def warm_up(self) -> None:
        """Import what the first save needs, in the background; to be called when the screen stands."""
        if not self.read_only:
            self._worker.start()

    def flush(self, timeout_s: float = 10.0) -> None:
        """Wait until every edit is on disk.

        Raises:
            StoreError: they are not, and why.
        """
        self._worker.flush(timeout_s)

    def whole_document(self) -> Document:
        """The document as it is now, once all of it has been read."""
        self._loaded.wait()
        return self._document

    def close(self, timeout_s: float = 10.0) -> None:
        """Wait until every edit is on disk, then let the layer go.

        Raises:
            StoreError: some are not on disk; the layer is let go nevertheless.
        """
        try:
            self.flush(timeout_s)
        finally:
            self._closing = True
            self._worker.close()
            self._release()

    def _release(self) -> None:
        if self._lease:
            self._lease.release()
