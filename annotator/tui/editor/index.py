"""What stands where in a document, and what names what; kept up to date edit by edit, never rebuilt."""

from __future__ import annotations

from collections.abc import Callable

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.spans import Span, envelope
from annotator.text.bins import BinIndex

MOST_REMEMBERED = 400
BATCH = 500
"""How many annotations are indexed between two pauses."""


class Memory:
    """The words labelled lately, with the type they got last."""

    def __init__(self) -> None:
        """Nothing has been labelled."""
        self._types: dict[str, str] = {}

    def remember(self, entity: Entity) -> None:
        """Keep the words of a mention; the oldest are forgotten."""
        if entity.text is None or len(entity.spans) != 1 or not entity.text.strip():
            return
        self._types.pop(entity.text, None)
        self._types[entity.text] = entity.type
        if len(self._types) > MOST_REMEMBERED:
            del self._types[next(iter(self._types))]

    def types_in(self, words: str) -> tuple[tuple[str, str], ...]:
        """The remembered words that stand in some text, with their types, sorted."""
        return tuple(sorted((each, name) for each, name in self._types.items() if each in words))


class AnnotationIndex:
    """Annotations by place, by what they name, and by coreference."""

    def __init__(self, document: Document, pause: Callable[[], None] | None = None) -> None:
        """Index all annotations of a document; `pause` is called now and then, to let others have their turn."""
        self._bins = BinIndex()
        self._naming: dict[str, set[str]] = {}
        self._chains: dict[str, set[str]] = {}
        self.memory = Memory()
        for number, annotation in enumerate(document.annotations()):
            self._add(annotation)
            if pause and number % BATCH == 0:
                pause()

    def update(self, edit: Edit) -> None:
        """Follow an edit that was applied to the document."""
        for change in edit.changes:
            if change.slot in ("entities", "relations", "events"):
                if isinstance(change.before, Entity | Relation | Event):
                    self._remove(change.before)
                if isinstance(change.after, Entity | Relation | Event):
                    self._add(change.after)

    def touching(self, start: int, end: int) -> list[str]:
        """The ids of the mentions and triggers that share a code point with `[start, end)`."""
        return list(self._bins.touching(start, end))

    def naming(self, annotation_id: str) -> list[str]:
        """The relations and events that name an annotation, sorted."""
        return sorted(self._naming.get(annotation_id, ()))

    def chain(self, coref: str) -> set[str]:
        """The ids of the annotations of one thing."""
        return self._chains.get(coref, set())

    @property
    def has_chains(self) -> bool:
        """Whether anything has a `coref` id."""
        return bool(self._chains)

    def _add(self, annotation: Annotation) -> None:
        if isinstance(annotation, Relation):
            self._name(annotation.id, {annotation.head, annotation.tail})
            return
        if annotation.spans:
            self._bins.add(annotation.id, *envelope(annotation.spans))
        if isinstance(annotation, Entity):
            self.memory.remember(annotation)
        if annotation.coref:
            self._chains.setdefault(annotation.coref, set()).add(annotation.id)
        if isinstance(annotation, Event):
            self._name(annotation.id, {argument.target for argument in annotation.arguments})

    def _remove(self, annotation: Annotation) -> None:
        if isinstance(annotation, Relation):
            self._forget(annotation.id, {annotation.head, annotation.tail})
            return
        self._bins.remove(annotation.id)
        if annotation.coref:
            _discard(self._chains, annotation.coref, annotation.id)
        if isinstance(annotation, Event):
            self._forget(annotation.id, {argument.target for argument in annotation.arguments})

    def _name(self, naming: str, named: set[str]) -> None:
        for target in named:
            self._naming.setdefault(target, set()).add(naming)

    def _forget(self, naming: str, named: set[str]) -> None:
        for target in named:
            _discard(self._naming, target, naming)


def _discard(groups: dict[str, set[str]], key: str, member: str) -> None:
    group = groups.get(key)
    if group is not None:
        group.discard(member)
        if not group:
            del groups[key]


def touched_spans(edit: Edit) -> list[Span]:
    """The places of a text at which an edit changes what is to be seen."""
    spans: list[Span] = []
    for change in edit.changes:
        for content in (change.before, change.after):
            if isinstance(content, Entity | Event) and content.spans:
                spans.append(envelope(content.spans))
    return spans
