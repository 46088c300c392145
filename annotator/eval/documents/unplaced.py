"""What a prediction says that has no place in the text, as scores and errors see it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from annotator.model.record import Record, Unplaced


def type_of(unplaced: Unplaced) -> str:
    """The type of what has no place; of an argument that of its event."""
    return unplaced.type.partition("/")[0] if is_argument(unplaced) else unplaced.type


def is_argument(unplaced: Unplaced) -> bool:
    """Whether it is an argument, whose type is `EventType/role`."""
    return unplaced.layer == "events" and "/" in unplaced.type


def unplaced_of(record: Record) -> tuple[Unplaced, ...]:
    """What of a prediction has no place."""
    return record.extractor.unplaced if record.extractor else ()


def with_unplaced(record: Record, keep: Callable[[Unplaced], bool]) -> Record:
    """The record with only those of its unplaced that are kept."""
    placeless = unplaced_of(record)
    kept = tuple(filter(keep, placeless))
    if len(kept) == len(placeless) or record.extractor is None:
        return record
    return replace(record, extractor=replace(record.extractor, unplaced=kept))
