"""Short examples out of gold: passages of documents, chosen to show each type, none from the article asked about.

A passage is whole: no annotation reaches out of it, nothing in it is open or cannot be said by a quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from annotator.extractors.llm.windows import windows
from annotator.model.annotation import Argument, Attributes, Entity, Event, Relation
from annotator.model.record import Record
from annotator.model.spans import Span, Spans

PASSAGE_CHARS = 800
"""How long a passage is at most."""

NEXT_TIME = 0.5
"""What a type is worth that has been shown once already; half of that when it has been shown twice."""


def passages(record: Record, pointers: Collection[str]) -> Iterator[Record]:
    """The passages of a document whose layers are complete, with at least one mention or event each.

    `pointers` are the attributes that name other annotations: those that lead out of a passage are left out.
    """
    text = record.known_text or ""
    for window in windows(text, PASSAGE_CHARS, 0) if not record.incomplete_for else ():
        words = text[slice(*window)]
        start = window[0] + len(words) - len(words.lstrip())
        passage = _passage(record, (start, start + len(words.strip())), pointers)
        if passage is not None:
            yield passage


def _passage(record: Record, place: Span, pointers: Collection[str]) -> Record | None:
    annotations: list[Entity | Event] = [*record.entities, *record.events]
    placed = [each for each in annotations if _touches(each.spans, place)]
    if not placed or not all(_is_sayable(each, place) for each in placed):
        return None
    known = {each.id for each in placed}
    relations = [each for each in record.relations if {each.head, each.tail} <= known]
    if any(each.unconfirmed for each in relations):
        return None
    return Record(
        id=f"{record.id}#{place[0]}-{place[1]}",
        text=(record.known_text or "")[slice(*place)],
        schema=record.schema,
        entities=tuple(_entity(each, place[0], known, pointers) for each in placed if isinstance(each, Entity)),
        relations=tuple(_relation(each, known, pointers) for each in relations),
        events=tuple(_event(each, place[0], known, pointers) for each in placed if isinstance(each, Event)),
    )


def _touches(spans: Spans, place: Span) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)


def _is_sayable(each: Entity | Event, place: Span) -> bool:
    start, end = each.spans[0]
    return len(each.spans) == 1 and place[0] <= start and end <= place[1] and not each.unconfirmed


def _entity(entity: Entity, by: int, known: Collection[str], pointers: Collection[str]) -> Entity:
    attributes = _within(entity.attributes, known, pointers)
    return Entity(entity.id, entity.type, _moved(entity.spans, by), entity.text, attributes=attributes)


def _relation(relation: Relation, known: Collection[str], pointers: Collection[str]) -> Relation:
    attributes = _within(relation.attributes, known, pointers)
    return Relation(relation.id, relation.type, relation.head, relation.tail, attributes=attributes)


def _event(event: Event, by: int, known: Collection[str], pointers: Collection[str]) -> Event:
    trigger = replace(event.trigger, spans=_moved(event.trigger.spans, by)) if event.trigger else None
    arguments = tuple(Argument(each.role, each.target) for each in event.arguments if each.target in known)
    return Event(event.id, event.type, trigger, arguments, attributes=_within(event.attributes, known, pointers))


def _moved(spans: Spans, by: int) -> Spans:
    return tuple((start - by, end - by) for start, end in spans)


def _within(attributes: Attributes, known: Collection[str], pointers: Collection[str]) -> Attributes:
    return {name: value for name, value in attributes.items() if name not in pointers or value in known}


def chosen(passages_: Sequence[Record], count: int) -> list[Record]:
    """So many passages that show as many types as possible, each as often as possible; of equal ones the shortest.

    The same passages in another order give the same choice.
    """
    rest = sorted(passages_, key=lambda each: (len(each.text or ""), each.id))
    shown: Counter[str] = Counter()
    taken: list[Record] = []
    while rest and len(taken) < count:
        best = max(rest, key=lambda each: sum(NEXT_TIME ** shown[label] for label in _labels(each)))
        rest.remove(best)
        taken.append(best)
        shown.update(_labels(best))
    return taken


def _labels(record: Record) -> set[str]:
    return {each.type for each in _annotations(record)}


def _annotations(record: Record) -> Iterator[Entity | Relation | Event]:
    yield from record.entities
    yield from record.relations
    yield from record.events


def not_of(text: str, passages_: Iterable[Record]) -> list[Record]:
    """The passages that do not stand in a text, blanks aside."""
    words = " ".join(text.split())
    return [each for each in passages_ if " ".join((each.text or "").split()) not in words]


def enough_for_all(passages_: Sequence[Record], count: int) -> list[Record]:
    """Of passages of many documents those that are chosen for any document, be it one of them or another."""
    everyone = chosen(passages_, count)
    needed = {each.id: each for each in everyone}
    for name in dict.fromkeys(map(_document, everyone)):
        others = [each for each in passages_ if _document(each) != name]
        needed |= {each.id: each for each in chosen(others, count)}
    return [needed[name] for name in sorted(needed)]


def _document(passage: Record) -> str:
    return passage.id.rpartition("#")[0]
