"""What the editor needs of an open layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from annotator.model.annotation import JSON
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


class Session(Protocol):
    """What is needed of an open layer; `annotator.store.session.LabelSession` is one."""

    schema: LabelSchema
    read_only: str | None
    notice: str | None

    @property
    def document(self) -> Document:
        """The layer as it is now."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The types that the layer was asked for; empty for all."""

    @property
    def saved(self) -> bool:
        """Whether every edit is on disk."""

    @property
    def failure(self) -> str | None:
        """Why edits are not on disk."""

    @property
    def loaded(self) -> bool:
        """Whether the whole layer has been read."""

    def apply(self, edit: Edit, provenance: Mapping[str, JSON] | None = None) -> Document:
        """Apply an edit, with what is to be kept of what was suggested for it."""

    def undo(self) -> Edit | None:
        """Take the last edit back."""

    def redo(self) -> Edit | None:
        """Do again what was taken back."""

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing ever had."""

    def other_schemas(self) -> tuple[str, ...]:
        """The schemas of this very name and version, but of another content, that the layer was labelled with."""

    def could_write_now(self) -> bool:
        """Whether a layer that somebody else had could be opened for writing now."""

    def changed_elsewhere(self) -> bool:
        """Whether somebody else has written the layer since it was read."""

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Be told when something changed on disk."""

    def warm_up(self) -> None:
        """Prepare for the first save."""

    def flush(self, timeout_s: float = 10.0) -> None:
        """Wait until every edit is on disk."""

    def whole_document(self) -> Document:
        """The document as it is now, once all of it has been read."""

    def close(self) -> None:
        """Wait for the disk, then let go."""
