"""The `coref` groups of a document as chains: in which layer each is, and which links it has in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.formats.cas.naming import COREFERENCE
from annotator.formats.cas.stored import Stored
from annotator.formats.cas.structures import Layer
from annotator.model.annotation import Entity, Event, new_coref
from annotator.model.document import Document
from annotator.model.order import mention_key


@dataclass(frozen=True)
class Group:
    """The mentions of one thing, in the order of their links; the number and the layer of their chain."""

    coref: str
    number: int
    layer: Layer
    members: tuple[Entity | Event, ...]


def chains_of(document: Document, stored: Stored, known: Mapping[str, Layer]) -> list[Group]:
    """The groups by their number: that of the file where it was kept, else the next one."""
    by_coref: dict[str, list[Entity | Event]] = defaultdict(list)
    mentions: list[Entity | Event] = [*document.entities.values(), *document.events.values()]
    for each in sorted(mentions, key=mention_key):
        if each.coref:
            by_coref[each.coref].append(each)
    numbers = dict(_numbers(by_coref, stored))
    groups = [
        Group(coref, numbers[coref], _layer(group, stored, known), _ordered(document, coref, group, stored))
        for coref, group in by_coref.items()
    ]
    return sorted(groups, key=lambda group: group.number)


def _numbers(by_coref: Mapping[str, Iterable[Entity | Event]], stored: Stored) -> Iterator[tuple[str, int]]:
    kept = {coref: {_place(each, stored)[0] for each in group} for coref, group in by_coref.items()}
    taken: set[int] = set()
    free = max((number for numbers in kept.values() for number in numbers), default=0)
    for coref, numbers in kept.items():
        number = max(numbers)
        if len(numbers) != 1 or not number or number in taken:
            free += 1
            number = free
        taken.add(number)
        yield coref, number


def _place(mention: Entity | Event, stored: Stored) -> tuple[int, int]:
    """The number of its chain and its place in it, as they were kept; zeros where they were not."""
    fact = stored.of(mention.id)
    link = fact.get("link")
    for kept in (fact.get("chain"), link.get("chain") if isinstance(link, dict) else None):
        match kept:
            case [int(number), int(place)] if number > 0 and place >= 0:
                return number, place
    return 0, 0


def _ordered(document: Document, coref: str, group: list[Entity | Event], stored: Stored) -> tuple[Entity | Event, ...]:
    """As the links were, new ones after them; without any the mention that names the group comes first."""
    places = {each.id: _place(each, stored) for each in group}

    def key(mention: Entity | Event) -> tuple[object, ...]:
        number, place = places[mention.id]
        names_it = coref == new_coref(document.id, mention.id, is_event=isinstance(mention, Event))
        return not number, number, place, not names_it, mention_key(mention)

    return tuple(sorted(group, key=key))


def _layer(group: Iterable[Entity | Event], stored: Stored, known: Mapping[str, Layer]) -> Layer:
    for each in group:
        fact = stored.of(each.id)
        link = fact.get("link")
        for name in (fact.get("layer"), link.get("layer") if isinstance(link, dict) else None):
            layer = known.get(name) if isinstance(name, str) else None
            if layer and layer.kind == "chain":
                return layer
    return known.get(COREFERENCE.name, COREFERENCE)
