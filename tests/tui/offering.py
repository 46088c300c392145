"""Sources of offers for tests of the screen: mentions, relations and events said by words of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.model.annotation import Argument, Attributes, Entity, Event, Relation, Trigger
from annotator.model.document import by_id, new_document
from annotator.model.spans import Span
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources
from annotator.tui.editor.editor import Editor

Said = tuple[str, str, float]
"""Words, a type, a probability; `words#2` is their second place."""


def place_of(text: str, words: str) -> Span:
    """Where some words stand."""
    words, _, number = words.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(words, start + 1)
    return start, start + len(words)


def source(
    text: str,
    mentions: Iterable[Said] = (),
    *,
    name: str = "model:first",
    sure: Iterable[str] = (),
    things: Sequence[Sequence[str]] = (),
    values: dict[str, Attributes] | None = None,
    relations: Iterable[tuple[str, str, str, float]] = (),
    events: Iterable[tuple[str, str, float, dict[str, str]]] = (),
) -> Source:
    """A source that says these mentions.

    `things` are words that it says are one, `values` attributes by words. A relation is (type, head, tail,
    probability), an event (trigger, type, probability, words of the filler by role); both name mentions by words.
    """
    entities = []
    ids: dict[str, str] = {}
    for number, (words, type_name, probability) in enumerate(mentions, 1):
        span = place_of(text, words)
        thing = next((f"c{place}" for place, each in enumerate(things) if words in each), None)
        attributes = (values or {}).get(words, {})
        ids[words] = f"T{number}"
        entities.append(
            Entity(f"T{number}", type_name, (span,), text[slice(*span)], attributes, thing, score=probability)
        )
    related = [
        Relation(f"R{number}", type_name, ids[head], ids[tail], score=probability)
        for number, (type_name, head, tail, probability) in enumerate(relations, 1)
    ]
    happened = []
    for number, (trigger, type_name, probability, fillers) in enumerate(events, 1):
        span = place_of(text, trigger)
        arguments = tuple(Argument(role, ids[words]) for role, words in fillers.items())
        happened.append(
            Event(f"E{number}", type_name, Trigger((span,), text[slice(*span)]), arguments, score=probability)
        )
    said = new_document("article", text, entities=by_id(entities), relations=by_id(related), events=by_id(happened))
    return Source(name, "1", said, frozenset(sure))


def offering(work: Editor, *sources: Source) -> Editor:
    """The editor with these sources on."""
    work.take_offers(Sources(sources))
    return work
