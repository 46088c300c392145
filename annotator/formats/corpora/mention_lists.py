"""Lists of mentions, relations and events that name each other by ids, as OneIE and WikiEvents have them.

A mention and a trigger are runs of tokens, `start` and `end` half-open. What a list says of a mention besides its type
becomes attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from annotator.formats.json_rows import Row
from annotator.formats.kept import others
from annotator.formats.protocol import Report
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, Value, mention
from annotator.model.spans import Span, surface

OTHER_WORDS = "other words stand at the tokens that are named; the tokens are believed"
NOT_THERE = "there is no mention of the id that it names"


class EntityMention(Struct):
    """A mention of a thing."""

    id: str
    start: int
    end: int
    entity_type: str
    text: str | None = None
    entity_subtype: str | None = None
    mention_type: str | None = None
    sent_idx: int | None = None


class TriggerWords(Struct):
    """The words of an event."""

    start: int
    end: int
    text: str | None = None
    sent_idx: int | None = None


class Filler(Struct):
    """What fills a role."""

    entity_id: str
    role: str
    text: str | None = None


class RelationMention(Struct):
    """A relation; its first filler is the head, or the one in the role `Arg-1`."""

    id: str
    relation_type: str
    arguments: tuple[Filler, ...]
    relation_subtype: str | None = None


class EventMention(Struct):
    """An event."""

    id: str
    event_type: str
    trigger: TriggerWords
    arguments: tuple[Filler, ...] = ()
    sent_idx: int | None = None


LISTS: dict[str, type[Struct]] = {
    "entity_mentions": EntityMention,
    "relation_mentions": RelationMention,
    "event_mentions": EventMention,
}


class MentionLists:
    """Collects the annotations of one document, of one list after the other."""

    def __init__(self, report: Report) -> None:
        self.entities: list[Entity] = []
        self.relations: list[Relation] = []
        self.events: list[Event] = []
        self._report = report
        self._taken: set[str] = set()

    def take(
        self,
        row: Row,
        text: str,
        places: Sequence[Span],
        mentions: Iterable[EntityMention],
        relations: Iterable[RelationMention],
        events: Iterable[EventMention],
        owner: str = "",
        scores: Mapping[str, float] | None = None,
    ) -> None:
        """Take lists whose tokens stand at these places; an id that is taken already is called after `owner` too.

        `scores` are those of a model, by id.

        Raises:
            FormatError: a run has no tokens, or an id stands twice in the lists.
        """
        self._report_others(row)
        run = _runs(row, places)
        score = (scores or {}).get
        ids: dict[str, str] = {}
        for index, each in enumerate(mentions):
            ids[each.id] = self._fresh(row, f"entity_mentions[{index}].id", each.id, owner, ids)
            span = run(f"entity_mentions[{index}]", each.start, each.end)
            attributes: dict[str, Value] = {
                name: value for name in ("entity_subtype", "mention_type") if (value := getattr(each, name))
            }
            self.entities.append(
                mention(ids[each.id], each.entity_type, text, (span,), attributes=attributes, score=score(each.id))
            )
            self._compare(each.text, self.entities[-1].text)
        for index, event in enumerate(events):
            event_id = self._fresh(row, f"event_mentions[{index}].id", event.id, owner, {})
            spans = (run(f"event_mentions[{index}].trigger", event.trigger.start, event.trigger.end),)
            arguments = tuple(Argument(each.role, ids[each.entity_id]) for each in self._known(event.arguments, ids))
            trigger = Trigger(spans, surface(text, spans))
            self.events.append(Event(event_id, event.event_type, trigger, arguments, score=score(event.id)))
            self._compare(event.trigger.text, surface(text, spans))
        for index, relation in enumerate(relations):
            relation_id = self._fresh(row, f"relation_mentions[{index}].id", relation.id, owner, {})
            self._relate(relation_id, relation, ids, score(relation.id))

    def _relate(self, relation_id: str, relation: RelationMention, ids: dict[str, str], score: float | None) -> None:
        fillers = sorted(relation.arguments, key=lambda each: each.role == "Arg-2")
        if len(fillers) != 2:
            self._report.lose("relation", f"it has {len(fillers)} ends; expected two")
        elif all(each.entity_id in ids for each in fillers):
            subtype = relation.relation_subtype
            attributes: dict[str, Value] = {"relation_subtype": subtype} if subtype else {}
            head, tail = (ids[each.entity_id] for each in fillers)
            self.relations.append(Relation(relation_id, relation.relation_type, head, tail, attributes, score=score))
        else:
            self._report.lose("relation", NOT_THERE)

    def _known(self, fillers: Iterable[Filler], ids: dict[str, str]) -> Iterable[Filler]:
        for each in fillers:
            if each.entity_id in ids:
                yield each
            else:
                self._report.lose("argument", NOT_THERE)

    def _fresh(self, row: Row, path: str, said: str, owner: str, here: dict[str, str]) -> str:
        """An id that no other annotation of the document has."""
        found = said if said not in self._taken else f"{owner}.{said}"
        if said in here or not said or found in self._taken:
            raise row.refused(path, f"{said!r} stands twice, or is empty; expected ids that differ", "duplicate-id")
        self._taken.add(found)
        return found

    def _compare(self, said: str | None, found: str | None) -> None:
        if said is not None and "".join(said.split()) != "".join((found or "").split()):
            self._report.lose("text of a mention", OTHER_WORDS)

    def _report_others(self, row: Row) -> None:
        """Report the keys of annotations that are not read."""
        for name, kind in LISTS.items():
            listed = row.value.get(name)
            for each in listed if isinstance(listed, list) else ():
                self._report.lose_all(
                    (f"{key} of {name}", "the record has no place for it") for key in others(each, kind)
                )


def _runs(row: Row, places: Sequence[Span]) -> Callable[[str, int, int], Span]:
    def run(path: str, start: int, end: int) -> Span:
        if not 0 <= start < end <= len(places):
            message = f"tokens {start} to {end}; expected 0 <= start < end <= {len(places)}"
            raise row.refused(path, message, "tokens")
        return places[start][0], places[end - 1][1]

    return run


def placed(text: str, tokens: Sequence[str], start: int = 0) -> list[Span] | None:
    """Where tokens stand in a text, one after the other with nothing but blanks between; None where they do not."""
    places = []
    for token in tokens:
        place = text.find(token, start)
        if place < 0 or text[start:place].strip():
            return None
        places.append((place, place + len(token)))
        start = place + len(token)
    return None if text[start:].strip() else places
