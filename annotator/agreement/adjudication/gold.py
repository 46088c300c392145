"""The gold document that decided groups make, and what it is incomplete for while something is open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from annotator.agreement.adjudication.groups import Layers
from annotator.agreement.adjudication.layers import Sources
from annotator.agreement.adjudication.row import NOTHING, Row
from annotator.agreement.adjudication.things import most_common
from annotator.eval.documents.unlabelled import unlabelled
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import to_bytes
from annotator.model.document import Document, by_id
from annotator.model.order import with_ordered_arguments
from annotator.model.spans import Spans

GOLD = "gold"
"""The annotator of adjudicated records."""

OF_A_LAYER = ("suggested_by", "provenance", "conflicts")
"""Keys of `meta` that say something of one layer, not of the article."""


@dataclass
class Decided:
    """What is in gold, by group: what it is, its attributes, arguments and chain; and the document's labels."""

    forms: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    arguments: dict[str, list[Argument]] = field(default_factory=dict)
    coref: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)


def gold_document(layers: Layers, sources: Sources, decided: Decided, open_rows: Iterable[Row]) -> Document:
    """The layer `gold` of one document; what is open is in its `incomplete_for`."""
    made = _Annotations(sources, decided)
    forms = decided.forms
    gold = replace(
        layers[min(layers)],
        annotator=GOLD,
        schema_ref=_newest(layer.schema_ref for layer in layers.values()),
        extractor=None,
        rejected=(),
        meta=_meta(layers),
        labels=as_attributes(decided.labels),
        entities=by_id(made.entity(group) for group in forms if group[0] == "T"),
        events=by_id(made.event(group) for group in forms if group[0] == "E"),
        relations=by_id(made.relation(group) for group in forms if group[0] == "R"),
        incomplete_for=_incomplete_for(layers, open_rows),
    )
    return with_ordered_arguments(gold)


class _Annotations:
    def __init__(self, sources: Sources, decided: Decided) -> None:
        self._sources = sources
        self._decided = decided

    def entity(self, group: str) -> Entity:
        """A mention."""
        spans = self._spans(group)
        values = self._values(group)
        links = values.pop("links", ())
        return Entity(
            group, self._type(group), spans, self._sources.words(spans) or None, values,
            coref=self._decided.coref.get(group), links=links, uncertain=self._is_uncertain(group),
        )  # fmt: skip

    def event(self, group: str) -> Event:
        """An event with the arguments that are decided."""
        spans = self._spans(group)
        values = self._values(group)
        links = values.pop("links", ())
        trigger = Trigger(spans, self._sources.words(spans) or None) if spans else None
        return Event(
            group, self._type(group), trigger, tuple(self._decided.arguments.get(group, ())), values,
            coref=self._decided.coref.get(group), links=links, uncertain=self._is_uncertain(group),
        )  # fmt: skip

    def relation(self, group: str) -> Relation:
        """A relation between two groups of gold."""
        form = self._decided.forms[group]
        values = self._values(group)
        evidence = tuple((start, end) for start, end in values.pop("evidence", ()))
        head, tail = (self._sources.groups.by_anchor[form[end]] for end in ("head", "tail"))
        return Relation(group, self._type(group), head, tail, values, evidence, uncertain=self._is_uncertain(group))

    def _type(self, group: str) -> str:
        return str(self._decided.forms[group]["type"])

    def _spans(self, group: str) -> Spans:
        return tuple((start, end) for start, end in self._decided.forms[group]["spans"])

    def _values(self, group: str) -> dict[str, Any]:
        """The attributes, with the names that things and mentions have in gold."""
        attributes = self._decided.attributes.get(group, {})
        resolved = {name: self._resolved(value, group) for name, value in attributes.items()}
        return as_attributes({name: value for name, value in resolved.items() if value is not None})

    def _resolved(self, value: Any, group: str) -> Any:
        """The name that a mention or thing has in gold; of a thing that gold divides, that of the part nearest."""
        if isinstance(value, dict) and "annotation" in value:
            mention = self._sources.groups.by_anchor.get(value["annotation"])
            return mention if mention in self._decided.forms else None
        if isinstance(value, dict) and "thing" in value:
            things = self._sources.things
            mentions = [
                mention
                for chain in things.members.get(value["thing"], ())
                for mention in things.groups_of[chain]
                if mention in self._decided.coref
            ]
            closest = min((self._distance_chars(group, each) for each in mentions), default=0)
            near = [self._decided.coref[each] for each in mentions if self._distance_chars(group, each) == closest]
            return most_common(near) or min(things.names(value["thing"]), default=value["thing"])
        return value

    def _distance_chars(self, one: str, other: str) -> int:
        """How far the beginnings of two groups are from each other."""
        first, second = (self._sources.spans(each)[:1] or ((0, 0),) for each in (one, other))
        return abs(first[0][0] - second[0][0])

    def _is_uncertain(self, group: str) -> bool:
        """Whether all are unsure who say what gold says."""
        groups = self._sources.groups
        having = {name: groups.annotation(group, name) for name in groups.members[group]}
        same = [each for name, each in having.items() if groups.form(group, name) == self._decided.forms[group]]
        return bool(same) and all(each is not None and each.uncertain for each in same)


def as_attributes(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes as annotations hold them: a list is a tuple."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def _newest(refs: Iterable[str | None]) -> str | None:
    """The newest PATCH that the layers name."""
    return max(refs, key=lambda ref: [int(part) for part in re.findall(r"\d+", (ref or "").partition("@")[2])])


def _meta(layers: Layers) -> dict[str, Any]:
    """What the layers know of the article: each key as most of them have it."""
    values_of_key: dict[str, list[Any]] = {}
    for layer in layers.values():
        for key, value in layer.meta.items():
            values_of_key.setdefault(key, []).append(value)
    return {key: _most_frequent(values) for key, values in values_of_key.items() if key not in OF_A_LAYER}


def _most_frequent(values: Sequence[Any]) -> Any:
    counts = Counter(to_bytes(value) for value in values)
    best = min(counts, key=lambda each: (-counts[each], each))
    return next(value for value in values if to_bytes(value) == best)


def _incomplete_for(layers: Layers, open_rows: Iterable[Row]) -> tuple[str, ...]:
    """What nobody was asked for, and what is open."""
    every = [unlabelled(layer.incomplete_for) for layer in layers.values()]
    types = frozenset.intersection(*(each.types for each in every))
    parts = {
        (type_name, part)
        for type_name, part in frozenset().union(*(each.parts for each in every))
        if all(type_name in each.types or each.part(type_name, part) for each in every)
    }
    entries = {*types, *(f"{one}/{part}" for one, part in parts if one not in types)}
    for row in open_rows:
        entries |= open_parts(row)
    whole = {each for each in entries if "/" not in each}
    return tuple(sorted(each for each in entries if each in whole or each.partition("/")[0] not in whole))


def open_parts(row: Row) -> set[str]:
    """What gold is incomplete for while a row is open: types, or a part of a type."""
    if row.part == "form":
        return {each.content["type"] for each in row.readings if each.content is not NOTHING}
    if row.part in ("links", "evidence"):
        return {row.type}
    return {row.part if row.layer == "labels" else f"{row.type}/{row.part}"}
