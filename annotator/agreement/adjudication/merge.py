"""Merging the layers of one document into gold: what is agreed, by rule or decided is in it, the rest is asked.

Nothing that waits for a decision is in gold: no end of a relation and no argument ever dangles. Gold is a function of
the layers, the rules and the decisions: their order, and the annotators' names, change nothing.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from annotator.agreement.adjudication.arguments import argument_rows
from annotator.agreement.adjudication.chains import Component, chain_row, components
from annotator.agreement.adjudication.groups import Groups, Layers, group_layers
from annotator.agreement.adjudication.layers import Sources, readings_of
from annotator.agreement.adjudication.provenance import provenance_of
from annotator.agreement.adjudication.row import (
    NOTHING,
    Decision,
    Decisions,
    Outcome,
    Row,
    Rules,
    outcome,
)
from annotator.agreement.adjudication.things import most_common, things_of
from annotator.agreement.pairing import SameSentence, near
from annotator.eval.documents.unlabelled import labelled, unlabelled
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import document_of, record_of, to_bytes, to_plain
from annotator.model.document import Document, by_id
from annotator.model.order import with_ordered_arguments
from annotator.schema.label_schema import LabelSchema

OF_A_LAYER = ("suggested_by", "provenance", "conflicts")
"""Keys of `meta` that say something of one layer, not of the article."""

GOLD = "gold"
"""The annotator of adjudicated records."""


@dataclass(frozen=True)
class Reader:
    """What a merge knows besides the layers."""

    schema: LabelSchema | None = None
    same_sentence: SameSentence = near
    symmetric: frozenset[str] = frozenset()
    registered: Collection[str] = ()


@dataclass(frozen=True)
class Merge:
    """What a merge gave.

    `document` is gold as far as it is decided; its `incomplete_for` lists what is open. `rows` are all rows in the
    order of dependence, each with how it came out (None: open); `sources` what they were made from.
    """

    document: Document
    rows: tuple[tuple[Row, Outcome | None], ...]
    sources: Sources
    provenance: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def open(self) -> list[Row]:
        """What a person must decide, and what waits for that."""
        return [row for row, out in self.rows if out is None]

    def count(self, *how: str) -> int:
        """How many annotations came out in one of these ways."""
        return sum(out is not None and out.how in how for row, out in self.rows if row.part == "form")


def merge_layers(
    layers: Layers, decisions: Decisions | None = None, rules: Rules | None = None, reader: Reader | None = None
) -> Merge:
    """Merge the layers of one document."""
    return _Merger(layers, decisions or {}, rules or Rules(), reader or Reader()).merge()


class _Merger:
    def __init__(self, layers: Layers, decisions: Decisions, rules: Rules, reader: Reader) -> None:
        self._head = layers[min(layers)]
        self._decisions = decisions
        self._rules = rules
        unknown = {name: unlabelled(layer.incomplete_for) for name, layer in layers.items()}
        asked = {
            name: replace(document_of(labelled(record_of(layer), unknown[name])[0]), incomplete_for=())
            for name, layer in layers.items()
        }
        groups = group_layers(asked, reader.same_sentence, reader.symmetric)
        self._reader = reader
        self._unknown = unknown
        self._layers = layers
        self._both: dict[str, Decision] = {}
        self._sources = self._read(self._with_both(groups))
        self._rows: list[tuple[Row, Outcome | None]] = []
        self._forms: dict[str, Any] = {}
        self._pending: set[str] = set()
        self._attributes: dict[str, dict[str, Any]] = {}
        self._arguments: dict[str, list[Argument]] = {}
        self._coref: dict[str, str] = {}

    def _read(self, groups: Groups) -> Sources:
        reader = self._reader
        return Sources(
            self._head.id, self._head.text or "", groups, things_of(groups, reader.registered), self._unknown,
            reader.schema, reader.same_sentence,
        )  # fmt: skip

    def _with_both(self, groups: Groups) -> Groups:
        """The groups, with those made several of which a decision wants several readings."""
        sources = self._read(groups)
        for group in list(groups.members):
            decision = self._decisions.get(sources.form_row(group).key)
            if decision and len(decision.chosen) > 1:
                before = set(groups.members)
                groups = groups.split(group, decision.chosen)
                self._both |= dict.fromkeys([group, *(set(groups.members) - before)], decision)
        return groups

    def merge(self) -> Merge:
        """All layers of annotations in the order of dependence, then gold."""
        groups = self._sources.groups
        for letter in "TE":
            for group in groups.kind(letter):
                self._decide_form(group)
        for group in groups.kind("E"):
            if group in self._forms:
                self._decide_arguments(group)
        for group in groups.kind("R"):
            self._decide_relation(group)
        for letter in "TE":
            self._decide_chains([group for group in groups.kind(letter) if group in self._forms], letter)
        for group in self._forms:
            self._decide_attributes(group)
        labels = self._decide_labels()
        document = self._document(labels)
        return Merge(document, tuple(self._rows), self._sources, provenance_of(self._rows, document))

    def _settle(self, row: Row) -> Outcome | None:
        out = outcome(row, self._decisions, self._rules)
        self._rows.append((row, out))
        return out

    def _decide_form(self, group: str) -> None:
        self._take_form(group, self._settle_form(group))

    def _settle_form(self, group: str, *, waits: bool = False) -> Outcome | None:
        row = self._sources.form_row(group)
        if group not in self._both:
            return self._settle(_waiting(row) if waits else row)
        out = Outcome("both", (self._sources.groups.form(group, self._sources.first(group)[0]),), "", self._both[group])
        self._rows.append((row, out))
        return out

    def _take_form(self, group: str, out: Outcome | None) -> None:
        if out is None:
            self._pending.add(group)
        elif out.chosen:
            self._forms[group] = out.chosen[0]

    def _decide_attributes(self, group: str) -> None:
        found: dict[str, Any] = {}
        for name, said in self._attribute_values(group).items():
            readings = readings_of(said, lambda value: self._sources.shown(value))
            row = self._sources.row(group, "attribute", name, self._forms[group]["type"], readings)
            out = self._settle(row)
            if out is not None and out.chosen:
                found[name] = out.chosen[0]
        self._attributes[group] = found

    def _attribute_values(self, group: str) -> dict[str, list[tuple[str, Any]]]:
        """What those say of each attribute who have the annotation, were asked for it and have decided it."""
        groups, type_name = self._sources.groups, self._forms[group]["type"]
        members = {name: groups.annotation(group, name) for name in sorted(groups.members[group])}
        having = {name: each for name, each in members.items() if each is not None}
        same = {name: each for name, each in having.items() if each.type == type_name} or having
        schema = self._sources.schema
        legal = (
            {each.name for each in schema.attributes_of(type_name)} if schema and schema.type_named(type_name) else None
        )
        found: dict[str, list[tuple[str, Any]]] = {}
        parts = {part for each in same.values() for part in each.attributes}
        for part in sorted(parts if legal is None or not parts - legal else parts & legal):
            said = [
                (name, self._sources.value(name, each.attributes.get(part, NOTHING)))
                for name, each in having.items()
                if (name in same or part in each.attributes) and self._sources.asked_part(name, each.type, part)
            ]
            decided = [(name, value) for name, value in said if part not in having[name].unconfirmed]
            if said:
                found[part] = decided or said
        for part in ("links", "evidence"):
            values = [(name, to_plain(getattr(each, part, ()))) for name, each in same.items()]
            if any(value for _, value in values):
                found[part] = [(name, value or NOTHING) for name, value in values]
        return found

    def _decide_arguments(self, group: str) -> None:
        found = []
        for row in argument_rows(self._sources, group, self._forms[group]["type"]):
            targets = [self._sources.groups.by_anchor[each.content["target"]] for each in row.readings if each.content]
            out = self._settle(_waiting(row) if any(each in self._pending for each in targets) else row)
            for each in out.chosen if out else ():
                target = self._sources.groups.by_anchor[each["target"]]
                found.append(Argument(each["role"], target, attributes_of(each.get("attributes", {}))))
        self._arguments[group] = [each for each in found if each.target in self._forms]

    def _decide_relation(self, group: str) -> None:
        ends = self._sources.ends(group)
        if any(end not in self._forms and end not in self._pending for end in ends) and len(ends) == 2:
            return  # It goes with the mention that gold does not have.
        out = self._settle_form(group, waits=any(end in self._pending for end in ends))
        self._take_form(group, out)
        form = self._forms.get(group)
        if form and not all(self._sources.groups.by_anchor.get(form[end]) in self._forms for end in ("head", "tail")):
            del self._forms[group]

    def _decide_chains(self, groups: Sequence[str], letter: str) -> None:
        pending = [group for group in self._pending if group[0] == letter]
        for component in components(self._sources, groups):
            row = chain_row(self._sources, component, pending)
            if row is not None:
                self._name_chains(component, self._settle(row))

    def _name_chains(self, component: Component, out: Outcome | None) -> None:
        anchors = self._sources.groups.anchors
        pieces = {piece.name(anchors): piece for piece in component}
        blocks = out.chosen[0] if out and out.chosen else [[name] for name in pieces]
        taken: set[str] = set()
        for block in sorted(blocks, key=lambda each: (-sum(len(pieces[name].groups) for name in each), each)):
            members = [group for name in block if name in pieces for group in pieces[name].groups]
            name = self._chain_name(members, taken)
            if name is not None:
                taken.add(name)
                self._coref.update(dict.fromkeys(members, name))

    def _chain_name(self, members: Iterable[str], taken: set[str]) -> str | None:
        """What most call these mentions, a registered name before another; a new one where that is taken."""
        groups = self._sources.groups
        called = [
            each.coref
            for group in members
            for name in groups.members[group]
            if isinstance(each := groups.annotation(group, name), Entity | Event) and each.coref
        ]
        free = [name for name in called if name not in taken]
        best = most_common(name for name in free if name in self._reader.registered) or most_common(free)
        if best or not called:
            return best
        stem, number = min(called), 2
        while f"{stem}~{number}" in taken:
            number += 1
        return f"{stem}~{number}"

    def _decide_labels(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in sorted({part for layer in self._layers.values() for part in layer.labels}):
            said = [
                (name, to_plain(layer.labels.get(part, NOTHING)))
                for name, layer in sorted(self._layers.items())
                if self._sources.asked(name, [part])
            ]
            readings = readings_of(said, self._sources.shown)
            row = Row(self._head.id, "labels", "label", part, part, part, (), readings,
                      tuple(name for name, _ in said), words=part)  # fmt: skip
            out = self._settle(row)
            if out is not None and out.chosen:
                found[part] = out.chosen[0]
        return found

    def _document(self, labels: Mapping[str, Any]) -> Document:
        entities = [self._entity(group) for group in self._forms if group[0] == "T"]
        events = [self._event(group) for group in self._forms if group[0] == "E"]
        relations = [self._relation(group) for group in self._forms if group[0] == "R"]
        gold = replace(
            self._head,
            annotator=GOLD,
            extractor=None,
            rejected=(),
            meta=self._meta(),
            labels=dict(labels),
            entities=by_id(entities),
            events=by_id(events),
            relations=by_id(relations),
            incomplete_for=self._incomplete_for(),
        )
        return with_ordered_arguments(gold)

    def _meta(self) -> dict[str, Any]:
        """What the layers know of the article: each key as most of them have it."""
        found: dict[str, list[Any]] = {}
        for layer in self._layers.values():
            for key, value in layer.meta.items():
                found.setdefault(key, []).append(value)
        return {key: _most_frequent(values) for key, values in found.items() if key not in OF_A_LAYER}

    def _entity(self, group: str) -> Entity:
        form = self._forms[group]
        spans = tuple(tuple(span) for span in form["spans"])
        values = self._values(group)
        links = tuple(values.pop("links", ()))
        return Entity(
            group, form["type"], spans, self._sources.words(spans) if self._head.text is not None else None, values,
            coref=self._coref.get(group), links=links, uncertain=self._is_uncertain(group),
        )  # fmt: skip

    def _event(self, group: str) -> Event:
        form = self._forms[group]
        spans = tuple(tuple(span) for span in form["spans"])
        words = self._sources.words(spans) if self._head.text is not None else None
        values = self._values(group)
        links = tuple(values.pop("links", ()))
        arguments = tuple(self._arguments[group])
        return Event(
            group, form["type"], Trigger(spans, words) if spans else None, arguments, values,
            coref=self._coref.get(group), links=links, uncertain=self._is_uncertain(group),
        )  # fmt: skip

    def _relation(self, group: str) -> Relation:
        form = self._forms[group]
        values = self._values(group)
        evidence = tuple(tuple(span) for span in values.pop("evidence", ()))
        head, tail = (self._sources.groups.by_anchor[form[end]] for end in ("head", "tail"))
        return Relation(group, form["type"], head, tail, values, evidence, uncertain=self._is_uncertain(group))

    def _values(self, group: str) -> dict[str, Any]:
        """The attributes of gold, with the names that things and mentions have in it."""
        found = {}
        for name, value in self._attributes[group].items():
            resolved = self._resolved(value)
            if resolved is not None:
                found[name] = (
                    tuple(resolved) if isinstance(resolved, list) and name not in ("links", "evidence") else resolved
                )
        return found

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, dict) and "annotation" in value:
            group = self._sources.groups.by_anchor.get(value["annotation"])
            return group if group in self._forms else None
        if isinstance(value, dict) and "thing" in value:
            things = self._sources.things
            named = [
                self._coref[group]
                for chain in things.members.get(value["thing"], ())
                for group in things.groups_of[chain]
                if group in self._coref
            ]
            return most_common(named) or min(things.names(value["thing"]), default=value["thing"])
        return value

    def _is_uncertain(self, group: str) -> bool:
        """Whether all are unsure who say what gold says."""
        groups = self._sources.groups
        having = {name: groups.annotation(group, name) for name in groups.members[group]}
        same = [each for name, each in having.items() if groups.form(group, name) == self._forms[group]]
        return bool(same) and all(each is not None and each.uncertain for each in same)

    def _incomplete_for(self) -> tuple[str, ...]:
        """What nobody was asked for, and what is open."""
        every = [unlabelled(layer.incomplete_for) for layer in self._layers.values()]
        types = frozenset.intersection(*(each.types for each in every))
        parts = {
            (type_name, part)
            for type_name, part in set().union(*(each.parts for each in every))
            if all(type_name in each.types or each.part(type_name, part) for each in every)
        }
        entries = {*types, *(f"{one}/{part}" for one, part in parts if one not in types)}
        for row, out in self._rows:
            if out is None:
                entries |= set(open_parts(row))
        whole = {each for each in entries if "/" not in each}
        return tuple(sorted(each for each in entries if each in whole or each.partition("/")[0] not in whole))


def _most_frequent(values: Sequence[Any]) -> Any:
    counts = Counter(to_bytes(value) for value in values)
    best = min(counts, key=lambda each: (-counts[each], each))
    return next(value for value in values if to_bytes(value) == best)


def attributes_of(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes as annotations hold them: a list of strings is a tuple."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def open_parts(row: Row) -> Iterable[str]:
    """What gold is incomplete for while a row is open: types, or a part of a type."""
    if row.part == "form":
        return {each.content["type"] for each in row.readings if each.content is not NOTHING}
    return {row.part if row.layer == "labels" else f"{row.type}/{row.part}"}


def _waiting(row: Row) -> Row:
    """The row, waiting for what it names, where there is anything to decide in it."""
    return dataclasses.replace(row, waits=len(row.readings) > 1)
