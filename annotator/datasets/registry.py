"""The registry of a corpus, `entities.jsonl`: who or what a `coref` id is, across all documents.

One object a line: `{id, kind, type, name, links?, note?}`; the same rigour and the same canonical bytes as records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from annotator.datasets.blank_lines import BlankLines
from annotator.datasets.source import Source, opened
from annotator.datasets.typed_lines import typed_lines
from annotator.datasets.write import Target, write_objects
from annotator.errors import Finding, Place, RecordError
from annotator.model.annotation import Name
from annotator.model.quoted import quoted

REGISTRY = "entities.jsonl"
"""How it is called, beside the records."""

Kind: TypeAlias = Literal["entity", "event"]


class Registered(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing of the corpus: the `coref` id that its mentions, or events, carry, and what it is called."""

    id: Name
    kind: Kind
    type: Name
    name: Name
    links: tuple[Name, ...] = ()
    note: Name | None = None


def read_registry(source: Source) -> Iterator[Registered]:
    """The things a registry names, in the file's order.

    Raises:
        RecordError: a line is not what the contract says, or an id stands twice.
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        for entry in _entries(name, stream):
            if isinstance(entry, Finding):
                raise RecordError(entry)
            yield entry


def check_registry(source: Source) -> Iterator[Finding | Registered]:
    """Every fault of a registry, and everything that could be read, in the order of the lines."""
    with opened(source) as (name, stream):
        lines = BlankLines(name, stream)
        for entry in _entries(name, lines):
            yield from lines.passed()
            yield entry
        yield from lines.at_end()


def _entries(name: str, lines: Iterable[bytes]) -> Iterator[Finding | Registered]:
    first_lines: dict[str, int] = {}
    for place, entry in typed_lines(name, lines, Registered):
        if isinstance(entry, list):
            yield from entry
        elif (first := first_lines.setdefault(entry.id, place.line)) != place.line:
            message = f"{quoted(entry.id)} is already the id of line {first}; expected one line a thing"
            yield Finding(place, "id", message, "duplicate-id")
        else:
            yield entry


def write_registry(entries: Iterable[Registered], target: Target) -> int:
    """Write a registry in canonical bytes, sorted by id, and say how many things it names.

    Raises:
        RecordError: two things have one id, or one holds what cannot be written.
        StoreError: the target cannot be written; a file is then as it was before.
    """
    by_id: dict[str, Registered] = {}
    for entry in entries:
        if by_id.setdefault(entry.id, entry) is not entry:
            message = "two things have this id; expected one line a thing"
            raise RecordError(Finding(Place(f"registry entry {quoted(entry.id)}"), "id", message, "duplicate-id"))
    write_objects([by_id[entry_id] for entry_id in sorted(by_id)], target)
    return len(by_id)
