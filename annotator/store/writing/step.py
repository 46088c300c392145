"""What is handed over to be written: a new edit, or one of the log taken back or done again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from annotator.errors import EditError
from annotator.model.annotation import JSON
from annotator.model.canonical import to_bytes
from annotator.model.change import Edit
from annotator.store.tables.layer import KINDS, id_number
from annotator.store.tables.log import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to write.

    `edit` is what changes the state now: for an undo the inverse. `edit_bytes` is the edit as JSON, empty for undo
    and redo, whose edit is in the log already; `at` the time in UTC, `elapsed_ms` how long the decision took,
    `provenance` JSON on what was suggested.
    """

    kind: Kind
    edit: Edit
    who: str
    at: str
    edit_bytes: bytes = b""
    elapsed_ms: int | None = None
    provenance: bytes = b""


def numbers(edit: Edit) -> Iterator[int]:
    """The numbers in the ids that an edit puts in."""
    return (id_number(change.key) for change in edit.changes if change.slot in KINDS and change.after is not None)


def kind_of(edit: Edit) -> Kind:
    """What sort of operation a person's edit is."""
    slots = {change.slot for change in edit.changes}
    if "text" in slots:
        return Kind.TEXT
    return Kind.DECLARE if "incomplete_for" in slots else Kind.EDIT


def new_step(
    edit: Edit,
    who: str,
    elapsed_ms: int | None = None,
    *,
    kind: Kind | None = None,
    provenance: Mapping[str, JSON] | None = None,
) -> Step:
    """The step of a new edit, made now; its kind is that of a person's edit unless another is given.

    Raises:
        EditError: something in it cannot be written as JSON.
    """
    try:
        edit_bytes = to_bytes(edit)
        known = to_bytes(provenance) if provenance else b""
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise EditError(f"the edit {edit.name!r} cannot be stored: {error}") from error
    return Step(kind or kind_of(edit), edit, who, utc_now(), edit_bytes, elapsed_ms, known)


def undo_step(edit: Edit, who: str, elapsed_ms: int | None = None) -> Step:
    """The step that takes back an edit, the newest applied one of its layer."""
    return Step(Kind.UNDO, edit.inverse(), who, utc_now(), elapsed_ms=elapsed_ms)


def redo_step(edit: Edit, who: str, elapsed_ms: int | None = None) -> Step:
    """The step that does an edit again, the one that was taken back last."""
    return Step(Kind.REDO, edit, who, utc_now(), elapsed_ms=elapsed_ms)


def utc_now() -> str:
    """The time, for the log; order never depends on it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
