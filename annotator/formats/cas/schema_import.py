"""The schema that a type system describes.

A type of annotations is an entity type, one whose features link in roles an event type, one with ends a relation type;
features that hold values are attributes. Where the values of the label feature are listed, each is a type of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.formats.cas.naming import IDENTIFIER, LABELS, REFERENCE_TYPE, short_name
from annotator.formats.cas.type_descriptions import FeatureDescription, TypeDescription, TypeDescriptions
from annotator.formats.protocol import Report
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import ANY_ENTITY, ANY_EVENT, EntityType, EventType, LabelSchema, RelationType, Role
from annotator.schema.layer_names import schema_names

NAMED = 5
"""How many types a message names."""

_ENDS = {"Governor", "Dependent", "next"}
ANYTHING = (ANY_ENTITY, ANY_EVENT)


def schema_of_types(described: TypeDescriptions, name: str, version: str, report: Report) -> LabelSchema:
    """The schema of a type system; what it leaves open is told."""
    return _Importing(described, report).schema(name, version)


class _Importing:
    """A type system while it becomes a schema."""

    def __init__(self, described: TypeDescriptions, report: Report) -> None:
        self._described = described
        self._report = report
        self._any_word: list[str] = []
        self._any_role: list[str] = []
        self._layers = {each.name: self._layer(each) for each in described.annotations}
        self._words = {each.name: list(self._types_of(each)) for each in described.annotations}
        used: dict[str, list[str]] = {layer: [] for layer in ("entities", "events", "relations")}
        for each in described.annotations:
            used[self._layers[each.name]] += [word for word, _ in self._words[each.name]]
        self._names = schema_names(used)

    def schema(self, name: str, version: str) -> LabelSchema:
        entities: dict[str, EntityType] = {}
        events: dict[str, EventType] = {}
        relations: dict[str, RelationType] = {}
        for each in self._described.annotations:
            attributes = tuple(self._attributes(each))
            for word, definition in self._words[each.name]:
                own = self._names[self._layers[each.name]][word]
                if own in entities or own in events or own in relations:
                    self._report.lose(f"type {each.name}", f"another type is called {own} too; the first one is kept")
                elif self._layers[each.name] == "entities":
                    entities[own] = EntityType(own, definition, attributes=attributes)
                elif self._layers[each.name] == "events":
                    events[own] = EventType(own, definition, attributes=attributes, roles=tuple(self._roles(each)))
                else:
                    domain, range_ = (self._names_of(self._range(each, end)) for end in ("Governor", "Dependent"))
                    relations[own] = RelationType(own, domain, range_, definition, attributes=attributes)
        self._tell()
        schema = LabelSchema(name, version, entities, relations, events)
        return _with_ends_that_are_there(schema)

    def _tell(self) -> None:
        """What only data say."""
        for names, what in ((self._any_word, "what annotations are"), (self._any_role, "roles of links")):
            if names:
                shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
                self._report.note(f"{shown}: any word may say {what}; data say which: schema import --from-data")

    def _layer(self, described: TypeDescription) -> str:
        names = {each.name for each in self._described.features(described.name)}
        if names >= {"Governor", "Dependent"}:
            return "relations"
        return "events" if any(self._links(each) for each in self._described.features(described.name)) else "entities"

    def _links(self, feature: FeatureDescription) -> tuple[FeatureDescription, ...]:
        """The features of the links that a feature holds; none where it holds something else."""
        features = self._described.features(feature.element) if feature.element else ()
        return features if any(each.name == "target" for each in features) else ()

    def _label(self, described: TypeDescription) -> FeatureDescription | None:
        values = {each.name: each for each in self._described.features(described.name) if self._is_value(each)}
        return next((values[name] for name in (*LABELS, REFERENCE_TYPE) if name in values), None)

    def _is_value(self, feature: FeatureDescription) -> bool:
        return self._described.is_value(feature.range)

    def _types_of(self, described: TypeDescription) -> Iterator[tuple[str, str]]:
        """The names of the types that a type becomes, each with what it is said to be."""
        label = self._label(described)
        words = self._described.words(label.range) if label else ()
        if words:
            yield from words
            return
        if label:
            self._any_word.append(short_name(described.name))
        yield short_name(described.name), described.definition

    def _attributes(self, described: TypeDescription) -> Iterator[AttributeType]:
        label = self._label(described)
        for each in self._described.features(described.name):
            if each.name in {"sofa", "begin", "end", IDENTIFIER} or (label and each.name == label.name):
                continue
            if self._is_value(each):
                yield self._attribute(each)
            elif each in described.features and not self._links(each) and each.name not in _ENDS:
                what = f"feature {each.name} of {short_name(described.name)}"
                self._report.lose(what, "it points to another structure")

    def _attribute(self, feature: FeatureDescription) -> AttributeType:
        words = tuple(word for word, _ in self._described.words(feature.range))
        if words:
            return AttributeType(feature.name, values=words, definition=feature.definition)
        kind = "boolean" if feature.range == "uima.cas.Boolean" else "free"
        multiple = feature.range == "uima.cas.StringArray"
        return AttributeType(feature.name, kind, multiple=multiple, definition=feature.definition)

    def _roles(self, described: TypeDescription) -> Iterator[Role]:
        """A role for each that links may have; where they may have any, one called as the feature."""
        roles: dict[str, Role] = {}
        for feature in self._described.features(described.name):
            links = {each.name: each for each in self._links(feature)}
            if not links:
                continue
            types = self._names_of(links["target"].range)
            said = self._described.words(links["role"].range) if "role" in links else ()
            if not said:
                self._any_role.append(short_name(described.name))
            for word, definition in said or [(feature.name, feature.definition)]:
                roles.setdefault(word, Role(word, types, definition=definition))
        yield from roles.values()

    def _range(self, described: TypeDescription, name: str) -> str:
        return next(each.range for each in self._described.features(described.name) if each.name == name)

    def _names_of(self, type_name: str) -> tuple[str, ...]:
        """The types of a schema that annotations of a type, or of one below it, may be."""
        below = [
            each.name
            for each in self._described.annotations
            if type_name in self._described.ancestors(each.name) and self._layers[each.name] != "relations"
        ]
        if type_name not in self._described.types or not below:
            return ANYTHING
        names = [self._names[self._layers[each]][word] for each in below for word, _ in self._words[each]]
        return tuple(dict.fromkeys(names))


def _with_ends_that_are_there(schema: LabelSchema) -> LabelSchema:
    """The schema without `ENTITY` or `EVENT` where it has no such type."""
    absent = {ANY_ENTITY: not schema.entity_types, ANY_EVENT: not schema.event_types}

    def kept(types: Iterable[str]) -> tuple[str, ...]:
        return tuple(each for each in types if not absent.get(each))

    relations = {
        name: replace(each, domain=kept(each.domain), range=kept(each.range))
        for name, each in schema.relation_types.items()
    }
    events = {
        name: replace(each, roles=tuple(replace(role, types=kept(role.types)) for role in each.roles))
        for name, each in schema.event_types.items()
    }
    return replace(schema, relation_types=relations, event_types=events)
