"""An article labelled by a model alone: what it finds, with values and chains by the rules of the article's language.

Level, values, how an event is told and coreference are not learned: at the sizes that people finish, rules are better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, Value, mention, new_coref
from annotator.model.document import Document
from annotator.suggest.growing_view import GrowingView
from annotator.suggest.learner.arguments import in_order, near_event
from annotator.suggest.learner.model import Model
from annotator.suggest.learner.pairs import Placed, placed
from annotator.suggest.learner.reading.reading import Language, Reading, language_of, read
from annotator.suggest.learner.reading.source_spans import NOTHING_SAID, SourceSpans
from annotator.suggest.learner.reading.stems import stem_for
from annotator.suggest.learner.triggers import Trigger as FoundTrigger
from annotator.suggest.several import Several

PUBLISHED = "published"
Labelled = TypeVar("Labelled", Entity, Relation, Event)


def labelled(
    document: Document, model: Model, language: str | None = None, said: SourceSpans = NOTHING_SAID
) -> Document:
    """A document with a text, labelled by a model; what it holds already is not looked at.

    `said` is what the sources say of it that the model was fitted with; without all of them it judges by the text.
    """
    bare = Document(id=document.id, text=document.text, text_sha256=document.text_sha256, meta=document.meta)
    own = language_of(bare, language)
    filling = _Filling(model, own, read(bare, model.schema, own, said), bare)
    filling.add_mentions()
    filling.add_events(model.triggers.propose(filling.reading, stem_for(bare, language)))
    filling.add_relations()
    return filling.view.document


class _Filling:
    """A document on its way."""

    def __init__(self, model: Model, language: Language, reading: Reading, document: Document) -> None:
        self.view = GrowingView(document, model.schema, language.segmenter)
        self.reading = reading
        self._model = model
        self._suggester: Several = language.suggester
        self._things: list[Placed] = []
        self._chains: set[str] = set()

    def add_mentions(self) -> None:
        """The mentions, with their level and value, each in its chain."""
        for number, each in enumerate(self._model.mentions.propose(self.reading), 1):
            score = _score(each.probability)
            entity = mention(f"T{number}", each.type, self.view.text, (each.span,), score=score)
            self.view.add(entity)
            suggested = self._suggester.document_date(self.view, entity)
            if suggested and suggested.value:
                self.view.say({PUBLISHED: suggested.value})
            valued = self._with_values(entity)
            self._in_chain(valued)
            self._things.append(placed(valued))

    def add_events(self, triggers: Sequence[FoundTrigger]) -> None:
        """The events: first all triggers, since one may fill a role of another, then what fills them."""
        text = self.view.text
        found = [
            Event(
                f"E{number}", each.type, Trigger((each.span,), text[slice(*each.span)]), score=_score(each.probability)
            )
            for number, each in enumerate(triggers, 1)
        ]
        for event in found:
            self.view.add(event)
        everything = in_order([*self.view.document.entities.values(), *found])
        for event in found:
            filled = replace(event, arguments=tuple(self._arguments(placed(event), everything)))
            self.view.add(filled)
            self._in_chain(self._with_values(filled))

    def _arguments(self, event: Placed, everything: Sequence[Placed]) -> Iterator[Argument]:
        """What fills an event, but no event that it is itself a part of."""
        near = near_event(event, everything, self.reading)
        for each in self._model.arguments.fillers(event, near, self.reading, self._model.schema):
            if not self._is_part(event.id, each.target):
                yield Argument(each.role, each.target)

    def _is_part(self, event_id: str, whole_id: str) -> bool:
        """Whether an event is an argument of another, or of one of its arguments."""
        looked_at: set[str] = set()
        open_ids = [whole_id]
        while open_ids:
            whole = self.view.document.events.get(open_ids.pop())
            targets = {each.target for each in whole.arguments} if whole else set()
            if event_id in targets:
                return True
            open_ids += sorted(targets - looked_at)
            looked_at |= targets
        return False

    def add_relations(self) -> None:
        """The relations, with their values."""
        links = self._model.relations.propose(self._things, self.reading, self._model.schema)
        for number, each in enumerate(links, 1):
            relation = Relation(f"R{number}", each.type, each.head, each.tail, score=_score(each.probability))
            self.view.add(self._with_values(relation))

    def _with_values(self, annotation: Labelled) -> Labelled:
        """The annotation with what rules say, else its defaults, else what it mostly has where it must have one."""
        suggested = self._suggester.attributes(self.view, annotation)
        values: dict[str, Value] = {}
        for attribute in self._model.schema.attributes_of(annotation.type):
            rule = suggested.get(attribute.name)
            value = rule.value if rule else None
            if value is None or attribute.input_fault(value, self._is_named) is not None:
                usual = self._model.usual.order(annotation.type, attribute.name) if attribute.required else ()
                value = attribute.default if attribute.default is not None else next(iter(usual), None)
            if value is not None:
                values[attribute.name] = value
        return replace(annotation, attributes=values)

    def _is_named(self, name: str, kind: str) -> bool:
        """Whether a string is the id or the chain of an entity, an event or, by an empty kind, of either."""
        layers = {"entity": self.view.document.entities, "event": self.view.document.events}
        return name in self._chains or any(name in layer for key, layer in layers.items() if kind in ("", key))

    def _in_chain(self, annotation: Entity | Event) -> None:
        """Add a mention or event, as one with what the rules say; a new thing where they say nothing."""
        if self._model.schema.has_coref(annotation):
            suggested = self._suggester.chains(self.view, annotation)
            is_event = isinstance(annotation, Event)
            chain = (suggested[0].value if suggested else None) or new_coref(
                self.view.document.id, annotation.id, is_event=is_event
            )
            self._chains.add(chain)
            annotation = replace(annotation, coref=chain)
        self.view.add(annotation)


def _score(probability: float) -> float:
    return round(probability, 4)
