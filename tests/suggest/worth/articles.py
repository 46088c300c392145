"""Made-up articles with a regular language, from which a learner learns much in little time; read once a process."""

from __future__ import annotations

from functools import cache
from itertools import cycle

from annotator.model.annotation import Event, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.suggest.learner.reading.lesson import Lesson, lessons_of
from tests.suggest.learner.taught import schema

PLACES = ("Selm", "Orrin", "Tessal", "Khoral", "Brenholt")
PEOPLE = ("Marek", "Thorne", "Ulvet", "Quill", "Roe", "Brand", "Koll")
GROUPS = ("Dawn Column", "Reed Army", "Selm Brigade")


def article(number: int, sentences: int = 12) -> Document:
    """An article in which groups attack places and people lead groups."""
    places, people, groups = (cycle(each[number % len(each) :] + each) for each in (PLACES, PEOPLE, GROUPS))
    text = ""
    entities: list[tuple[str, str, tuple[int, int]]] = []
    events: list[Event] = []
    for _ in range(sentences):
        for before, words, name in (("The ", next(groups), "ARMED_GROUP"), (" attacked ", next(places), "GPE")):
            text += before
            start = len(text)
            text += words
            if name == "GPE":
                verb = start - len("attacked ")
                trigger = Trigger(((verb, verb + 8),), "attacked")
                events.append(Event(f"E{len(events) + 1}", "Conflict.Attack", trigger))
            entities.append((f"T{len(entities) + 1}", name, (start, start + len(words))))
        text += ", said "
        person = next(people)
        entities.append((f"T{len(entities) + 1}", "PERSON", (len(text), len(text) + len(person))))
        text += f"{person}. "
    mentions = [mention(id_, name, text, (span,)) for id_, name, span in entities]
    return new_document(
        f"a{number:02}",
        text,
        schema_ref=schema().ref,
        entities=by_id(mentions),
        events=by_id(events),
    )


@cache
def lessons(count: int = 6) -> tuple[Lesson, ...]:
    return tuple(lessons_of([article(number) for number in range(count)], schema(), None))
