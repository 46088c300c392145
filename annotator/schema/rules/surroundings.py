"""What a rule is judged in: the document, its references, the schema, and what is known of things elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.references import End, References
from annotator.schema.rules.circles import Circles

ThingKind: TypeAlias = Literal["entity", "event"]

ENTITY: ThingKind = "entity"
EVENT: ThingKind = "event"


@dataclass(frozen=True, slots=True)
class Things:
    """What is known of things beyond the document, by `coref` id: types of entities, and what each id stands for."""

    types: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, ThingKind] = field(default_factory=dict)


NO_THINGS = Things()


class Surroundings:
    """One state of a document, with everything that a rule may look up; good for that state only."""

    def __init__(
        self,
        document: Document,
        schema: LabelSchema,
        references: References | None = None,
        things: Things = NO_THINGS,
        *,
        asks_all: bool = False,
    ) -> None:
        """The surroundings in a document; `references` are those of all its annotations, where they are at hand.

        With `asks_all` what is missing is missing even where the document says that it was not labelled for it: that
        is how people who label it want to see it.
        """
        self.document = document
        self.schema = schema
        self.references = References(document.annotations()) if references is None else references
        self.things = things
        self.asks_all = asks_all
        # A patch of a schema may ask for a form; records of an earlier one stay as they are.
        self.judges_forms = document.schema_ref in (None, schema.ref)
        self.uncovered = frozenset(() if asks_all else document.incomplete_for)
        self._circles: dict[str, Circles] = {}
        self._joined: dict[tuple[str, End, str], list[Relation]] = {}

    def with_document(self, document: Document) -> Surroundings:
        """The surroundings in another state of the document, which the references follow already."""
        return Surroundings(document, self.schema, self.references, self.things, asks_all=self.asks_all)

    def kind(self, annotation_id: str) -> str | None:
        """The type by which a mention or event counts as filler, head or tail; None when there is none of this id.

        That of its entity, from the registry where it names one that the schema knows, else as the document has it. A
        registry's type that the schema does not know is of another version of it, and says nothing here.
        """
        entity = self.document.entities.get(annotation_id) if self.things.types else None
        registered = self.things.types.get(entity.coref) if entity and entity.coref else None
        if registered in self.schema.entity_types:
            return registered
        return self.references.type_of(annotation_id, self.document)

    def thing(self, annotation_id: str) -> str:
        """The `coref` id of a mention or event, else its own id."""
        annotation = self.document.entities.get(annotation_id) or self.document.events.get(annotation_id)
        return (annotation.coref if annotation else None) or annotation_id

    def names(self, value: str, to: str) -> bool:
        """Whether a string names an `entity`, an `event`, or either where `to` is ""."""
        if to != "event" and (value in self.document.entities or self.references.has_entities(value)):
            return True
        return to != "entity" and (value in self.document.events or self.references.has_events(value))

    def is_uncovered(self, type_name: str, part: str) -> bool:
        """Whether the document was not labelled for a part of a type, or for the type at all."""
        return bool(self.uncovered) and not self.uncovered.isdisjoint({type_name, f"{type_name}/{part}", f"*/{part}"})

    def relations_at(self, thing: str, end: End, rule: str) -> list[Relation]:
        """The relations of a type or its descendants that have a thing as head, or as tail; older ids first."""
        key = (rule, end, thing)
        if key not in self._joined:
            relations = filter(None, map(self.document.relations.get, self.references.relations_of(thing, end)))
            here = (each for each in relations if self._is_a(each, rule))
            self._joined[key] = sorted(here, key=lambda each: (len(each.id), each.id))
        return self._joined[key]

    def _is_a(self, relation: Relation, rule: str) -> bool:
        return relation.type == rule or rule in self.schema.ancestors(relation.type)

    def circle(self, rule: str, thing: str) -> Collection[str]:
        """The things from which relations of a type or its descendants lead to a thing and back, itself among them."""
        circles = self._circles.get(rule)
        if circles is None:
            circles = self._circles[rule] = Circles(lambda here: self._tails(here, rule))
        return circles.around(thing)

    def _tails(self, thing: str, rule: str) -> Iterable[str]:
        return [self.thing(each.tail) for each in self.relations_at(thing, "head", rule)]


def mention_or_event(around: Surroundings, annotation_id: str) -> Entity | Event | None:
    """The mention or event of an id."""
    document = around.document
    return document.entities.get(annotation_id) or document.events.get(annotation_id)
