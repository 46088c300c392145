"""What is handed over to be written: a new edit, or one of the log taken back or done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from annotator.errors import EditError
from annotator.model.canonical import to_bytes
from annotator.model.change import Edit
from annotator.store.layer import KINDS, id_number

StepKind: TypeAlias = Literal["edit", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to write.

    `edit` is what changes the state now: for an undo the inverse. `edit_bytes` is the edit as JSON, empty for undo
    and redo, whose edit is in the log already; `at` the time in UTC, `elapsed_ms` how long the decision took.
    """

    kind: StepKind
    edit: Edit
    who: str
    at: str
    edit_bytes: bytes = b""
    elapsed_ms: int | None = None


def numbers(edit: Edit) -> Iterator[int]:
    """The numbers in the ids that an edit puts in."""
    return (id_number(change.key) for change in edit.changes if change.slot in KINDS and change.after is not None)


def new_step(edit: Edit, who: str, elapsed_ms: int | None = None) -> Step:
    """The step of a new edit, made now.

    Raises:
        EditError: something in it cannot be written as JSON.
    """
    try:
        edit_bytes = to_bytes(edit)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise EditError(f"the edit {edit.name!r} cannot be stored: {error}") from error
    return Step("edit", edit, who, utc_now(), edit_bytes, elapsed_ms)


def utc_now() -> str:
    """The time, for the log; order never depends on it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
