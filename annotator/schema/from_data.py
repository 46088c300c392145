"""A schema made from data: what stands in documents, as what may be labelled.

It allows every type, attribute, role and label that was seen, with the ends and fillers that were seen, and requires
nothing. What a person would decide otherwise - which values are legal, how many fillers there may be, which relations
are symmetric - data do not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from annotator.model.annotation import Annotation, Entity, Event, Relation, Value
from annotator.model.document import Document, by_id
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, RelationType, Role
from annotator.schema.layer_names import ENDINGS, schema_names
from annotator.schema.references import References
from annotator.schema.schema_check import LAYER_WORDS

MOST_VALUES = 40
"""A text attribute with more values than this is free."""
ALWAYS_LISTED = 8
"""So few values are listed, however rarely they stand there; more only where each stands twice on average."""
LONGEST_VALUE = 40

Renamed = Mapping[str, Mapping[str, str]]
"""By layer: the names of types that cannot be those of a schema, and what they become."""


@dataclass
class _Values:
    """What an attribute was seen to hold."""

    count: int = 0
    kinds: set[type] = field(default_factory=set)
    words: dict[str, None] = field(default_factory=dict)
    is_multiple: bool = False
    names_annotations: bool = True

    def add(self, value: Value, ids: References, document: Document) -> None:
        values = value if isinstance(value, tuple) else (value,)
        self.is_multiple |= isinstance(value, tuple)
        for each in values:
            self.count += 1
            self.kinds.add(type(each))
            self.names_annotations &= isinstance(each, str) and document.find(each) is not None
            if isinstance(each, str) and len(self.words) <= MOST_VALUES:
                self.words.setdefault(each)

    def declared(self, name: str) -> AttributeType:
        """An attribute that holds all of it."""
        if self.kinds == {bool} and not self.is_multiple:
            return AttributeType(name, "boolean")
        if self.kinds == {str} and self.names_annotations:
            return AttributeType(name, "reference", multiple=self.is_multiple)
        if self.kinds == {str} and self._are_few():
            return AttributeType(name, "enumerated", tuple(sorted(self.words)), multiple=self.is_multiple)
        return AttributeType(name, "free", multiple=self.is_multiple)

    def _are_few(self) -> bool:
        few = len(self.words) <= ALWAYS_LISTED or (len(self.words) <= MOST_VALUES and 2 * len(self.words) <= self.count)
        return (
            few
            and all(each.strip() == each != "" and each.isprintable() for each in self.words)
            and all(len(each) <= LONGEST_VALUE for each in self.words)
        )


@dataclass
class _Type:
    """What was seen of one type."""

    attributes: dict[str, _Values] = field(default_factory=dict)
    pairs: dict[tuple[str, str], None] = field(default_factory=dict)
    roles: dict[str, dict[str, None]] = field(default_factory=dict)

    def declared(self) -> tuple[AttributeType, ...]:
        return tuple(values.declared(name) for name, values in sorted(self.attributes.items()))


class Seen:
    """What documents hold, gathered while they pass; it grows with the number of types, not of documents."""

    def __init__(self) -> None:
        """Nothing has passed."""
        self._types: dict[str, dict[str, _Type]] = {layer: {} for layer in ENDINGS}
        self._labels: dict[str, _Values] = {}
        self._uncovered: dict[str, None] = {}
        self.documents = 0

    def add(self, document: Document) -> None:
        """Look at one more document."""
        self.documents += 1
        around = References(document.annotations())
        for name, value in document.labels.items():
            self._labels.setdefault(name, _Values()).add(value, around, document)
        for each in document.entities.values():
            self._annotation("entities", each, around, document)
        for event in document.events.values():
            seen = self._annotation("events", event, around, document)
            for argument in event.arguments:
                fillers = seen.roles.setdefault(argument.role, {})
                if (kind := around.type_of(argument.target, document)) is not None:
                    fillers.setdefault(kind)
        for relation in document.relations.values():
            seen = self._annotation("relations", relation, around, document)
            head, tail = (around.type_of(end, document) for end in (relation.head, relation.tail))
            if head is not None and tail is not None:
                seen.pairs.setdefault((head, tail))
        self._uncovered.update(dict.fromkeys(document.incomplete_for))

    def _annotation(self, layer: str, each: Annotation, around: References, document: Document) -> _Type:
        seen = self._types[layer].setdefault(each.type, _Type())
        for name, value in each.attributes.items():
            seen.attributes.setdefault(name, _Values()).add(value, around, document)
        for name in each.unconfirmed:
            if name not in ("type", "coref"):
                seen.attributes.setdefault(name, _Values())
        return seen

    def renamed(self) -> Renamed:
        """The types that must be called otherwise, since two layers have the name, or it stands for a whole layer."""
        called = schema_names({layer: list(types) for layer, types in self._types.items()})
        taken = {name for names in called.values() for name in names.values()}
        renamed: dict[str, dict[str, str]] = {}
        for layer, names in called.items():
            for name, own in names.items():
                while own in LAYER_WORDS or (own != names[name] and own in taken):
                    own += ENDINGS[layer] or "_entity"
                if own != name:
                    renamed.setdefault(layer, {})[name] = own
        return renamed

    def schema(self, name: str, version: str, definition: str = "") -> LabelSchema:
        """The schema; the documents must have none of the names that `renamed` gives."""
        entities = {each: EntityType(each, attributes=seen.declared()) for each, seen in self._sorted("entities")}
        relations = {each: _relation(each, seen) for each, seen in self._sorted("relations")}
        events = {each: _event(each, seen) for each, seen in self._sorted("events")}
        labels = {each: values.declared(each) for each, values in sorted(self._labels.items())}
        for entry in self._uncovered:
            uncovered = entry.partition("/")[0]
            if uncovered not in {"*", *entities, *relations, *events, *labels}:
                entities[uncovered] = EntityType(uncovered, "named in incomplete_for, and nowhere labelled")
        return LabelSchema(name, version, entities, relations, events, labels, definition=definition)

    def _sorted(self, layer: str) -> Iterator[tuple[str, _Type]]:
        yield from sorted(self._types[layer].items())


def _relation(name: str, seen: _Type) -> RelationType:
    """A relation type between all heads and all tails that were seen; only some may have stood together."""
    heads, tails = (tuple(sorted({pair[side] for pair in seen.pairs})) for side in (0, 1))
    return RelationType(name, heads, tails, attributes=seen.declared())


def _event(name: str, seen: _Type) -> EventType:
    roles = tuple(Role(role, tuple(sorted(fillers))) for role, fillers in sorted(seen.roles.items()))
    return EventType(name, roles=roles, attributes=seen.declared())


def with_names(document: Document, renamed: Renamed) -> Document:
    """A document with types called so."""
    if not renamed:
        return document

    def own(layer: str, each: Entity | Event | Relation) -> str:
        return renamed.get(layer, {}).get(each.type, each.type)

    return replace(
        document,
        entities=by_id(replace(each, type=own("entities", each)) for each in document.entities.values()),
        events=by_id(replace(each, type=own("events", each)) for each in document.events.values()),
        relations=by_id(replace(each, type=own("relations", each)) for each in document.relations.values()),
    )
