"""What stands where in a document, and what names what; kept up to date edit by edit, never rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Collection

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.spans import Span, envelope
from annotator.schema.references import References
from annotator.text.bins import BinIndex

MOST_REMEMBERED = 400
BATCH = 200
"""How many annotations are indexed between two pauses."""


class Memory:
    """The words labelled lately, with the type they got last; what is labelled no longer is forgotten."""

    def __init__(self) -> None:
        """Nothing has been labelled."""
        self._types: dict[str, dict[str, str]] = {}
        self._sorted: tuple[tuple[str, str], ...] | None = None

    def remember(self, annotation: Entity | Event) -> None:
        """Keep the words of an annotation; the oldest are forgotten."""
        words = _words(annotation)
        if words:
            types_of_words = self._types.pop(words, {})
            types_of_words.pop(annotation.id, None)
            types_of_words[annotation.id] = annotation.type
            self._types[words] = types_of_words
            self._sorted = None
            if len(self._types) > MOST_REMEMBERED:
                del self._types[next(iter(self._types))]

    def forget(self, annotation: Entity | Event) -> None:
        """Forget an annotation, and its words with the last one that has them."""
        words = _words(annotation)
        types_of_words = self._types.get(words, {})
        types_of_words.pop(annotation.id, None)
        self._sorted = None
        if not types_of_words:
            self._types.pop(words, None)

    def types(self) -> tuple[tuple[str, str], ...]:
        """All remembered words with their types, sorted."""
        if self._sorted is None:
            self._sorted = tuple(
                sorted((words, next(reversed(type_of_id.values()))) for words, type_of_id in self._types.items())
            )
        return self._sorted

    def types_in(self, words: str) -> tuple[tuple[str, str], ...]:
        """The remembered words that stand in some text, with their types, sorted."""
        chosen = ((each, type_of_id) for each, type_of_id in self._types.items() if each in words)
        return tuple(sorted((each, next(reversed(type_of_id.values()))) for each, type_of_id in chosen))


def _words(annotation: Entity | Event) -> str:
    """The words of an annotation in one piece; "" where there are none."""
    part = annotation.trigger if isinstance(annotation, Event) else annotation
    text = part.text if part and len(part.spans) == 1 else None
    return text if text and text.strip() else ""


class AnnotationIndex:
    """Annotations by place, by what they name, and by coreference.

    `references` are what names what, for whoever judges the document; `unconfirmed` counts the annotations of which
    something is proposed.
    """

    def __init__(
        self, document: Document, pointers: Collection[str] = (), pause: Callable[[], None] | None = None
    ) -> None:
        """Index all annotations of a document; `pause` is called now and then, to let others have their turn.

        `pointers` are the names of the attributes that hold ids.
        """
        self._bins = BinIndex()
        self.references = References((), pointers)
        self.memory = Memory()
        self.triggers = Memory()
        self.unconfirmed = 0
        """How many annotations have something proposed or asked for that nobody has decided."""
        for number, annotation in enumerate(document.annotations()):
            self._add(annotation)
            self.references.add(annotation)
            self.unconfirmed += bool(annotation.unconfirmed)
            if pause and number % BATCH == 0:
                pause()

    def update(self, edit: Edit) -> None:
        """Follow an edit that was applied to the document."""
        self.references.update(edit)
        for change in edit.changes:
            self.unconfirmed += _is_open(change.after) - _is_open(change.before)
            if isinstance(change.before, Entity | Event):
                self._bins.remove(change.before.id)
                self._memory_for(change.before).forget(change.before)
            if isinstance(change.after, Entity | Event):
                self._add(change.after)

    def touching(self, start: int, end: int) -> list[str]:
        """The ids of the mentions and triggers that share a code point with `[start, end)`."""
        return list(self._bins.touching(start, end))

    def naming(self, annotation_id: str) -> list[str]:
        """The relations and events that name an annotation, sorted."""
        return sorted(self.references.naming(annotation_id))

    def chain(self, coref: str) -> Collection[str]:
        """The ids of the annotations of one thing."""
        return self.references.chain(coref)

    @property
    def has_chains(self) -> bool:
        """Whether anything has a `coref` id."""
        return bool(self.references.chains())

    def _add(self, annotation: Annotation) -> None:
        if isinstance(annotation, Entity | Event) and annotation.spans:
            self._bins.add(annotation.id, *envelope(annotation.spans))
        if isinstance(annotation, Entity | Event):
            self._memory_for(annotation).remember(annotation)

    def _memory_for(self, annotation: Entity | Event) -> Memory:
        return self.memory if isinstance(annotation, Entity) else self.triggers


def _is_open(content: object) -> bool:
    return isinstance(content, Entity | Relation | Event) and bool(content.unconfirmed)


def touched_spans(edit: Edit, text: str, window: Span) -> list[Span]:
    """Where in a window an edit changes what is likely: its places, and everywhere else its words stand."""
    spans = places_of(edit)
    for words in {text[slice(*span)] for span in spans}:
        place = text.find(words, *window)
        while words and place >= 0:
            spans.append((place, place + len(words)))
            place = text.find(words, place + len(words), window[1])
    return spans


def places_of(edit: Edit) -> list[Span]:
    """The places of a text at which an edit changes what is to be seen."""
    spans: list[Span] = []
    for change in edit.changes:
        for content in (change.before, change.after):
            if isinstance(content, Entity | Event) and content.spans:
                spans.append(envelope(content.spans))
    return spans
