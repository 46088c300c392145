"""The registry of a corpus, `entities.jsonl`: who or what a `coref` id is, across all documents.

One object a line: `{id, kind, type, name, links?, note?}`; the same rigour and the same canonical bytes as records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NotRequired, TypeAlias

from msgspec import Struct
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from annotator.datasets.blanks import without_blank_keys
from annotator.datasets.json_faults import contested
from annotator.datasets.lines import Line, json_lines
from annotator.datasets.record_bytes import line_bytes
from annotator.datasets.shape import STRICT, Names
from annotator.datasets.shape import Name as NameShape
from annotator.datasets.shape_errors import shape_faults
from annotator.datasets.source import Source, opened
from annotator.datasets.write import Target, write_lines
from annotator.errors import Finding, Place, RecordError
from annotator.model.annotation import Name
from annotator.model.quoted import quoted

Kind: TypeAlias = Literal["entity", "event"]


class Registered(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing of the corpus: the `coref` id that its mentions, or events, carry, and what it is called."""

    id: Name
    kind: Kind
    type: Name
    name: Name
    links: tuple[Name, ...] = ()
    note: Name | None = None


class RegisteredShape(TypedDict):
    """One line of the registry."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: NameShape
    kind: Kind
    type: NameShape
    name: NameShape
    links: NotRequired[Names]
    note: NotRequired[str]


@cache
def registry_adapter() -> TypeAdapter[RegisteredShape]:
    """The validator of the registry's lines; it also knows their JSON Schema."""
    return TypeAdapter(RegisteredShape)


def read_registry(source: Source) -> Iterator[Registered]:
    """The things a registry names, in the file's order.

    Raises:
        RecordError: a line is not what the contract says, or an id stands twice.
        InputError: the file cannot be read.
    """
    for found in check_registry(source):
        if isinstance(found, Finding):
            raise RecordError(found)
        yield found


def check_registry(source: Source) -> Iterator[Finding | Registered]:
    """Every fault of a registry, and everything that could be read, in the order of the lines."""
    first_lines: dict[str, int] = {}
    with opened(source) as (name, stream):
        for line in json_lines(stream):
            entry, findings = _judged(name, line)
            if entry is None:
                yield from findings
            elif (first := first_lines.setdefault(entry["id"], line.number)) != line.number:
                message = f"{quoted(entry['id'])} is already the id of line {first}; expected one line a thing"
                yield Finding(Place(name, line.number), "id", message, "duplicate-id")
            else:
                yield _registered(entry)


def _registered(entry: RegisteredShape) -> Registered:
    links, note = tuple(entry.get("links", ())), entry.get("note") or None
    return Registered(entry["id"], entry["kind"], entry["type"], entry["name"], links, note)


def _judged(name: str, line: Line) -> tuple[RegisteredShape | None, list[Finding]]:
    faults = [line.fault] if line.fault else list(contested(line.content))
    if faults:
        places = ((Place(name, line.number, each.column), each.fault) for each in faults)
        return None, [Finding(place, fault.path, fault.message, fault.code) for place, fault in places]
    try:
        return registry_adapter().validate_python(without_blank_keys(line.value)), []
    except ValidationError as error:
        place = Place(name, line.number)
        wrong = shape_faults(error, RegisteredShape)
        return None, [Finding(place, fault.path, fault.message, fault.code) for fault in wrong]


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
    write_lines([line_bytes(by_id[entry_id], entry_id) for entry_id in sorted(by_id)], target)
    return len(by_id)
