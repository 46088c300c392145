"""A BioC document as ours.

An annotation's infon `type` is its type, its other infons are attributes. A relation of two nodes is a relation, its
first node the head; one of more nodes, one with a trigger among them, or one that another names is an event. What the
record has no place for - passages, offsets as stated, infons of documents, roles - is kept under `meta.bioc`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotator.formats.corpora.bioc.blocks import Block, Layout, Mark, Said, laid_out
from annotator.formats.corpora.bioc.elements import NAME, fault, infons_of, number, offset_of, words_in
from annotator.formats.kept import OWN, kept_meta
from annotator.formats.protocol import Report
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, Value
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import with_ordered_arguments
from annotator.model.quoted import quoted
from annotator.model.record import ExtractorRun
from annotator.model.spans import surface

OWN_KEY = "annotator:"
"""What the keys of infons begin with that hold, as JSON, what BioC has no key for."""

TYPE, TRIGGER = "type", "trigger"
NO_TYPE: Mapping[type[Struct], str] = {Entity: "annotation", Relation: "relation", Event: "event"}
"""The types of annotations and relations that say none."""

NO_ROLE = "node"
"""The role of an argument that has none."""

DEFAULT_ROLES = ("head", "tail")
LATER_ROLES = frozenset({"target", "tail", "arg2", "object", "to"})
"""Roles of the tail of a relation, whichever node comes first."""

FIELDS = ("coref", "links", "note", "uncertain", "unconfirmed", "was", "score", "evidence")
"""Fields of annotations that stand in infons of our own."""


class Node(NamedTuple):
    """What a relation joins, in which role."""

    role: str
    target: str


@dataclass
class _Parts:
    """What stands in a document, block by block."""

    blocks: list[Block] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[tuple[int, Element]] = field(default_factory=list)
    relations: list[tuple[int, Element]] = field(default_factory=list)


def document_of(
    path: Path, element: Element, number_in_file: int, collection: Mapping[str, Any], report: Report
) -> Document:
    """The document of an element.

    Raises:
        FormatError: something in it is not what BioC says, or does not stand in its text; with its line.
    """
    parts = _parts_of(path, element)
    said = [(_said(path, block, each), each) for block, each in parts.annotations]
    layout = laid_out(parts.blocks, (one for one, _ in said if one.marks))
    if layout.way.unit != "chars" or layout.way.base != "document":
        report.note(
            f"offsets are counted in {layout.way.unit}, from the beginning of the {layout.way.base}: words fit so"
        )
    return _Builder(path, parts, layout, report).document(
        words_in(element, "id") or f"{path.stem}-{number_in_file}", said, infons_of(element), collection
    )


def _parts_of(path: Path, element: Element) -> _Parts:
    parts = _Parts()
    for passage in element.findall("passage"):
        first = len(parts.blocks)
        sentences = passage.findall("sentence")
        texts = [passage] if passage.find("text") is not None or not sentences else sentences
        for index, each in enumerate(texts):
            parts.blocks.append(Block(offset_of(path, each), words_in(each, "text") or "", index == 0))
            _take(parts, each, first + index)
        if texts is sentences:
            _take(parts, passage, first)
        else:
            for each in sentences:
                _take(parts, each, first)
        parts.passages.append(_passage_kept(path, passage, sentences if texts is sentences else []))
    _take(parts, element, 0)
    return parts


def _take(parts: _Parts, element: Element, block: int) -> None:
    parts.annotations += [(block, each) for each in element.findall("annotation")]
    parts.relations += [(block, each) for each in element.findall("relation")]


def _passage_kept(path: Path, passage: Element, sentences: list[Element]) -> dict[str, Any]:
    """What is kept of a passage: its infons, and those of its sentences where its text stands in them."""
    offset_of(path, passage)
    kept: dict[str, Any] = {"infons": infons_of(passage)}
    return kept | ({"sentences": [{"infons": infons_of(each)} for each in sentences]} if sentences else {})


def _said(path: Path, block: int, annotation: Element) -> Said:
    marks = []
    for each in annotation.findall("location"):
        offset = number(path, each, each.get("offset"), "an offset")
        marks.append(Mark(block, offset, number(path, each, each.get("length"), "a length")))
    return Said(tuple(sorted(marks, key=lambda mark: mark.offset)), words_in(annotation, "text") or "")


class _Builder:
    def __init__(self, path: Path, parts: _Parts, layout: Layout, report: Report) -> None:
        self._path, self._parts, self._layout, self._report = path, parts, layout, report
        self._kept: dict[str, dict[str, Any]] = defaultdict(dict)
        self._entities: dict[str, Entity] = {}
        self._ids: dict[tuple[int | None, str], str] = {}
        self._taken: set[str] = set()

    def document(
        self, document_id: str, said: list[tuple[Said, Element]], infons: dict[str, Any], collection: Mapping[str, Any]
    ) -> Document:
        for (block, _), (words, element) in zip(self._parts.annotations, said, strict=True):
            self._take_entity(block, words, element)
        relations, events = self._relations()
        self._kept[OWN] |= self._whole(infons, collection)
        fields = {key.removeprefix(OWN_KEY): value for key, value in infons.items() if key.startswith(OWN_KEY)}
        document = new_document(
            document_id,
            self._layout.text,
            entities=by_id(self._entities.values()),
            relations=by_id(relations),
            events=by_id(events),
        )
        return with_ordered_arguments(self._with_own(document, fields))

    def _whole(self, infons: dict[str, Any], collection: Mapping[str, Any]) -> dict[str, Any]:
        """What is kept of the document as a whole: nothing of one that is a single passage without a word besides."""
        own = {key: value for key, value in infons.items() if not key.startswith(OWN_KEY)}
        whole: dict[str, Any] = {"infons": own} if own else {}
        if collection:
            whole["collection"] = dict(collection)
        starts = iter(self._layout.starts)
        blocks = iter(self._parts.blocks)
        passages = []
        for each in self._parts.passages:
            spans = [(start := next(starts), start + len(next(blocks).text)) for _ in each.get("sentences", [0])]
            passages.append(each | {"span": [spans[0][0], spans[-1][1]]})
            for sentence, span in zip(each.get("sentences", []), spans, strict=False):
                sentence["span"] = list(span)
        is_plain = len(passages) == 1 and passages[0] == {"infons": {}, "span": [0, len(self._layout.text)]}
        return whole if is_plain or not passages else whole | {"passages": passages}

    def _with_own(self, document: Document, fields: Mapping[str, Any]) -> Document:
        """The document with what our own infons say of it."""
        meta = self._decoded(fields.get("meta"), dict[str, Any]) or {}
        known: dict[str, Any] = {"meta": {**meta, **kept_meta(NAME, self._kept)}}
        for name, kind in (("labels", dict[str, Value]), ("annotator", str), ("extractor", ExtractorRun)):
            if (value := self._decoded(fields.get(name), kind)) is not None:
                known[name] = value
        if (names := self._decoded(fields.get("incomplete_for"), tuple[str, ...])) is not None:
            known["incomplete_for"] = names
        return replace(document, **known)

    def _decoded(self, said: Any, kind: Any) -> Any:
        """What an infon of our own holds; None where there is none, or somebody spoilt it, which is told."""
        if said is None:
            return None
        try:
            return msgspec.json.decode(said, type=kind)
        except (msgspec.ValidationError, msgspec.DecodeError, TypeError):
            self._report.lose(f"infon {OWN_KEY}...", "not as this program wrote it")
            return None

    def _take_entity(self, block: int, said: Said, element: Element) -> None:
        own = self._new_id(block, element, "T")
        spans = tuple(self._span(mark, element) for mark in said.marks)
        if not spans:
            self._report.lose("annotation without a location", "a mention stands in the text")
            return
        if any(left[1] > right[0] for left, right in pairwise(spans)):
            raise fault(self._path, element, "its locations overlap; expected one after the other")
        words = surface(self._layout.text, spans)
        if not self._layout.says(said):
            self._report.note("annotations say other words than stand at their offsets: the offsets count")
            self._kept[own]["text"] = {"said": said.words, "surface": words}
        infons = infons_of(element)
        self._entities[own] = Entity(
            own, self._type(infons, own, Entity), spans, words, **self._rest(infons, own, Entity)
        )

    def _span(self, mark: Mark, element: Element) -> tuple[int, int]:
        span = self._layout.span(mark)
        if span is None:
            message = f"{mark.offset} with length {mark.length} does not stand in the text"
            raise fault(
                self._path, element, f"{message}; expected offsets of its passage, from the document's beginning"
            )
        return span

    def _new_id(self, block: int, element: Element, letter: str) -> str:
        """The id of an annotation or relation, another one where its own is missing or taken already."""
        said = element.get("id") or ""
        own = said or f"{letter}{len(self._taken) + 1}"
        if own in self._taken:
            self._report.note("ids that stand twice in a document have a number behind them")
        count = 2
        while own in self._taken:
            own, count = f"{said or letter}.{count}", count + 1
        self._taken.add(own)
        self._ids[block, said] = own
        self._ids.setdefault((None, said), own)
        return own

    def _type(self, infons: Mapping[str, Any], own: str, kind: type[Struct]) -> str:
        said = infons.get(TYPE)
        if isinstance(said, list) and said[0]:
            self._kept[own]["more_types"] = said[1:]
            return str(said[0])
        if isinstance(said, str) and said:
            return said
        self._report.note(f"what says no type is of the type {NO_TYPE[kind]}")
        self._kept[own]["no_type"] = True
        return NO_TYPE[kind]

    def _rest(self, infons: Mapping[str, Any], own: str, kind: type[Struct]) -> dict[str, Any]:
        """The attributes and other fields of an annotation of this kind."""
        attributes: dict[str, Value] = {}
        for key, value in infons.items():
            if not key:
                self._report.lose("infon without a key", "an attribute has a name")
            elif key != TYPE and not key.startswith(OWN_KEY):
                attributes[key] = tuple(value) if isinstance(value, list) else value
        fields: dict[str, Any] = {}
        kinds: dict[str, Any] = {"evidence": tuple[tuple[int, int], ...], "was": Any, "score": float, "uncertain": bool}
        kinds |= {"links": tuple[str, ...], "unconfirmed": tuple[str, ...]}
        for name in (each for each in FIELDS if each in kind.__struct_fields__):
            if (value := self._decoded(infons.get(OWN_KEY + name), kinds.get(name, str))) is not None:
                fields[name] = value
        attributes |= self._decoded(infons.get(f"{OWN_KEY}attributes"), dict[str, Value]) or {}
        return {"attributes": attributes, **fields}

    def _relations(self) -> tuple[list[Relation], list[Event]]:
        elements = [(self._new_id(block, each, "R"), block, each) for block, each in self._parts.relations]
        nodes = {own: self._nodes(block, each) for own, block, each in elements}
        infons = {own: infons_of(each) for own, _, each in elements}
        named = {target for each in nodes.values() for _, target in each}
        are_events = {own for own in nodes if own in named or _is_event(infons[own], nodes[own])}
        triggers = {own: _trigger_of(nodes[own], self._entities) for own in are_events}
        relations: list[Relation] = []
        events: list[Event] = []
        for own in nodes:
            said = [node for node in nodes[own] if node != (triggers.get(own))]
            ends = [node for node in said if node[1] in self._entities or node[1] in are_events]
            self._report.lose("node of a relation", "what it names has no place in the record", len(said) - len(ends))
            if own in are_events:
                events.append(self._event(own, ends, triggers[own], infons[own]))
            elif len(ends) == 2:
                relations.append(self._relation(own, ends, infons[own]))
        self._drop_triggers(triggers, nodes)
        return relations, events

    def _nodes(self, block: int, relation: Element) -> list[Node]:
        """(role, id) of the nodes of a relation.

        Raises:
            FormatError: a node names nothing.
        """
        found = []
        for each in relation.findall("node"):
            said = each.get("refid") or ""
            target = self._ids.get((block, said)) or self._ids.get((None, said))
            if target is None:
                message = f"{quoted(said)} is no annotation or relation of this document; expected the id of one"
                raise fault(self._path, each, message)
            found.append(Node(each.get("role") or "", target))
        return found

    def _relation(self, own: str, nodes: list[Node], infons: Mapping[str, Any]) -> Relation:
        first, second = nodes
        if first.role.lower() in LATER_ROLES and second.role.lower() not in LATER_ROLES:
            first, second = second, first
        if [each.role for each in (first, second)] != list(DEFAULT_ROLES):
            self._kept[own]["roles"] = [first.role, second.role]
        return Relation(
            own, self._type(infons, own, Relation), first.target, second.target, **self._rest(infons, own, Relation)
        )

    def _event(self, own: str, nodes: list[Node], trigger: Node | None, infons: Mapping[str, Any]) -> Event:
        attributes = self._decoded(infons.get(f"{OWN_KEY}arguments"), tuple[dict[str, Value], ...]) or ()
        arguments = tuple(
            Argument(each.role or NO_ROLE, each.target, said)
            for each, said in zip(
                nodes, attributes if len(attributes) == len(nodes) else ({},) * len(nodes), strict=True
            )
        )
        words = self._entities[trigger.target] if trigger else None
        if trigger:
            self._kept[own]["trigger"] = trigger.target
        return Event(
            own,
            self._type(infons, own, Event),
            Trigger(words.spans, words.text) if words else None,
            arguments,
            **self._rest(infons, own, Event),
        )

    def _drop_triggers(self, triggers: Mapping[str, Node | None], nodes: Mapping[str, list[Node]]) -> None:
        """Take triggers out of the mentions, unless they are something else besides."""
        others = {node.target for own, each in nodes.items() for node in each if node != triggers.get(own)}
        for node in triggers.values():
            entity = self._entities.get(node.target) if node else None
            if entity and entity.id not in others:
                if entity.attributes:
                    self._report.lose("infons of a trigger", "an event has attributes, its trigger none")
                del self._entities[entity.id]
                self._kept.pop(entity.id, None)


def _is_event(infons: Mapping[str, Any], nodes: list[Node]) -> bool:
    """Whether a relation is an event: it says so, has a trigger, or joins not just two."""
    is_said = infons.get(f"{OWN_KEY}layer") == "events"
    return is_said or len(nodes) != 2 or any(each.role.lower() == TRIGGER for each in nodes)


def _trigger_of(nodes: list[Node], entities: Mapping[str, Entity]) -> Node | None:
    return next((each for each in nodes if each.role.lower() == TRIGGER and each.target in entities), None)
