"""What stands where in a document, and what names what; kept up to date edit by edit, never rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Collection

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.spans import Span, envelope
from annotator.schema.references import References
from annotator.text.bins import BinIndex
from annotator.tui.editor.thing_index import ThingIndex

MOST_REMEMBERED = 400
MOST_TEXTS = 200
"""For how many texts it is kept which remembered words stand in them: more sentences than a screen shows."""
BATCH = 200
"""How many annotations are indexed between two pauses."""


class Memory:
    """The words labelled lately, with the type they got last; what is labelled no longer is forgotten."""

    def __init__(self) -> None:
        """Nothing has been labelled."""
        self._types: dict[str, dict[str, str]] = {}
        self._sorted: tuple[tuple[str, str], ...] | None = None
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def remember(self, annotation: Entity | Event) -> None:
        """Keep the words of an annotation; the oldest are forgotten."""
        words = _words(annotation)
        if words:
            types_of_words = self._types.pop(words, {})
            before = next(reversed(types_of_words.values()), None)
            types_of_words.pop(annotation.id, None)
            types_of_words[annotation.id] = annotation.type
            self._types[words] = types_of_words
            if before != annotation.type:
                self._changed(words)
            if len(self._types) > MOST_REMEMBERED:
                oldest = next(iter(self._types))
                del self._types[oldest]
                self._changed(oldest)

    def forget(self, annotation: Entity | Event) -> None:
        """Forget an annotation, and its words with the last one that has them."""
        words = _words(annotation)
        types_of_words = self._types.get(words, {})
        before = next(reversed(types_of_words.values()), None)
        types_of_words.pop(annotation.id, None)
        if not types_of_words:
            self._types.pop(words, None)
        if next(reversed(types_of_words.values()), None) != before:
            self._changed(words)

    def _changed(self, words: str) -> None:
        """Follow what some words mean now in the texts in which they stand."""
        self._sorted = None
        types_of_words = self._types.get(words)
        now = ((words, next(reversed(types_of_words.values()))),) if types_of_words else ()
        for text, known in self._known.items():
            if words in text:
                self._known[text] = tuple(sorted((*(each for each in known if each[0] != words), *now)))

    def types(self) -> tuple[tuple[str, str], ...]:
        """All remembered words with their types, sorted."""
        if self._sorted is None:
            self._sorted = tuple(
                sorted((words, next(reversed(type_of_id.values()))) for words, type_of_id in self._types.items())
            )
        return self._sorted

    def types_in(self, words: str) -> tuple[tuple[str, str], ...]:
        """The remembered words that stand in some text, with their types, sorted."""
        known = self._known.get(words)
        if known is None:
            here = ((each, types) for each, types in self._types.items() if each in words)
            known = tuple(sorted((each, next(reversed(types.values()))) for each, types in here))
            if len(self._known) >= MOST_TEXTS:
                self._known.clear()
            self._known[words] = known
        return known


def _words(annotation: Entity | Event) -> str:
    """The words of an annotation in one piece; "" where there are none."""
    part = annotation.trigger if isinstance(annotation, Event) else annotation
    text = part.text if part and len(part.spans) == 1 else None
    return text if text and text.strip() else ""


class AnnotationIndex:
    """Annotations by place, by what they name, and by coreference.

    `references` are what names what, for whoever judges the document; `things` where the things of a type stand;
    `unconfirmed` counts the annotations of which something is proposed.
    """

    def __init__(
        self, document: Document, pointers: Collection[str] = (), pause: Callable[[], None] | None = None
    ) -> None:
        """Index all annotations of a document; `pause` is called now and then, to let others have their turn.

        `pointers` are the names of the attributes that hold ids.
        """
        self._bins = BinIndex()
        self.things = ThingIndex()
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
                self.things.remove(change.before)
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
            self.things.add(annotation)
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
