"""A document in brat's terms: ids, names, triggers, and what a line that was read says in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeAlias

from annotator.formats.brat.layer_names import is_called_so, names_in_brat
from annotator.formats.brat.line_ends import joined
from annotator.formats.brat.lines import (
    ANNOTATOR_NOTES,
    AnnLine,
    AttributeLine,
    EquivalenceLine,
    EventLine,
    LinkLine,
    NoteLine,
    RelationLine,
    TextBound,
)
from annotator.formats.brat.naming import brat_ids, brat_names
from annotator.formats.brat.roles import role_of, stems
from annotator.formats.brat.stored import Stored
from annotator.model.annotation import Entity, Event
from annotator.model.document import Document
from annotator.model.order import ordered_events
from annotator.model.spans import Spans
from annotator.schema.label_schema import LabelSchema, RelationType

Key: TypeAlias = tuple[Any, ...]
"""What a line says, whatever its own number."""


class Terms:
    """A document in brat's words: its ids and names there, and what the lines it was read from say in them."""

    def __init__(self, document: Document, schema: LabelSchema | None, stored: Stored) -> None:
        """Settle every id and name."""
        self.document = document
        self.stored = stored
        self._schema = schema
        self.ids = brat_ids(document)
        self._own_ids = {brat_id: own for own, brat_id in self.ids.items()}
        self.names = brat_names(_all_names(document), known=_stored_names(stored))
        self.shared = dict(self._shared_names())
        self.names |= {own: brat for own, brat in self.shared.items() if own in self.names}
        self._events = {self.ids[each.id]: each for each in document.events.values()}
        mentions: list[Entity | Event] = [*document.entities.values(), *document.events.values()]
        self.coref_of = {self.ids[each.id]: each.coref for each in mentions if each.coref}
        self._first_event = self._first_events()
        self._bounds = {line.id: line.spans for _, line in stored.lines.values() if isinstance(line, TextBound)}
        self.triggers = self._trigger_ids()
        self.unsayable = {each.id for each in document.events.values() if not each.trigger}

    def _shared_names(self) -> Iterator[tuple[str, str]]:
        """Names of types by which brat calls another type too: by the schema, and by the lines that were read."""
        for names in names_in_brat(self._schema).values():
            yield from ((own, brat) for own, brat in names.items() if own != brat)
        for _, line in self.stored.lines.values():
            if isinstance(line, EventLine | RelationLine):
                annotation = self.document.find(self._own_ids.get(line.id, ""))
                layer = "events" if isinstance(line, EventLine) else "relations"
                if annotation and is_called_so(annotation.type, line.type, layer):
                    yield annotation.type, line.type

    def resolved(self, target: str) -> str:
        """The id of the annotation that an id of the stored lines stands for."""
        return self._first_event.get(target, target)

    def _first_events(self) -> dict[str, str]:
        events: dict[str, str] = {}
        for _, (_, line) in sorted(self.stored.lines.items()):
            if isinstance(line, EventLine):
                events.setdefault(line.trigger, line.id)
        return events

    def key(self, line: AnnLine) -> Key:
        """What a stored line says, in the terms of the facts."""
        if isinstance(line, TextBound):
            return ("T", line.id, line.type, line.spans)
        if isinstance(line, EventLine):
            return ("E", line.id, line.type, line.trigger, self._stored_arguments(line))
        if isinstance(line, RelationLine):
            ends = [self.resolved(target) for _, target in line.ends]
            names = self.end_names(line.type)
            if {name for name, _ in line.ends} == set(names) and line.ends[0][0] == names[1]:
                ends.reverse()
            return ("R", line.id, line.type, *self.ends(line.type, *ends))
        if isinstance(line, AttributeLine):
            return ("A", self.resolved(line.target), line.name, line.value)
        if isinstance(line, LinkLine):
            return ("N", self.resolved(line.target), line.link)
        if isinstance(line, NoteLine):
            return ("#", self.resolved(line.target), line.note) if line.name == ANNOTATOR_NOTES else ("##", line.id)
        return ("*", self.group(self.resolved(line.members[0])), self.in_one_group(line))

    def has_value(self, line: AttributeLine) -> bool:
        """Whether the annotation of a line has its attribute with a value, not merely set."""
        annotation = self.document.find(self._own_ids.get(self.resolved(line.target), ""))
        values = annotation.attributes.items() if annotation else ()
        return any(self.name(name) == line.name and not isinstance(value, bool) for name, value in values)

    def in_one_group(self, line: EquivalenceLine) -> bool:
        """Whether all members of a line still name the same thing."""
        groups = {self.group(self.resolved(each)) for each in line.members}
        return len(groups) == 1 and None not in groups

    def group(self, brat_id: str) -> str | None:
        """The `coref` id of an annotation."""
        return self.coref_of.get(brat_id)

    def _stored_arguments(self, line: EventLine) -> tuple[tuple[str, str], ...]:
        """The stored arguments, with each role as the event has it where only its number is more."""
        event = self._events.get(line.id)
        arguments = [(self.name(each.role), self.ids[each.target]) for each in event.arguments] if event else []
        stored = []
        for role, target in line.arguments:
            own = self.resolved(target)
            said = ((each, own) for each in (role, *stems(role)) if (each, own) in arguments)
            stored.append(next(said, (role, own)))
        return tuple(sorted(set(stored)))

    def name(self, name: str) -> str:
        """A type, role or attribute as brat has it."""
        return self.names[name]

    def pieces_as_read(self, brat_id: str, spans: Spans) -> Spans:
        """The pieces of a line as it was read, where they still make this mention; else none."""
        pieces = self._bounds.get(brat_id, ())
        return pieces if pieces and self._make(pieces, spans) else ()

    def _make(self, pieces: Spans, spans: Spans) -> bool:
        """Whether pieces are a mention's, as they are or when those are joined that a line end cut."""
        return pieces == spans or joined(self.document.text or "", pieces) == spans

    def role_read(self, event: Event, written: str, line: Collection[str]) -> str:
        """The role that a reader takes a word of an event's line for."""
        return role_of(written, event.type, line, self._schema)

    def end_names(self, brat_type: str) -> tuple[str, str]:
        """What the head and the tail of a relation type are called."""
        kind = self.relation_type(brat_type)
        return (kind.head_name or "Arg1", kind.tail_name or "Arg2") if kind else ("Arg1", "Arg2")

    def relation_type(self, brat_type: str) -> RelationType | None:
        """The relation type of a name in brat, where a schema knows it."""
        types = self._schema.relation_types if self._schema else {}
        return next((each for name, each in types.items() if self.names.get(name, name) == brat_type), None)

    def ends(self, brat_type: str, head: str, tail: str) -> tuple[str, str]:
        """The two ends, in one order whichever way round a symmetric relation is."""
        kind = self.relation_type(brat_type)
        first, second = sorted((head, tail)) if kind and kind.symmetric else (head, tail)
        return first, second

    def _trigger_ids(self) -> dict[str, str]:
        """The `T` id of every event's trigger: the one it was read with while it fits, else a new one."""
        taken = {self.ids[each] for each in self.document.entities}
        ids: dict[str, str] = {}
        by_words: dict[tuple[str, Spans], str] = {}
        for _, line in self.stored.lines.values():
            event = self._events.get(line.id) if isinstance(line, EventLine) else None
            bound = self.stored.triggers.get(line.trigger) if isinstance(line, EventLine) else None
            if (
                event
                and bound
                and bound.id not in taken
                and bound.type == self.name(event.type)
                and self._make(bound.spans, event.spans)
            ):
                ids[event.id] = bound.id
                by_words.setdefault((event.type, event.spans), bound.id)
        used = [int(each[1:]) for each in {*taken, *self.stored.triggers}]
        number = max(used, default=0)
        for event in ordered_events(self.document):
            if event.id in ids or not event.trigger:
                continue
            words = (event.type, event.spans)
            if words not in by_words:
                number += 1
                by_words[words] = f"T{number}"
            ids[event.id] = by_words[words]
        return ids

    def real_roles(self, event: Event) -> set[str]:
        """The roles of an event's type, as brat has them."""
        roles = self._schema.roles_of(event.type) if self._schema else ()
        return {self.names.get(role.name, role.name) for role in roles}


def _all_names(document: Document) -> Iterator[str]:
    for each in document.annotations():
        yield each.type
        yield from each.attributes
        if isinstance(each, Event):
            yield from (argument.role for argument in each.arguments)


def _stored_names(stored: Stored) -> set[str]:
    """The types and attributes that stood in the file: brat has them, whatever letters they are of."""
    names = set()
    for _, line in stored.lines.values():
        if isinstance(line, TextBound | EventLine | RelationLine):
            names.add(line.type)
        elif isinstance(line, AttributeLine):
            names.add(line.name)
        if isinstance(line, EventLine):
            names |= {name for role, _ in line.arguments for name in (role, role.rstrip("0123456789"))}
    return names
