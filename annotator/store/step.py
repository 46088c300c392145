"""What is handed over to be written: a new edit, or one of the log taken back or done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

import orjson

from annotator.errors import EditError
from annotator.model.change import Edit
from annotator.model.plain import edit_from_plain, edit_to_plain
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


def new_step(edit: Edit, who: str, elapsed_ms: int | None = None, *, canonical: bool = False) -> Step:
    """The step of a new edit, made now; its edit is the one that will be read back from the log.

    An edit made of records that were read is `canonical`: it is that one already.

    Raises:
        EditError: something in it cannot be written as JSON.
    """
    try:
        edit_bytes = orjson.dumps(edit_to_plain(edit))
    except TypeError as error:  # orjson's own error is one
        raise EditError(f"the edit {edit.name!r} cannot be stored: {error}") from error
    kept = edit if canonical else edit_from_plain(orjson.loads(edit_bytes))
    return Step("edit", kept, who, utc_now(), edit_bytes, elapsed_ms)


def utc_now() -> str:
    """The time, for the log; order never depends on it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
