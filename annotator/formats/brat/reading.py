"""Standoff lines as a document.

Entities, events and relations keep brat's ids. A trigger's `T` line becomes the event's trigger. Equivalences become
`coref`, normalisations `links`, the annotators' notes on something the lines of its `note`. How the file wrote all
this is kept under `meta.brat`, by annotation id and line number, so that what nobody touched is written back byte by
byte.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from annotator.formats.brat.ann_file import AnnFile, read_ann
from annotator.formats.brat.kept import META, Pair, as_written
from annotator.formats.brat.layer_names import names_in_brat
from annotator.formats.brat.line_ends import joined
from annotator.formats.brat.lines import (
    ANNOTATOR_NOTES,
    AttributeLine,
    EquivalenceLine,
    EventLine,
    LinkLine,
    NoteLine,
    RelationLine,
    TextBound,
)
from annotator.formats.brat.roles import is_doubtful, role_of
from annotator.model.annotation import Argument, Attributes, Entity, Event, Relation, Trigger, Value, new_coref
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import mention_key, with_ordered_arguments
from annotator.model.spans import Spans, surface
from annotator.schema.label_schema import LabelSchema

Told: TypeAlias = Counter[str]
"""What people are told of how lines were read, and how often it was so."""

JOINED = "mention that brat cut at a line end: whole again; --keep-pieces leaves it cut"
SEVERAL_NOTES = "annotation with several notes: they are the lines of one"
FLAG_BESIDE_VALUE = "attribute both with a value and without: has the value; the other line is kept under meta.brat"
OWN_NAME = "{name} among the {layer}: {own}, since a type of another layer has the name too"
DOUBTFUL_ROLE = (
    "role such as {role} without a {stem} beside it: read as it stands, since no schema says what the number is"
)


def read_document(
    document_id: str,
    text: str,
    ann: str,
    file: str,
    schema: LabelSchema | None = None,
    *,
    pair: Pair | None = None,
    keep_pieces: bool = False,
    told: Told | None = None,
) -> Document:
    """The document of a text and its standoff lines; `file` names the latter in messages.

    Args:
        document_id: its id.
        text: its text.
        ann: the lines.
        file: the name of the file they are from.
        schema: what says which roles end in a digit, and which relations are symmetric.
        pair: how the lines stand in two files.
        keep_pieces: leave mentions cut where a line of the text ends.
        told: where people are told of how lines are read.

    Raises:
        FormatError: lines that are wrong, or do not fit the text or each other; with all of them.
    """
    builder = _Builder(read_ann(ann, text, file), text, schema, keep_pieces, Counter() if told is None else told)
    return builder.document(document_id, ann, pair)


class _Builder:
    def __init__(self, file: AnnFile, text: str, schema: LabelSchema | None, keep_pieces: bool, told: Told) -> None:
        self._found = file
        self._text = text
        self._schema = schema
        self._keep_pieces = keep_pieces
        self._told = told
        known = names_in_brat(schema)
        self._own = {layer: {brat: own for own, brat in names.items()} for layer, names in known.items()}

    def document(self, document_id: str, ann: str, pair: Pair | None) -> Document:
        attributes, links, corefs = self._attributes(), self._links(), self._corefs(document_id)
        notes = self._notes()
        entities = [
            Entity(
                id=each.id,
                type=each.type,
                spans=(spans := self._spans(each)),
                text=surface(self._text, spans),
                attributes=attributes.get(each.id, {}),
                coref=corefs.get(each.id),
                links=tuple(links.get(each.id, ())),
                note=notes.get(each.id),
            )
            for each in self._found.texts.values()
            if each.id not in self._found.event_of
        ]
        events = [
            replace(
                self._event(each),
                attributes=attributes.get(each.id, {}),
                coref=corefs.get(each.id),
                links=tuple(links.get(each.id, ())),
                note=notes.get(each.id),
            )
            for each in self._found.events.values()
        ]
        document = new_document(document_id, self._text, entities=by_id(entities), events=by_id(events))
        relations = [
            self._relation(each, document, attributes.get(each.id, {}), notes.get(each.id))
            for each in self._found.relations.values()
        ]
        meta = {META: as_written(self._found, self._text, ann, pair)} if ann or pair else {}
        return with_ordered_arguments(replace(document, relations=by_id(relations), meta=meta))

    def _spans(self, bound: TextBound) -> Spans:
        spans = bound.spans if self._keep_pieces else joined(self._text, bound.spans)
        self._told[JOINED] += spans != bound.spans
        return spans

    def _event(self, line: EventLine) -> Event:
        spans = self._spans(self._found.texts[line.trigger])
        targets = [self._found.resolved(target) for _, target in line.arguments]
        pairs = dict.fromkeys(zip(self._roles(line), targets, strict=True))
        arguments = tuple(Argument(role, target) for role, target in pairs)
        self._tell_of_name(line, "events")
        return Event(line.id, self._type(line), Trigger(spans, surface(self._text, spans)), arguments)

    def _roles(self, line: EventLine) -> Iterator[str]:
        """The roles without numbers; a number is the role's own where the schema has the role as written."""
        written = {role for role, _ in line.arguments}
        for role, _ in line.arguments:
            if is_doubtful(role, self._type(line), written, self._schema):
                self._told[DOUBTFUL_ROLE.format(role=role, stem=role.rstrip("0123456789"))] += 1
            yield role_of(role, self._type(line), written, self._schema)

    def _type(self, line: EventLine | RelationLine) -> str:
        """The type of a line, by the name that the schema has for it in this layer."""
        layer = "events" if isinstance(line, EventLine) else "relations"
        return self._own[layer].get(line.type, line.type)

    def _tell_of_name(self, line: EventLine | RelationLine, layer: str) -> None:
        own = self._type(line)
        self._told[OWN_NAME.format(name=line.type, own=own, layer=layer)] += own != line.type

    def _relation(self, line: RelationLine, document: Document, attributes: Attributes, note: str | None) -> Relation:
        own = self._type(line)
        self._tell_of_name(line, "relations")
        kind = self._schema.relation_types.get(own) if self._schema else None
        ends = dict(line.ends)
        names = (kind.head_name or "Arg1", kind.tail_name or "Arg2") if kind else ("Arg1", "Arg2")
        if set(names) != set(ends):
            names = (line.ends[0][0], line.ends[1][0])
        head, tail = (self._found.resolved(end) for end in (ends[names[0]], ends[names[1]]))
        if len(ends) < 2:
            head, tail = (self._found.resolved(target) for _, target in line.ends)
        if kind and kind.symmetric:
            head, tail = sorted((head, tail), key=lambda each: mention_key(_mention(document, each)))
        return Relation(line.id, own, head, tail, attributes=attributes, note=note)

    def _attributes(self) -> Mapping[str, Attributes]:
        values_of: dict[str, dict[str, list[str | None]]] = defaultdict(lambda: defaultdict(list))
        for line in self._found.of(AttributeLine):
            values_of[self._found.resolved(line.target)][line.name].append(line.value)
        for by_name in values_of.values():
            self._told[FLAG_BESIDE_VALUE] += sum(None in values and len(set(values)) > 1 for values in by_name.values())
        return {
            target: {name: _value(values) for name, values in by_name.items()} for target, by_name in values_of.items()
        }

    def _links(self) -> dict[str, dict[str, None]]:
        links: dict[str, dict[str, None]] = defaultdict(dict)
        for line in self._found.of(LinkLine):
            links[self._found.resolved(line.target)][line.link] = None
        return links

    def _corefs(self, document_id: str) -> dict[str, str]:
        """Equivalences as `coref` ids, named by the group's first member; those that share a member are one."""
        group: dict[str, set[str]] = {}
        for line in self._found.of(EquivalenceLine):
            members = {self._found.resolved(each) for each in line.members}
            for each in tuple(members):
                members |= group.get(each, set())
            group.update(dict.fromkeys(members, members))
        order = {thing: index for index, thing in enumerate((*self._found.texts, *self._found.events))}
        firsts = {each: min(members, key=lambda one: order[one]) for each, members in group.items()}
        return {
            each: new_coref(document_id, first, is_event=first in self._found.events) for each, first in firsts.items()
        }

    def _notes(self) -> dict[str, str]:
        """The annotators' notes on each annotation, a line each."""
        notes: dict[str, list[str]] = defaultdict(list)
        for line in self._found.of(NoteLine):
            target = self._found.resolved(line.target)
            if line.name == ANNOTATOR_NOTES and line.note and self._found.has(target):
                notes[target].append(line.note)
        self._told[SEVERAL_NOTES] += sum(len(lines) > 1 for lines in notes.values())
        return {target: "\n".join(lines) for target, lines in notes.items()}


def _value(values: list[str | None]) -> Value:
    distinct = tuple(dict.fromkeys(value for value in values if value is not None))
    if not distinct:
        return True
    return distinct[0] if len(distinct) == 1 else distinct


def _mention(document: Document, annotation_id: str) -> Entity | Event:
    return document.entities.get(annotation_id) or document.events[annotation_id]
