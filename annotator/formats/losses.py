"""What of a document a format cannot hold: declared once by the format, left out and told here.

`fitted` gives the document that a format can say in full, and reports the rest. What is written of that document and
read again is the same document: property tests hold each format to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from immutables import Map
from msgspec.structs import replace

from annotator.formats.numbering import new_ids, renumbered
from annotator.formats.protocol import Report
from annotator.model.annotation import Argument, Entity, Event, Relation, Value, is_blank
from annotator.model.document import Document, by_id
from annotator.model.order import ordered_entities, ordered_events, ordered_relations, with_ordered_arguments
from annotator.model.spans import Spans, envelope

Held = TypeVar("Held", Document, Entity, Relation, Event, Argument)
Kind = TypeVar("Kind", Entity, Relation, Event)
Overlap: TypeAlias = Literal["any", "nested", "none"]

BLANK: Mapping[str, object] = {
    "annotator": None,
    "incomplete_for": (),
    "labels": {},
    "extractor": None,
    "attributes": {},
    "coref": None,
    "links": (),
    "note": None,
    "uncertain": False,
    "unconfirmed": (),
    "was": None,
    "score": None,
    "evidence": (),
}
"""The fields that a format may have no place for, and what they hold where they say nothing."""

ALL = tuple(BLANK)


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format has a place for; by default nothing but mentions in one piece that are not empty.

    Attributes:
        name: the format's, for what people are told.
        document: which of `ALL` a document may have.
        meta: whether other people's `meta`; what a format keeps there under its own name is not asked for here.
        entities: which of `ALL` an entity may have.
        relations: which of `ALL` a relation may have; None where there are no relations.
        events: which of `ALL` an event may have; None where there are no events.
        argument_attributes: whether an argument may have attributes.
        event_ends: whether a relation may begin or end at an event.
        event_arguments: whether an argument may be an event.
        untriggered: whether an event may lack a trigger.
        pieces: whether a mention may be in several pieces.
        empty: whether a mention may be empty.
        overlap: whether mentions may cross or nest; where not, the outer one that begins first is kept.
        ids: whether ids are kept; where not, annotations are numbered T1, R1, E1 in canonical order.
        values: which values an attribute or label may have.
        why_not: why a mention or trigger over these spans of a document has no place, "" where it has one.
    """

    name: str
    document: Collection[str] = ()
    meta: bool = False
    entities: Collection[str] = ()
    relations: Collection[str] | None = None
    events: Collection[str] | None = None
    argument_attributes: bool = False
    event_ends: bool = False
    event_arguments: bool = False
    untriggered: bool = False
    pieces: bool = False
    empty: bool = False
    overlap: Overlap = "any"
    ids: bool = False
    values: Callable[[Value], bool] = lambda _: True
    why_not: Callable[[Document, Spans], str] = lambda _document, _spans: ""

    @property
    def no_place(self) -> str:
        """Why something is lost that has no counterpart."""
        return f"{self.name} has no place for it"


def fitted(document: Document, holds: Holds, report: Report) -> Document:
    """The part of a document that the format holds; what is not in it is reported."""
    entities = by_id(_entities(document, holds, report))
    events = by_id(_events(document, entities, holds, report))
    relations = by_id(_relations(document, entities, events, holds, report))
    meta = {key: value for key, value in document.meta.items() if holds.meta or key == holds.name}
    report.lose_all((f"meta.{key}", holds.no_place) for key in document.meta if key not in meta)
    kept = _without(document, holds.document, holds, report)
    kept = replace(kept, meta=meta, entities=entities, relations=relations, events=events, rejected=())
    return with_ordered_arguments(kept if holds.ids else _numbered(kept, holds, report))


def _without(value: Held, held: Collection[str], holds: Holds, report: Report) -> Held:
    """A value without what is not held of it."""
    own = [name for name in ALL if name in value.__struct_fields__ and not is_blank(getattr(value, name))]
    lost = [name for name in own if name not in held]
    report.lose_all((name, holds.no_place) for name in lost)
    changed = {name: BLANK[name] for name in lost}
    for name in {"attributes", "labels"}.intersection(own, held):
        changed[name] = dict(_values(name, getattr(value, name), holds, report))
    return replace(value, **changed) if changed else value


def _values(what: str, values: Mapping[str, Value], holds: Holds, report: Report) -> Iterator[tuple[str, Value]]:
    for name, value in values.items():
        if holds.values(value):
            yield name, value
        else:
            report.lose(what, f"a value that {holds.name} cannot hold")


def _entities(document: Document, holds: Holds, report: Report) -> Iterator[Entity]:
    open_ends: list[int] = []
    for each in sorted(ordered_entities(document), key=_outer_first):
        start, end = envelope(each.spans)
        open_ends = [other for other in open_ends if other > start]
        if why := _why_not(document, each.spans, holds) or _overlaps(open_ends, end, holds.overlap):
            report.lose("mention", why)
            continue
        if end > start:
            open_ends.append(end)
        yield _without(each, holds.entities, holds, report)


def _outer_first(entity: Entity) -> tuple[int, int]:
    start, end = envelope(entity.spans)
    return start, -end


def _overlaps(open_ends: list[int], end: int, overlap: Overlap) -> str:
    if overlap == "none" and open_ends:
        return "mentions do not overlap; the outer one that begins first is kept"
    if overlap == "nested" and open_ends and min(open_ends) < end:
        return "mentions do not cross; the one that begins first is kept"
    return ""


def _why_not(document: Document, spans: Spans, holds: Holds) -> str:
    if len(spans) > 1 and not holds.pieces:
        return "a mention is in one piece"
    if not holds.empty and any(start == end for start, end in spans):
        return "a mention is not empty"
    return holds.why_not(document, spans)


def _events(document: Document, entities: Map[str, Entity], holds: Holds, report: Report) -> Iterator[Event]:
    if holds.events is None:
        report.lose("event", holds.no_place, len(document.events))
        return
    whys = {each.id: _why_no_event(document, each, holds) for each in document.events.values()}
    for each in ordered_events(document):
        if whys[each.id]:
            report.lose("event", whys[each.id])
            continue
        arguments = tuple(_arguments(each, entities, whys, holds, report))
        yield replace(_without(each, holds.events, holds, report), arguments=arguments)


def _why_no_event(document: Document, event: Event, holds: Holds) -> str:
    if event.trigger is None:
        return "" if holds.untriggered else "an event has a trigger"
    return _why_not(document, event.spans, holds)


def _arguments(
    event: Event, entities: Map[str, Entity], whys: Mapping[str, str], holds: Holds, report: Report
) -> Iterator[Argument]:
    for each in event.arguments:
        if each.target in whys and not holds.event_arguments:
            report.lose("argument", "an argument is no event")
        elif each.target not in entities and whys.get(each.target, "lost"):
            report.lose("argument", "what it names is lost")
        elif each.attributes and not holds.argument_attributes:
            report.lose("attributes of an argument", holds.no_place)
            yield replace(each, attributes={})
        else:
            yield each


def _relations(
    document: Document, entities: Map[str, Entity], events: Map[str, Event], holds: Holds, report: Report
) -> Iterator[Relation]:
    if holds.relations is None:
        report.lose("relation", holds.no_place, len(document.relations))
        return
    for each in ordered_relations(document):
        ends = (each.head, each.tail)
        if not holds.event_ends and any(end in document.events for end in ends):
            report.lose("relation", "a relation begins and ends at mentions")
        elif all(end in entities or end in events for end in ends):
            yield _without(each, holds.relations, holds, report)
        else:
            report.lose("relation", "what it names is lost")


def _numbered(document: Document, holds: Holds, report: Report) -> Document:
    """The document with ids that are numbers; those that change are lost."""
    ids = new_ids(document)
    report.lose("id", f"{holds.name} numbers its annotations", sum(old != new for old, new in ids.items()))
    return renumbered(document, ids)
