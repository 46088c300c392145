"""Standoff lines as a document.

Entities, events and relations keep brat's ids. A trigger's `T` line becomes the event's trigger. Equivalences become
`coref`, normalisations `links`, the first annotator's note on something its `note`. How the file wrote all this is
kept under `meta.brat`, by annotation id and line number, so that what nobody touched is written back byte by byte.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from annotator.errors import Finding, FormatError, Place
from annotator.formats.brat.lines import (
    AnnLine,
    AttributeLine,
    EquivalenceLine,
    EventLine,
    LinkLine,
    NoteLine,
    RelationLine,
    TextBound,
    parse_lines,
)
from annotator.model.annotation import JSON, Argument, Attributes, Entity, Event, Relation, Trigger, Value, new_coref
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import mention_key, with_ordered_arguments
from annotator.model.quoted import quoted
from annotator.model.reference_faults import cycles
from annotator.model.spans import surface
from annotator.schema.label_schema import LabelSchema

ANNOTATOR_NOTES = "AnnotatorNotes"
"""The kind of note that a person writes; others are a program's."""

SUFFIX = re.compile(r"(.*\D)[1-9]\d*")
"""A role with a number: the second filler of a role has it."""

META = "brat"
"""The key of `meta` for what only brat says; under it annotation ids, "" for the file as a whole."""

Line = TypeVar("Line", TextBound, EventLine, RelationLine, AttributeLine, LinkLine, NoteLine, EquivalenceLine)


@dataclass
class _File:
    """The lines of one file by kind, while it is read."""

    name: str
    lines: list[tuple[int, AnnLine]] = field(default_factory=list)
    texts: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, EventLine] = field(default_factory=dict)
    relations: dict[str, RelationLine] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, number: int, path: str, message: str) -> None:
        self.findings.append(Finding(Place(self.name, number), path, message, "brat"))

    def of(self, kind: type[Line]) -> list[Line]:
        return [line for _, line in self.lines if isinstance(line, kind)]


def read_document(document_id: str, text: str, ann: str, file: str, schema: LabelSchema | None = None) -> Document:
    """The document of a text and its standoff lines; `file` names the latter in messages.

    Raises:
        FormatError: lines that are wrong, or do not fit the text or each other; with all of them.
    """
    file_lines = _sorted_lines(ann, file)
    if not file_lines.findings:
        _check(file_lines, text)
    if file_lines.findings:
        raise FormatError(*sorted(file_lines.findings, key=lambda each: each.place.line))
    return _Builder(file_lines, text, schema).document(document_id, ann)


def _sorted_lines(ann: str, file: str) -> _File:
    file_lines = _File(file)
    ids: dict[str, int] = {}
    for number, line in parse_lines(ann, file):
        if isinstance(line, Finding):
            file_lines.findings.append(line)
        elif line is not None:
            if line.id in ids and line.id != "*":
                file_lines.fault(number, line.id, f"this id stands in line {ids[line.id]} too; expected it once")
            ids[line.id] = number
            file_lines.lines.append((number, line))
    file_lines.texts = {each.id: each for each in file_lines.of(TextBound)}
    file_lines.events = {each.id: each for each in file_lines.of(EventLine)}
    file_lines.relations = {each.id: each for each in file_lines.of(RelationLine)}
    return file_lines


def _check(file: _File, text: str) -> None:
    things = {*file.texts, *file.events}
    carriers = things | {*file.relations}
    anything = {line.id for _, line in file.lines}
    for number, line in file.lines:
        if isinstance(line, TextBound):
            if message := _span_fault(line, text):
                file.fault(number, line.id, message)
            continue
        known = things
        if isinstance(line, EventLine):
            _check_trigger(file, number, line)
        elif isinstance(line, AttributeLine | LinkLine):
            known = carriers
        elif isinstance(line, NoteLine):
            known = anything
        for target in _targets(line):
            if target not in known:
                file.fault(number, line.id, f"{target} is nowhere in this file; expected the id of another line")
    _check_circles(file)


def _targets(line: AnnLine) -> tuple[str, ...]:
    if isinstance(line, EventLine):
        return tuple(target for _, target in line.arguments)
    if isinstance(line, RelationLine):
        return tuple(target for _, target in line.ends)
    if isinstance(line, EquivalenceLine):
        return line.members
    return () if isinstance(line, TextBound) else (line.target,)


def _check_trigger(file: _File, number: int, line: EventLine) -> None:
    trigger = file.texts.get(line.trigger)
    if trigger is None:
        file.fault(number, line.id, f"the trigger {line.trigger} is nowhere in this file; expected a T line")
    elif trigger.type != line.type:
        file.fault(number, line.id, f"the trigger {trigger.id} is a {trigger.type}; expected {line.type}")


def _check_circles(file: _File) -> None:
    numbers = {line.id: number for number, line in file.lines}
    graph = {each.id: [target for _, target in each.arguments] for each in file.events.values()}
    for circle in cycles(graph):
        chain = " -> ".join([*circle, circle[0]])
        file.fault(numbers[circle[-1]], circle[-1], f"{chain}: no event can be an argument of itself")


def _span_fault(bound: TextBound, text: str) -> str | None:
    end = bound.spans[-1][1]
    if end > len(text):
        return f"ends at {end}; the text has {len(text)} characters"
    words = surface(text, bound.spans)
    if _blanks_alike(words) == _blanks_alike(bound.surface):
        return None
    return f"says {quoted(bound.surface)}, but the text has {quoted(words)} there; offsets count characters from 0"


def _blanks_alike(text: str) -> str:
    return re.sub(r"\s", " ", text)


class _Builder:
    def __init__(self, file: _File, text: str, schema: LabelSchema | None) -> None:
        self._found = file
        self._text = text
        self._schema = schema
        self._event_of: dict[str, str] = {}
        for event in file.events.values():
            self._event_of.setdefault(event.trigger, event.id)
        self._notes: dict[str, str] = {}

    def document(self, document_id: str, ann: str) -> Document:
        self._take_notes()
        attributes, links, corefs = self._attributes(), self._links(), self._corefs(document_id)
        entities = [
            Entity(
                id=each.id,
                type=each.type,
                spans=each.spans,
                text=surface(self._text, each.spans),
                attributes=attributes.get(each.id, {}),
                coref=corefs.get(each.id),
                links=tuple(links.get(each.id, ())),
                note=self._notes.get(each.id),
            )
            for each in self._found.texts.values()
            if each.id not in self._event_of
        ]
        events = [
            replace(
                self._event(each),
                attributes=attributes.get(each.id, {}),
                coref=corefs.get(each.id),
                links=tuple(links.get(each.id, ())),
                note=self._notes.get(each.id),
            )
            for each in self._found.events.values()
        ]
        document = new_document(document_id, self._text, entities=by_id(entities), events=by_id(events))
        relations = [self._relation(each, document, attributes) for each in self._found.relations.values()]
        meta = {META: self._as_written(ann)} if ann else {}
        return with_ordered_arguments(replace(document, relations=by_id(relations), meta=meta))

    def _resolved(self, target: str) -> str:
        """The annotation that an id stands for: a trigger's stands for its first event."""
        return self._event_of.get(target, target)

    def _event(self, line: EventLine) -> Event:
        bound = self._found.texts[line.trigger]
        trigger = Trigger(bound.spans, surface(self._text, bound.spans))
        targets = [self._resolved(target) for _, target in line.arguments]
        pairs = dict.fromkeys(zip(self._roles(line), targets, strict=True))
        return Event(line.id, line.type, trigger, tuple(Argument(role, target) for role, target in pairs))

    def _roles(self, line: EventLine) -> Iterator[str]:
        """The roles without numbers; a number is the role's own where the schema has the role as written."""
        known = self._schema if self._schema and line.type in self._schema.event_types else None
        written = {role for role, _ in line.arguments}
        for role, _ in line.arguments:
            match = SUFFIX.fullmatch(role)
            numbered = match and (known.role_of(line.type, role) is None if known else match[1] in written)
            yield match[1] if match and numbered else role

    def _relation(self, line: RelationLine, document: Document, attributes: Mapping[str, Attributes]) -> Relation:
        kind = self._schema.relation_types.get(line.type) if self._schema else None
        ends = dict(line.ends)
        names = (kind.head_name or "Arg1", kind.tail_name or "Arg2") if kind else ("Arg1", "Arg2")
        if set(names) != set(ends):
            names = (line.ends[0][0], line.ends[1][0])
        head, tail = (self._resolved(end) for end in (ends[names[0]], ends[names[1]]))
        if len(ends) < 2:
            head, tail = (self._resolved(target) for _, target in line.ends)
        if kind and kind.symmetric:
            head, tail = sorted((head, tail), key=lambda each: mention_key(_mention(document, each)))
        return Relation(
            line.id, line.type, head, tail, attributes=attributes.get(line.id, {}), note=self._notes.get(line.id)
        )

    def _attributes(self) -> dict[str, Attributes]:
        values_of: dict[str, dict[str, list[str | None]]] = defaultdict(lambda: defaultdict(list))
        for line in self._found.of(AttributeLine):
            values_of[self._resolved(line.target)][line.name].append(line.value)
        return {
            target: {name: _value(values) for name, values in by_name.items()} for target, by_name in values_of.items()
        }

    def _links(self) -> dict[str, dict[str, None]]:
        links: dict[str, dict[str, None]] = defaultdict(dict)
        for line in self._found.of(LinkLine):
            links[self._resolved(line.target)][line.link] = None
        return links

    def _corefs(self, document_id: str) -> dict[str, str]:
        """Equivalences as `coref` ids, named by the group's first member; those that share a member are one."""
        group: dict[str, set[str]] = {}
        for line in self._found.of(EquivalenceLine):
            members = {self._resolved(each) for each in line.members}
            for each in tuple(members):
                members |= group.get(each, set())
            group.update(dict.fromkeys(members, members))
        order = {thing: index for index, thing in enumerate((*self._found.texts, *self._found.events))}
        firsts = {each: min(members, key=lambda one: order[one]) for each, members in group.items()}
        return {
            each: new_coref(document_id, first, is_event=first in self._found.events) for each, first in firsts.items()
        }

    def _take_notes(self) -> None:
        things = {*self._found.texts, *self._found.events, *self._found.relations}
        for line in self._found.of(NoteLine):
            if line.name == ANNOTATOR_NOTES and line.target in things and line.note:
                self._notes.setdefault(self._resolved(line.target), line.note)

    def _as_written(self, ann: str) -> dict[str, JSON]:
        """The file's lines by owner and number, and how it ends its lines."""
        raw = ann.split("\n")
        crlf = len(raw) > 1 and all(line.endswith("\r") for line in raw[:-1])
        lines = [line.removesuffix("\r") for line in raw] if crlf else raw
        whole: dict[str, JSON] = {}
        if crlf:
            whole["newline"] = "\r\n"
        if lines[-1]:
            whole["no_final_newline"] = True
        if blank := [number for number, line in enumerate(lines[:-1], 1) if not line]:
            whole["blank"] = list(blank)
        kept: dict[str, dict[str, JSON]] = defaultdict(dict, {"": whole} if whole else {})
        for number, line in self._found.lines:
            for owner in self._owners(line):
                kept[owner][str(number)] = self._template(lines[number - 1], line, owner)
        return dict(kept)

    def _owners(self, line: AnnLine) -> list[str]:
        if isinstance(line, TextBound) and line.id in self._event_of:
            return [event.id for event in self._found.events.values() if event.trigger == line.id]
        if isinstance(line, TextBound | EventLine | RelationLine):
            return [line.id]
        if isinstance(line, EquivalenceLine):
            return [""]
        target = self._resolved(line.target)
        known = target in self._found.texts or target in self._found.events or target in self._found.relations
        return [target if known else ""]

    def _template(self, raw: str, line: AnnLine, owner: str) -> str:
        """The line as it is kept: without the words that the document says itself, where a TAB ends it."""
        words = ""
        if isinstance(line, TextBound):
            words = surface(self._text, line.spans)
        elif isinstance(line, NoteLine) and line.name == ANNOTATOR_NOTES:
            words = self._notes.get(owner, "")
        return raw.removesuffix(words) if words and raw.endswith("\t" + words) else raw


def _value(values: list[str | None]) -> Value:
    distinct = tuple(dict.fromkeys(value for value in values if value is not None))
    if not distinct:
        return True
    return distinct[0] if len(distinct) == 1 else distinct


def _mention(document: Document, annotation_id: str) -> Entity | Event:
    return document.entities.get(annotation_id) or document.events[annotation_id]
