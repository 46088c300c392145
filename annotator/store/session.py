"""A layer opened for labelling: edits show at once and are written by a thread of their own.

What `apply` returns is on screen; `saved` says when it is on disk. When the store fails, the document stays as it is
in memory, `failure` says why, and the writing is tried again. A huge layer opens with a window of it: the rest is read
in the background, and edits made meanwhile are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from threading import RLock
from time import monotonic

from annotator.errors import StaleWriteError, StoreError
from annotator.model.annotation import JSON
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.coverage import begun
from annotator.schema.identity import schema_identity
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version
from annotator.store.access import take_access
from annotator.store.integrity import tail_is_torn
from annotator.store.loader import WINDOW_FIRST, LayerLoader
from annotator.store.reading.garbage_collection import pause_gc
from annotator.store.reading.labelled_with import SCHEMA, other_contents
from annotator.store.reading.status import LayerStatus, layer_status
from annotator.store.store import Store
from annotator.store.tables.assignments import asked
from annotator.store.tables.layer import LayerKey, LayerState
from annotator.store.tables.layers import layer_state
from annotator.store.writing.fresh_ids import FreshIds
from annotator.store.writing.step import Step, new_step, redo_step, undo_step
from annotator.store.writing.undo_history import History
from annotator.store.writing.worker import Worker


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
        self._who = who or key.name
        self._lock = RLock()
        self._callbacks: list[Callable[[], None]] = []
        # A document that is not there is found out before anything is taken.
        layer_state(store.rows, key)
        self._access = take_access(store, key, self._lease_lost)
        self.read_only, self.notice = self._access.read_only, self._access.notice
        try:
            state = self._first_state(store, key)
            self._asked = asked(store.rows, key.document_id).get(key, ())
            # From here on a huge layer is being read, and whoever else asks the store waits.
            self._loader = LayerLoader(store.rows, state, window, self._rest_read)
            self._history = History(store.rows, self._loader.state)
        except StoreError:
            self._access.release()
            raise
        self._ids = FreshIds(self._loader.state.last_number)
        self._worker = Worker(_Saving(store, self._loader.state, self._access.token), self._notify)
        self._written = bool(state.number)
        self._store, self._key = store, key
        self._rows, self._number, self._schema_is_stored = store.rows, state.number, False
        self._last_action = monotonic()

    def _first_state(self, store: Store, key: LayerKey) -> LayerState:
        state = layer_state(store.rows, key)
        if not self.read_only and sum(state.counts) <= WINDOW_FIRST and tail_is_torn(store.rows, state):
            from annotator.store.repair import repair_layer  # noqa: PLC0415 - imports SQLAlchemy; only after damage

            self.notice = str(repair_layer(store, key))
            state = layer_state(store.rows, key)
        if not state.number:
            return replace(state, head=begun(state.head, self.schema))
        schema_ref = state.head.schema_ref or ""
        if not self.read_only and comparable_version(schema_ref) != comparable_version(self.schema.ref):
            self.read_only = (
                f"read-only: labelled with {state.head.schema_ref}, this project has {self.schema.ref}; "
                "bring it over with: annotator schema migrate"
            )
        return state

    def _lease_lost(self, reason: str) -> None:
        self.read_only = f"read-only: {reason}"
        self._notify()

    def _rest_read(self, failure: str | None) -> None:
        if failure:
            self.read_only = f"read-only: {failure}"
        self._notify()

    @property
    def document(self) -> Document:
        """The layer as it is now, every applied edit in it."""
        return self._loader.document

    @property
    def status(self) -> LayerStatus:
        """`new` before the first edit, `done` when everything that was asked for is declared, else `begun`."""
        return layer_status(self.document.incomplete_for, self.asked) if self._written else "new"

    @property
    def asked(self) -> tuple[str, ...]:
        """The types that this layer was asked for; empty where it was asked for all, or nobody was asked."""
        return self._asked

    @property
    def loaded(self) -> bool:
        """Whether all of the layer is in `document`, not only the first window."""
        return self._loader.loaded

    @property
    def saved(self) -> bool:
        """Whether every applied edit is on disk."""
        return self._worker.saved

    @property
    def failure(self) -> str | None:
        """Why edits are not on disk, or why the layer could not be read; None while all is well."""
        return self._worker.failure or self._loader.failure

    def apply(self, edit: Edit, provenance: Mapping[str, JSON] | None = None) -> Document:
        """Apply an edit and hand it over to be written, with what was suggested for it.

        Raises:
            EditError: it does not fit the document, or cannot be written as JSON.
            StoreError: the layer is read-only.
        """
        self._refuse_reading()
        with pause_gc(len(edit.changes)), self._lock:
            step = new_step(edit, self._who, self._elapsed_ms(), provenance=self._with_schema(provenance))
            self._take(step)
            self._schema_is_stored = True
            self._history.done(step.edit)
            return self.document

    def _with_schema(self, provenance: Mapping[str, JSON] | None) -> Mapping[str, JSON] | None:
        """The provenance of an edit; that of the session's first one says by which schema."""
        return provenance if self._schema_is_stored else {**(provenance or {}), SCHEMA: self._identity}

    @cached_property
    def _identity(self) -> str:
        return schema_identity(self.schema)

    def other_schemas(self) -> tuple[str, ...]:
        """The schemas of this very name and version, but of another content, that the layer was labelled with."""
        return other_contents(self._rows, self._number, self._identity) if self._number else ()

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
            step = undo_step(done, self._who, self._elapsed_ms())
            self._take(step)
            self._history.undone()
            return step.edit

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
            self._take(redo_step(edit, self._who, self._elapsed_ms()))
            self._history.redone()
            return edit

    def _refuse_reading(self) -> None:
        if self.read_only:
            raise StoreError(self.read_only)

    def _elapsed_ms(self) -> int:
        return int((monotonic() - self._last_action) * 1000)

    def _take(self, step: Step) -> None:
        self._loader.change(step.edit)
        self._last_action = monotonic()
        self._ids.note(step.edit)
        self._written = True
        self._worker.submit(step)

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing in this layer ever had: the prefix and the next number."""
        return self._ids.fresh(prefix)

    def could_write_now(self) -> bool:
        """Whether a layer that could only be read, because somebody else had it, could be opened for writing now."""
        if self._access.read_only is None:
            return False
        access = take_access(self._store, self._key, lambda _: None)
        access.release()
        return access.read_only is None

    def changed_elsewhere(self) -> bool:
        """Whether somebody else has written the layer since it was read here; nobody can while it is open for writing.

        Raises:
            InputError: the document is gone.
            StoreError: the store cannot be read.
        """
        now = layer_state(self._rows, self._key)
        return self.read_only is not None and now.revision != self._loader.state.revision

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Have `callback` called, from another thread, when `saved`, `failure`, `loaded` or `read_only` may differ."""
        self._callbacks.append(callback)

    def _notify(self) -> None:
        for callback in tuple(self._callbacks):
            callback()

    def warm_up(self) -> None:
        """Import what the first save needs, in the background; to be called when the screen stands."""
        if not self.read_only:
            self._worker.start()
            _ = self._identity

    def flush(self, timeout_s: float = 10.0) -> None:
        """Wait until every edit is on disk.

        Raises:
            StoreError: they are not, and why.
        """
        self._worker.flush(timeout_s)

    def whole_document(self) -> Document:
        """The document as it is now, once all of it has been read."""
        return self._loader.whole()

    def close(self, timeout_s: float = 10.0) -> None:
        """Wait until every edit is on disk, then let the layer go.

        Raises:
            StoreError: some are not on disk; the layer is let go nevertheless.
        """
        try:
            self.flush(timeout_s)
        finally:
            self._loader.close()
            self._worker.close()
            self._access.release()


class _Saving:
    """Writes steps into the layer, from the state that the last ones left."""

    def __init__(self, store: Store, state: LayerState, token: str) -> None:
        self._store = store
        self._state = state
        self._token = token

    def warm_up(self) -> None:
        import annotator.store.writing.writer  # noqa: F401, PLC0415 - imports SQLAlchemy, in the worker's thread

    def write(self, steps: Sequence[Step]) -> None:
        from annotator.store.writing.writer import already_committed, write_steps  # noqa: PLC0415 - as above

        store, state = self._store, self._state
        try:
            with pause_gc(sum(len(step.edit.changes) for step in steps)):
                self._state = write_steps(store.writable(), store.location, state, steps, self._token)
        except StaleWriteError:
            now = already_committed(store.rows, state, steps)
            if now is None:
                raise
            self._state = now
