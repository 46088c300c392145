"""A CAS as a document of the record.

An annotation of a span layer becomes an entity, one with slots an event whose arguments they are; a relation layer's a
relation; a chain's links become mentions that share their `coref`. What is one says the layer's label feature, such as
`value`; a layer without one says it by its name. `identifier` becomes a link, every other feature an attribute. What
the record has no place for stands under `meta.FORMAT`, or is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from annotator.formats.cas.identity import Identity, identified, is_event, label_of
from annotator.formats.cas.naming import IDENTIFIER, SAID, UNKNOWN_LANGUAGE
from annotator.formats.cas.stored import kept
from annotator.formats.cas.structures import Cas, Layer, Slot, Structure
from annotator.formats.protocol import Report
from annotator.model.annotation import JSON, Argument, Entity, Event, Relation, Trigger, Value, mention, new_coref
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import with_ordered_arguments
from annotator.model.spans import surface


def document_of_cas(
    document_id: str,
    cas: Cas,
    format_name: str,
    header: Iterable[str],
    report: Report,
    said: Mapping[str, Value] | None = None,
) -> Document:
    """The document that a CAS is; `header` are lines to be kept, `said` is what is said of it as a whole."""
    document = _Reading(document_id, cas, format_name, report).document(header)
    if not said:
        return document
    own = dict(document.meta[format_name])
    own[""] = {**own[""], "document": {name: _plain(value) for name, value in said.items()}}
    known = {key: said[name] for key, name in SAID.items() if said.get(name) not in (None, "", UNKNOWN_LANGUAGE)}
    return replace(document, meta={**known, format_name: own})


class _Reading:
    """One CAS while it is read."""

    def __init__(self, document_id: str, cas: Cas, format_name: str, report: Report) -> None:
        self._document_id = document_id
        self._cas = cas
        self._format_name = format_name
        self._report = report
        self._layers = {each.name: each for each in cas.layers}
        self._identity: Identity = identified(cas)
        self._structures = {each.key: each for each in cas.structures}
        self._corefs = dict(self._coref_ids())

    def document(self, header: Iterable[str]) -> Document:
        """All of it."""
        own = [each for each in self._cas.structures if each.key not in self._identity.merged]
        entities = [self._entity(each) for each in own if not each.ends and not is_event(self._layers[each.layer])]
        events = [self._event(each) for each in own if not each.ends and is_event(self._layers[each.layer])]
        relations = [relation for each in own if each.ends for relation in self._relation(each)]
        bare = new_document(
            self._document_id,
            self._cas.text,
            entities=by_id(entities),
            events=by_id(events),
            relations=by_id(relations),
        )
        document = with_ordered_arguments(bare)
        facts = {self._identity.ids[key]: fact for key, fact in self._facts(document) if fact}
        meta = kept(document, self._cas, header, facts)
        return replace(document, meta={self._format_name: meta})

    def _entity(self, structure: Structure) -> Entity:
        links, attributes = self._features(structure)
        return mention(
            self._identity.ids[structure.key],
            self._identity.types[structure.key],
            self._cas.text,
            (structure.span,),
            attributes=attributes,
            links=links,
            coref=self._corefs.get(structure.key),
        )

    def _event(self, structure: Structure) -> Event:
        links, attributes = self._features(structure)
        return Event(
            self._identity.ids[structure.key],
            self._identity.types[structure.key],
            Trigger((structure.span,), surface(self._cas.text, (structure.span,))),
            tuple(self._arguments(structure)),
            attributes=attributes,
            links=links,
            coref=self._corefs.get(structure.key),
        )

    def _arguments(self, structure: Structure) -> Iterator[Argument]:
        for slot in structure.slots:
            target = self._identity.of(slot.target)
            if target is None or self._structures[slot.target].ends:
                self._report.lose("argument", "it is a relation; the arguments of an event are mentions and events")
            else:
                yield Argument(role_of(slot), target)

    def _relation(self, structure: Structure) -> Iterator[Relation]:
        head, tail = (self._identity.of(end) for end in structure.ends or ())
        own = self._identity.of(structure.key)
        if own is None or head is None or tail is None:
            self._report.lose("relation", "it joins relations; the record's join mentions and events")
            return
        attributes = _filled(structure, {label_of(structure, self._layers[structure.layer])})
        yield Relation(own, self._identity.types[structure.key], head, tail, attributes=attributes)

    def _features(self, structure: Structure) -> tuple[tuple[str, ...], dict[str, Value]]:
        """Links to knowledge bases, and attributes."""
        label = label_of(structure, self._layers[structure.layer])
        link = structure.features.get(IDENTIFIER)
        links = (link,) if isinstance(link, str) and link else ()
        return links, _filled(structure, {label, *([IDENTIFIER] if links else [])})

    def _coref_ids(self) -> Iterator[tuple[int, str]]:
        """The `coref` of the members of every chain, by key; a merged link's is its mention's."""
        for chain in self._cas.chains:
            members = [self._identity.merged.get(each, each) for each in chain.members]
            first = self._structures[members[0]]
            coref = new_coref(
                self._document_id, self._identity.ids[first.key], is_event=is_event(self._layers[first.layer])
            )
            yield from ((each, coref) for each in members)

    def _facts(self, document: Document) -> Iterator[tuple[int, dict[str, JSON]]]:
        places = {key: (chain.number, place) for chain in self._cas.chains for place, key in enumerate(chain.members)}
        links = {mention_key: link for link, mention_key in self._identity.merged.items()}
        places_of_relations = _places_of_relations(self._cas.structures)
        for each in self._cas.structures:
            if each.key in self._identity.merged or each.key not in self._identity.ids:
                continue
            fact = self._fact(each, self._layers[each.layer])
            if each.key in places_of_relations:
                fact["place"] = places_of_relations[each.key]
            if each.key in places:
                fact["chain"] = list(places[each.key])
            if each.key in links:
                link = self._structures[links[each.key]]
                fact["link"] = {
                    "layer": link.layer,
                    "chain": list(places[link.key]),
                    "features": self._link_features(link),
                }
            if each.slots and (slots := self._slots(each, document)):
                fact["slots"] = slots
            yield each.key, fact

    def _fact(self, structure: Structure, layer: Layer) -> dict[str, JSON]:
        label = label_of(structure, layer)
        fact: dict[str, JSON] = {"layer": layer.name}
        if structure.number:
            fact["number"] = structure.number
        if label in structure.features and structure.features[label] != self._identity.types[structure.key]:
            fact["label"] = _plain(structure.features[label])
        return fact

    def _link_features(self, link: Structure) -> dict[str, JSON]:
        filled = _filled(link, {label_of(link, self._layers[link.layer])})
        return {name: _plain(value) for name, value in filled.items()}

    def _slots(self, structure: Structure, document: Document) -> list[JSON]:
        """The slots as they were, where the arguments alone do not say so."""
        event = document.events[self._identity.ids[structure.key]]
        first = self._layers[structure.layer].slots[0].name
        said = [[first, each.role, each.target] for each in event.arguments]
        slots = [[each.feature, each.role, self._identity.of(each.target)] for each in structure.slots]
        return [] if slots == said else slots


def _places_of_relations(structures: Iterable[Structure]) -> dict[int, int]:
    """Which relation of its layer to one target each is, from 1, by key; where there are several."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for each in structures:
        if each.ends:
            groups[each.layer, each.ends[1]].append(each.key)
    return {key: place for keys in groups.values() if len(keys) > 1 for place, key in enumerate(keys, 1)}


def role_of(slot: Slot) -> str:
    """The role of an argument: that of the slot, else the slot's own name."""
    return slot.role or slot.feature


def _filled(structure: Structure, without: set[str]) -> dict[str, Value]:
    return {name: value for name, value in structure.features.items() if value is not None and name not in without}


def _plain(value: Value | None) -> JSON:
    return list(value) if isinstance(value, tuple) else value
