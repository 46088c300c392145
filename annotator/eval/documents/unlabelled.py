"""What a gold document was not exhaustively labelled for (`incomplete_for`), and records without it.

`incomplete_for` names types (`WEAPON`), parts of a type (`Attack/polarity`: an attribute, a role, or `coref`) or of
all types (`*/coref`). What is named is unknown in gold, so nothing that touches it can be right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from annotator.eval.documents.unplaced import is_argument, type_of, unplaced_of, with_unplaced
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.record import Record, Unplaced

Labelled = TypeVar("Labelled", Entity, Relation, Event)


class Unlabelled(NamedTuple):
    """What a document is incomplete for: whole types, and parts by type (`*` for all types)."""

    types: frozenset[str] = frozenset()
    parts: frozenset[tuple[str, str]] = frozenset()

    def part(self, type_name: str, name: str) -> bool:
        """Whether a part of a type is unknown."""
        return (type_name, name) in self.parts or ("*", name) in self.parts


ALL_LABELLED = Unlabelled()


def unlabelled(incomplete_for: Iterable[str]) -> Unlabelled:
    """Read the names of `incomplete_for`."""
    names = [name.split("/", 1) for name in incomplete_for]
    return Unlabelled(
        frozenset(name[0] for name in names if len(name) == 1),
        frozenset((name[0], name[1]) for name in names if len(name) == 2),
    )


def labelled(record: Record, unknown: Unlabelled) -> tuple[Record, int]:
    """The record without what is unknown, and how many annotations and parts of some were left out.

    Coreference marks stay where coreference is unknown, but count as left out: who clusters leaves their mentions out.
    """
    targets: list[Entity | Event] = [*record.entities, *record.events]
    types = {each.id: each.type for each in targets}
    kept = replace(
        record,
        entities=tuple(_without_parts(each, unknown) for each in record.entities if each.type not in unknown.types),
        relations=tuple(
            _without_parts(each, unknown)
            for each in record.relations
            if unknown.types.isdisjoint((each.type, types.get(each.head, ""), types.get(each.tail, "")))
        ),
        events=tuple(_event(each, unknown, types) for each in record.events if each.type not in unknown.types),
        labels=_without(record.labels, unknown.types),
    )
    kept = with_unplaced(kept, lambda each: not _is_unknown(each, unknown))
    return kept, _size(record, ALL_LABELLED) - _size(kept, unknown)


def _is_unknown(each: Unplaced, unknown: Unlabelled) -> bool:
    own = type_of(each)
    return own in unknown.types or (is_argument(each) and unknown.part(own, each.type[len(own) + 1 :]))


def _event(event: Event, unknown: Unlabelled, types: Mapping[str, str]) -> Event:
    arguments = tuple(
        each
        for each in event.arguments
        if not unknown.part(event.type, each.role) and types.get(each.target) not in unknown.types
    )
    return replace(_without_parts(event, unknown), arguments=arguments)


def _without_parts(annotation: Labelled, unknown: Unlabelled) -> Labelled:
    """An annotation without the attributes that are unknown of its type."""
    parts = {name for name in annotation.attributes if unknown.part(annotation.type, name)}
    return replace(annotation, attributes=_without(annotation.attributes, parts)) if parts else annotation


def _without(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    gone = frozenset(names)
    return {name: value for name, value in values.items() if name not in gone}


def _size(record: Record, unknown: Unlabelled) -> int:
    """How many annotations, arguments, attributes, labels and coreference marks are compared."""
    mentions: list[Entity | Event] = [*record.entities, *record.events]
    annotations: list[Entity | Event | Relation] = [*mentions, *record.relations]
    marks = [each for each in mentions if each.coref is not None and not unknown.part(each.type, "coref")]
    arguments = sum(len(event.arguments) for event in record.events)
    attributes = sum(len(each.attributes) for each in annotations)
    rest = len(record.labels) + len(unplaced_of(record))
    return len(annotations) + rest + arguments + attributes + len(marks)
