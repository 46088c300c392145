"""Our documents as BioC: passages as they were read, or one; what BioC has no key for as JSON in infons of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from annotator.errors import Finding, FormatError, Place
from annotator.formats.corpora.bioc.blocks import Block, Layout
from annotator.formats.corpora.bioc.elements import NAME
from annotator.formats.corpora.bioc.reading import DEFAULT_ROLES, FIELDS, NO_ROLE, NO_TYPE, OWN_KEY, TRIGGER, TYPE
from annotator.formats.kept import kept_of
from annotator.formats.protocol import Report
from annotator.model.annotation import Annotation, Entity, Event, Relation, Value, is_blank
from annotator.model.document import Document
from annotator.model.order import ordered_arguments, ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Spans, surface

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RETURN = {"\r": "&#13;"}
_BLANKS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

Passages = list[tuple[dict[str, Any], list[tuple[dict[str, Any], int, int]]]]
"""Infons of each passage, and the infons, start and end of its sentences; one without infons is the passage's text."""


def document_lines(document: Document, text: str, report: Report) -> Iterator[str]:
    """The lines of a document's element.

    Raises:
        FormatError: it has a character that XML cannot hold.
    """
    lines = list(_Writer(document, text, report).lines())
    if wrong := _FORBIDDEN.search("".join(lines)):
        where = "text" if _FORBIDDEN.search(text) else "an id, a name or a value"
        message = f"has the character U+{ord(wrong[0]):04X}, which XML cannot hold; expected {where} without it"
        raise FormatError(Finding(Place(document.id), where, message, NAME))
    yield from lines


def collection_lines(document: Document | None) -> Iterator[str]:
    """The lines before the first document, which has those of the collection that it was read from."""
    said = kept_of(document, NAME).get("collection") if document else None
    kept = said if isinstance(said, dict) else {}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<collection>"
    for name in ("source", "date", "key"):
        yield f"<{name}>{_words(str(kept.get(name, '')))}</{name}>"
    yield from _infons(kept.get("infons"))


class _Writer:
    def __init__(self, document: Document, text: str, report: Report) -> None:
        self._document, self._text, self._report = document, text, report
        self._whole = kept_of(document, NAME)
        self._taken = {each.id for each in document.annotations()}

    def lines(self) -> Iterator[str]:
        document = self._document
        yield "<document>"
        yield f"<id>{_words(document.id)}</id>"
        yield from _infons(self._whole.get("infons"))
        fields: dict[str, Any] = {name: getattr(document, name) for name in ("labels", "annotator", "incomplete_for")}
        fields["meta"] = {key: value for key, value in document.meta.items() if key != NAME}
        fields["extractor"] = document.extractor
        yield from _own_infons(fields)
        triggers = {each.id: self._trigger_id(each) for each in ordered_events(document)}
        annotations = [(each.spans, list(self._entity(each))) for each in ordered_entities(document)]
        annotations += [
            (each.spans, list(self._annotation(triggers[each.id], each.type, {}, each.spans)))
            for each in ordered_events(document)
            if each.trigger
        ]
        yield from self._passages(annotations)
        for relation in ordered_relations(document):
            yield from self._relation(relation)
        for event in ordered_events(document):
            yield from self._event(event, triggers[event.id])
        yield "</document>"

    def _trigger_id(self, event: Event) -> str:
        """The id of the annotation over a trigger: the one it was read with where that is free."""
        own = str(kept_of(self._document, NAME, event.id).get(TRIGGER) or f"{event.id}.trigger")
        while own in self._taken:
            own += "."
        self._taken.add(own)
        return own

    def _passages(self, annotations: list[tuple[Spans, list[str]]]) -> Iterator[str]:
        passages = _passages_kept(self._whole, self._text)
        ends = [end for _, texts in passages for _, _, end in texts]
        places: list[list[str]] = [[] for _ in ends]
        for spans, lines in annotations:
            near = next((index for index, end in enumerate(ends) if spans[0][0] < end), len(ends) - 1)
            places[near] += lines
        waiting = iter(places)
        for infons, texts in passages:
            has_sentences = texts[0][0].get("sentence", False)
            yield "<passage>"
            yield from _infons(infons)
            if has_sentences:
                yield f"<offset>{texts[0][1]}</offset>"
            for said, start, end in texts:
                if has_sentences:
                    yield "<sentence>"
                    yield from _infons(said.get("infons"))
                yield f"<offset>{start}</offset>"
                yield f"<text>{_words(self._text[start:end])}</text>"
                yield from next(waiting)
                if has_sentences:
                    yield "</sentence>"
            yield "</passage>"

    def _entity(self, entity: Entity) -> Iterator[str]:
        return self._annotation(entity.id, entity.type, self._infons_of(entity), entity.spans)

    def _annotation(self, own: str, type_name: str, infons: Mapping[str, Any], spans: Spans) -> Iterator[str]:
        kept = kept_of(self._document, NAME, own)
        yield f"<annotation id={_quoted(own)}>"
        yield from self._type(kept, type_name)
        yield from _infons(infons)
        for start, end in spans:
            yield f'<location offset="{start}" length="{end - start}"/>'
        yield f"<text>{_words(_said_words(kept.get('text'), surface(self._text, spans)))}</text>"
        yield "</annotation>"

    def _type(self, kept: Mapping[str, Any], type_name: str) -> Iterator[str]:
        if kept.get("no_type") and type_name in NO_TYPE.values():
            return iter(())
        more = kept.get("more_types")
        return _infons({TYPE: [type_name, *(more if isinstance(more, list) else ())]})

    def _infons_of(self, annotation: Annotation) -> dict[str, Any]:
        """The infons that say an annotation: attributes that are words as they are, the rest as JSON."""
        plain = {name: value for name, value in annotation.attributes.items() if _is_plain(name, value)}
        rest = {name: value for name, value in annotation.attributes.items() if name not in plain}
        fields = {name: getattr(annotation, name, None) for name in FIELDS} | {"attributes": rest}
        return {**plain, **dict(_own_json(fields))}

    def _relation(self, relation: Relation) -> Iterator[str]:
        kept = kept_of(self._document, NAME, relation.id)
        said = kept.get("roles")
        roles = said if isinstance(said, list) and len(said) == 2 and _stay(said) else DEFAULT_ROLES
        yield f"<relation id={_quoted(relation.id)}>"
        yield from self._type(kept, relation.type)
        yield from _infons(self._infons_of(relation))
        yield from _nodes(zip(roles, (relation.head, relation.tail), strict=True))
        yield "</relation>"

    def _event(self, event: Event, trigger_id: str) -> Iterator[str]:
        arguments = ordered_arguments(self._document, event)
        yield f"<relation id={_quoted(event.id)}>"
        yield from self._type(kept_of(self._document, NAME, event.id), event.type)
        yield from _infons(self._infons_of(event))
        attributes = [each.attributes for each in arguments]
        fields = {"arguments": attributes if any(attributes) else None}
        yield from _infons({f"{OWN_KEY}layer": "events", **dict(_own_json(fields))})
        yield from _nodes([("Trigger", trigger_id)] if event.trigger else [])
        for each in arguments:
            if each.role.lower() == TRIGGER and not event.trigger:
                self._report.lose("role", "a node of this role is the trigger of an event")
        yield from _nodes((("" if each.role == NO_ROLE else each.role), each.target) for each in arguments)
        yield "</relation>"


def _passages_kept(whole: Mapping[str, Any], text: str) -> Passages:
    """The passages as they were read, where a reader makes the same text of them; else one passage."""
    try:
        passages = [_passage_kept(each) for each in whole.get("passages") or ()]
    except (TypeError, ValueError, KeyError, AttributeError):
        passages = []
    spans = [(start, end, index == 0) for _, texts in passages for index, (_, start, end) in enumerate(texts)]
    blocks = tuple(Block(start, text[start:end], begins) for start, end, begins in spans)
    is_whole = blocks and all(0 <= start <= end <= len(text) for start, end, _ in spans)
    if is_whole and Layout(blocks).text == text and Layout(blocks).is_regular:
        return passages
    return [({}, [({}, 0, len(text))])]


def _passage_kept(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[dict[str, Any], int, int]]]:
    infons = dict(said.get("infons") or {})
    if not (sentences := said.get("sentences")):
        start, end = said["span"]
        return infons, [({}, int(start), int(end))]
    return infons, [
        ({"infons": dict(each.get("infons") or {}), "sentence": True}, int(each["span"][0]), int(each["span"][1]))
        for each in sentences
    ]


def _said_words(kept: object, words: str) -> str:
    """The words that an annotation was read with, where they still stand for the same words of the text."""
    is_same = isinstance(kept, dict) and kept.get("surface") == words
    return str(kept.get("said")) if is_same and isinstance(kept, dict) else words


def _is_plain(name: str, value: Value) -> bool:
    """Whether an attribute is read again from infons as it is."""
    if name == TYPE or name.startswith(OWN_KEY):
        return False
    return isinstance(value, str) or (isinstance(value, tuple) and len(value) > 1)


def _own_infons(fields: Mapping[str, Any]) -> Iterator[str]:
    return _infons(dict(_own_json(fields)))


def _own_json(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Infons of our own for those fields that say something."""
    for name, value in fields.items():
        if not is_blank(value):
            yield OWN_KEY + name, msgspec.json.encode(value).decode()


def _infons(infons: object) -> Iterator[str]:
    for key, value in infons.items() if isinstance(infons, dict) else ():
        for each in value if isinstance(value, list | tuple) else (value,):
            yield f"<infon key={_quoted(str(key))}>{_words(str(each))}</infon>"


def _nodes(nodes: Any) -> Iterator[str]:
    yield from (f"<node refid={_quoted(target)} role={_quoted(role)}/>" for role, target in nodes)


def _stay(roles: list[Any]) -> bool:
    return all(isinstance(each, str) and each.lower() != TRIGGER for each in roles)


def _words(text: str) -> str:
    return escape(text, _RETURN)


def _quoted(text: str) -> str:
    return quoteattr(text, _BLANKS)
