"""Which annotation of the record each structure becomes: its kind, its type, its id, and which links are merged.

A link of a chain that says the type of the one mention with the same place is that mention's: it gives it its `coref`.
Mentions are numbered T1 and E1, relations R1, in the canonical order of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.formats.cas.naming import label_feature, short_name
from annotator.formats.cas.structures import Cas, Layer, Structure
from annotator.model.spans import Span


@dataclass(frozen=True)
class Identity:
    """Ids by key; merged links have that of their mention, relations that cannot be held have none."""

    ids: Mapping[int, str]
    types: Mapping[int, str]
    merged: Mapping[int, int]
    """Key of the mention, by key of the link that is its own."""

    def of(self, key: int) -> str | None:
        """The id of a structure."""
        return self.ids.get(key)


def identified(cas: Cas) -> Identity:
    """The identity of everything in a CAS."""
    layers = {each.name: each for each in cas.layers}
    types = {each.key: record_type(each, layers[each.layer]) for each in cas.structures}
    merged = dict(_merged(cas.structures, layers, types))
    own = [each for each in cas.structures if each.key not in merged]
    ids = dict(_mention_ids((each for each in own if each.ends is None), layers, types))
    ids.update((link, ids[mention]) for link, mention in merged.items())
    ids.update(_relation_ids([each for each in own if each.ends], types, ids, cas.structures))
    return Identity(ids, types, merged)


def record_type(structure: Structure, layer: Layer) -> str:
    """The type in the record: what the label says, else the short name of the layer."""
    label = structure.features.get(label_of(structure, layer))
    return label if isinstance(label, str) and label else short_name(layer.name)


def label_of(structure: Structure, layer: Layer) -> str:
    """The feature of a structure that says its type; "" where it holds something else than words."""
    name = label_feature(layer)
    return name if isinstance(structure.features.get(name), str | None) else ""


def is_event(layer: Layer) -> bool:
    """Whether annotations of a layer are events: those that have slots."""
    return bool(layer.slots)


def _merged(
    structures: Iterable[Structure], layers: Mapping[str, Layer], types: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    links: dict[tuple[Span, str], list[int]] = defaultdict(list)
    mentions: dict[tuple[Span, str], list[int]] = defaultdict(list)
    for each in structures:
        layer = layers[each.layer]
        place = (each.span, types[each.key])
        if layer.kind == "span":
            mentions[place].append(each.key)
        elif layer.kind == "chain" and each.features.get(label_feature(layer)):
            links[place].append(each.key)
    for place, keys in links.items():
        if len(keys) == 1 and len(mentions.get(place, ())) == 1:
            yield keys[0], mentions[place][0]


def _mention_ids(
    mentions: Iterable[Structure], layers: Mapping[str, Layer], types: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    numbers = {"T": 0, "E": 0}
    for each in sorted(mentions, key=lambda one: (one.span, types[one.key])):
        letter = "E" if is_event(layers[each.layer]) else "T"
        numbers[letter] += 1
        yield each.key, f"{letter}{numbers[letter]}"


def _relation_ids(
    relations: list[Structure], types: Mapping[int, str], ids: Mapping[int, str], structures: Iterable[Structure]
) -> Iterator[tuple[int, str]]:
    places = {each.key: (each.span, types[each.key], ids[each.key]) for each in structures if each.key in ids}
    holdable = [each for each in relations if each.ends and all(end in ids for end in each.ends)]

    def key(relation: Structure) -> tuple[object, ...]:
        source, target = relation.ends or (0, 0)
        return places[source], places[target], types[relation.key]

    for number, each in enumerate(sorted(holdable, key=key), 1):
        yield each.key, f"R{number}"
