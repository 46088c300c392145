"""Which annotations of several layers are one: groups, each with at most one annotation of a layer.

Layers are joined one after another to the groups made so far, by the pairing that agreement uses too. Their order is
that of their size and content, never that of the annotators' names, so that names change no group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import count
from typing import Any, TypeAlias

from msgspec.structs import replace

from annotator.agreement.pairing import SameSentence, near, pair_documents
from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.canonical import record_of, to_bytes
from annotator.model.document import Document, by_id
from annotator.model.order import ordered_entities, ordered_events, ordered_relations

Layers: TypeAlias = Mapping[str, Document]
"""One document's layers by annotator."""

Members: TypeAlias = Mapping[str, Mapping[str, str]]
"""The ids of a group's annotations, by group and annotator."""


@dataclass(frozen=True)
class Groups:
    """The groups of one document: `T1`, `T2`, ... mentions, `E1`, ... events, `R1`, ... relations.

    They are numbered in the order of the text, and their names are the ids of gold.
    """

    layers: Layers
    members: Members

    @cached_property
    def of(self) -> Mapping[str, Mapping[str, str]]:
        """The group of each annotation, by annotator and id."""
        group_of: dict[str, dict[str, str]] = {name: {} for name in self.layers}
        for group, members in self.members.items():
            for name, annotation_id in members.items():
                group_of[name][annotation_id] = group
        return group_of

    def kind(self, letter: str) -> list[str]:
        """The groups of mentions (`T`), events (`E`) or relations (`R`)."""
        return [group for group in self.members if group[0] == letter]

    def annotation(self, group: str, name: str) -> Annotation | None:
        """What one annotator has of a group."""
        return self.layers[name].find(self.members[group].get(name, ""))

    def form(self, group: str, name: str) -> Any:
        """What one annotator says that a group is, as JSON: its type with its words, or with both ends."""
        annotation = self.annotation(group, name)
        if isinstance(annotation, Relation):
            head, tail = (self.anchors[self.of[name][end]] for end in (annotation.head, annotation.tail))
            return {"type": annotation.type, "head": head, "tail": tail}
        return {"type": annotation.type, "spans": [list(each) for each in annotation.spans]} if annotation else None

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """A name of each group that stays the same as long as what the annotators say of it does."""
        anchor_of: dict[str, str] = {}
        self.__dict__["anchors"] = anchor_of  # relations name their ends by their anchors
        taken: Counter[str] = Counter()
        for letter in "TER":
            names = {group: letter + _digest(self._forms(group)) for group in self.kind(letter)}
            if letter == "E":
                names |= {group: f"{names[group]}~{_digest(self._fillers(group))[:6]}" for group in self.twins}
            for group, name in names.items():
                taken[name] += 1
                anchor_of[group] = name if taken[name] == 1 else f"{name}~{taken[name]}"
        return anchor_of

    @cached_property
    def twins(self) -> frozenset[str]:
        """The events of which there is another of the same type on the same words: what they are cannot tell them."""
        by_forms: dict[tuple[str, ...], list[str]] = {}
        for group in self.kind("E"):
            by_forms.setdefault(self._forms(group), []).append(group)
        return frozenset(group for groups in by_forms.values() if len(groups) > 1 for group in groups)

    def _forms(self, group: str) -> tuple[str, ...]:
        return tuple(sorted({to_bytes(self.form(group, name)).decode() for name in self.members[group]}))

    def _fillers(self, group: str) -> tuple[str, ...]:
        """The roles of an event, for anybody, with the form of what fills them."""
        events = {name: self.annotation(group, name) for name in self.members[group]}
        fillers = {
            (each.role, to_bytes(self.form(self.of[name][each.target], name)).decode())
            for name, event in events.items()
            if isinstance(event, Event)
            for each in event.arguments
        }
        return tuple(sorted("=".join(each) for each in fillers))

    @cached_property
    def by_anchor(self) -> Mapping[str, str]:
        """The group of each anchor."""
        return {anchor: group for group, anchor in self.anchors.items()}

    def split(self, group: str, forms: Sequence[Any]) -> Groups:
        """The same groups, with one made several: one a form; whoever says something else stays with the first."""
        members = dict(self.members)
        for number, form in enumerate(forms[1:], 2):
            apart = {name: each for name, each in members[group].items() if self.form(group, name) == form}
            members[group] = {name: each for name, each in members[group].items() if name not in apart}
            members[f"{group}.{number}"] = apart
        return Groups(self.layers, members)


def _digest(words: Sequence[str]) -> str:
    return sha256(to_bytes(list(words))).hexdigest()[:12]


def group_layers(layers: Layers, same_sentence: SameSentence = near, symmetric: frozenset[str] = frozenset()) -> Groups:
    """The groups of one document's layers; `symmetric` names relation types without a direction."""
    joined = Document("")
    members: dict[str, dict[str, str]] = {}
    fresh = count()
    for name in sorted(layers, key=lambda each: _by_content(layers[each])):
        layer = layers[name]
        pairing = pair_documents(joined, layer, same_sentence, symmetric)
        of = {theirs: ours for pairs in (pairing.entities, pairing.events) for ours, theirs in pairs.items()}
        of |= {theirs: ours for ours, theirs in pairing.relations.items()}
        for letter, each in _in_order(layer):
            of.setdefault(each.id, f"{letter}{next(fresh):09}")
        for annotation_id, group in of.items():
            members.setdefault(group, {})[name] = annotation_id
        joined = _with(joined, layer, of)
    return Groups(layers, _numbered(joined, members))


def _by_content(layer: Document) -> tuple[int, bytes]:
    size = len(layer.entities) + len(layer.events) + len(layer.relations)
    return -size, to_bytes(record_of(replace(layer, annotator=None, meta={}, extractor=None)))


def _with(joined: Document, layer: Document, of: Mapping[str, str]) -> Document:
    """What is joined so far with a layer's annotations under the names of their groups; events get more arguments."""
    entities: dict[str, Entity] = dict(joined.entities)
    events: dict[str, Event] = dict(joined.events)
    relations: dict[str, Relation] = dict(joined.relations)
    for entity in layer.entities.values():
        entities.setdefault(of[entity.id], replace(entity, id=of[entity.id]))
    for event in layer.events.values():
        group = of[event.id]
        known = events.get(group, replace(event, id=group, arguments=()))
        named = {(each.role, each.target) for each in known.arguments}
        more = sorted({(each.role, of[each.target]) for each in event.arguments} - named)
        events[group] = replace(known, arguments=(*known.arguments, *(Argument(*each) for each in more)))
    for relation in layer.relations.values():
        group = of[relation.id]
        ends = replace(relation, id=group, head=of[relation.head], tail=of[relation.tail])
        relations.setdefault(group, ends)
    return replace(joined, entities=by_id(entities.values()), events=by_id(events.values()),
                   relations=by_id(relations.values()))  # fmt: skip


def _in_order(layer: Document) -> Iterator[tuple[str, Annotation]]:
    """All annotations with the letter of their kind, in the order of the text."""
    yield from (("T", each) for each in ordered_entities(layer))
    yield from (("E", each) for each in ordered_events(layer))
    yield from (("R", each) for each in ordered_relations(layer))


def _numbered(joined: Document, members: Members) -> Members:
    numbers: Counter[str] = Counter()
    by_number = {}
    for letter, each in _in_order(joined):
        numbers[letter] += 1
        by_number[f"{letter}{numbers[letter]}"] = members[each.id]
    return by_number
