"""What stands in which row of a table, and the numbers that tell annotations apart which a row alone does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotator.formats.cas.naming import TOKEN
from annotator.formats.cas.structures import Cas, Layer, Structure
from annotator.formats.webanno.units import Place, Units


class Placed:
    """The annotations of a CAS in their rows."""

    def __init__(self, cas: Cas) -> None:
        """Place everything; every mention has rows."""
        self.units = Units(cas.sentences, cas.subtokens)
        self.layers = [each for each in cas.layers if each.name != TOKEN]
        self.structures = {each.key: each for each in cas.structures}
        self.rows: dict[Place, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.links = {key: (chain.number, place) for chain in cas.chains for place, key in enumerate(chain.members, 1)}
        self._by_layer: dict[str, list[Structure]] = defaultdict(list)
        for each in cas.structures:
            self._by_layer[each.layer].append(each)
        self._places: dict[int, list[Place]] = {
            each.key: self.units.of(each.span) for each in cas.structures if not each.ends
        }
        self._numbers: dict[int, int] = {}
        self._fill()
        self._number()
        self.ids = dict(self._ids(cas))

    def place(self, key: int) -> Place:
        """The row that an annotation is called by."""
        return self._places[key][0]

    def number(self, key: int) -> int:
        """The number that tells an annotation apart, 0 where it needs none."""
        return self._numbers.get(key, 0)

    def is_used(self, place: Place) -> bool:
        """Whether a part of a token has anything in its row."""
        return place in self.rows

    def _fill(self) -> None:
        for layer in self.layers:
            for each in self._by_layer[layer.name]:
                for place in self._places[each.ends[1]][:1] if each.ends else self._places[each.key]:
                    self.rows[place][layer.name].append(each.key)

    def _number(self) -> None:
        taken = {each.number for each in self.structures.values() if each.number}
        free = max(taken, default=0)
        for layer in self.layers:
            for each in self._by_layer[layer.name]:
                if each.number in taken:
                    self._numbers[each.key] = each.number
                    taken.discard(each.number)
        for key in dict.fromkeys(self._ambiguous()):
            if key not in self._numbers:
                free += 1
                self._numbers[key] = free

    def _ambiguous(self) -> Iterator[int]:
        """Keys of annotations that need a number."""
        stacked = {key for row in self.rows.values() for keys in row.values() if len(keys) > 1 for key in keys}
        for layer in self.layers:
            if layer.kind == "span":
                for each in self._by_layer[layer.name]:
                    only_slots = bool(layer.columns) and not layer.features and not each.slots
                    if each.key in stacked or len(self._places[each.key]) > 1 or only_slots:
                        yield each.key
        for layer in self.layers:
            for each in self._by_layer[layer.name]:
                yield from self._loosely_named(layer, each)

    def _loosely_named(self, layer: Layer, structure: Structure) -> Iterator[int]:
        """What is referred to from a column that says another layer."""
        types = {slot.name: slot.target_type for slot in layer.slots}
        named = [(slot.target, types[slot.feature]) for slot in structure.slots]
        named += [(end, layer.base) for end in structure.ends or ()]
        for key, said in named:
            if self.structures[key].layer not in (said, TOKEN):
                yield key

    def _ids(self, cas: Cas) -> Iterator[tuple[Place, str]]:
        token = 0
        for sentence, spans in enumerate(cas.sentences, 1):
            for number, span in enumerate(spans, 1):
                yield (token, span), f"{sentence}-{number}"
                used = [part for part in self.units.parts.get(token, ()) if self.is_used((token, part))]
                for part_number, part in enumerate(used, 1):
                    yield (token, part), f"{sentence}-{number}.{part_number}"
                token += 1
