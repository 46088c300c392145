"""Web annotations of one text as a document.

The first tag is the type, others are the attribute `tags`; comments are the note; resources that identify are links.
An annotation that targets two others is a relation, one that targets several an event. What else it says is kept under
`meta.w3c`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct

from annotator.formats.corpora.w3c.selectors import Selected, place, selected, unit_of
from annotator.formats.corpora.w3c.vocabulary import FIELDS, FIELDS_TYPE, NAME, as_list, body_of_type
from annotator.formats.json_rows import Row
from annotator.formats.kept import kept_meta
from annotator.formats.protocol import Report
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import with_ordered_arguments
from annotator.model.record import ExtractorRun, Unplaced
from annotator.model.spans import Span, Spans, surface
from annotator.text.offsets import Offsets

KNOWN = {"@context", "id", "type", "body", "target"}
COMMENTS = ("commenting", "describing", "replying", None)
NO_TAG = "Annotation"
"""The type of what has no tag, and no motivation either."""


@dataclass(frozen=True)
class Said:
    """One annotation, where it stands in its file."""

    row: Row
    path: str
    id: str
    value: Mapping[str, Any]

    @property
    def bodies(self) -> list[Any]:
        """Its bodies."""
        return as_list(self.value.get("body", self.value.get("bodyValue")))

    @property
    def targets(self) -> list[Any]:
        """Its targets."""
        return as_list(self.value.get("target"))

    @property
    def fields(self) -> dict[str, Any]:
        """What our own body says."""
        return body_of_type(self.bodies, FIELDS_TYPE)


def document_of(
    document_id: str, text: str | None, annotations: Sequence[Said], meta: Mapping[str, Any], report: Report
) -> Document:
    """The document of annotations on one text, which may not be known.

    Raises:
        FormatError: an annotation is not what the format says, or two have one id.
    """
    builder = _Builder(text, annotations, report)
    entities, events, relations = builder.layers()
    unplaced = tuple(builder.unplaced)
    rest: dict[str, Any] = {
        "entities": by_id(entities),
        "events": by_id(events),
        "relations": by_id(relations),
        "meta": {**meta, **kept_meta(NAME, builder.kept)},
        "extractor": ExtractorRun(NAME, unplaced=unplaced) if unplaced else None,
    }
    made = Document(document_id, **rest) if text is None else new_document(document_id, text, **rest)
    return with_ordered_arguments(made)


class _Builder:
    def __init__(self, text: str | None, annotations: Sequence[Said], report: Report) -> None:
        self._text, self._annotations, self._report = text, annotations, report
        self._selected = {each.id: [selected(target) for target in each.targets] for each in annotations}
        self._unit: Offsets = unit_of(text, (one for each in self._selected.values() for one in each if one))
        if self._unit != "chars":
            self._report.note(f"positions count {self._unit}: so the quotes beside them fit")
        self.kept: dict[str, dict[str, Any]] = {}
        self.unplaced: list[Unplaced] = []

    def layers(self) -> tuple[list[Entity], list[Event], list[Relation]]:
        """The mentions, events and relations."""
        entities: list[Entity] = []
        events: list[Event] = []
        linking: list[Said] = []
        for each in self._annotations:
            if any(self._selected[each.id]):
                if (spans := self._spans(each)) is None:
                    continue
                if "arguments" in each.fields or each.fields.get("layer") == "events":
                    events.append(self._event(each, spans))
                else:
                    entities.append(self._entity(each, spans))
            elif each.fields.get("layer") == "events":
                events.append(self._event(each, ()))
            else:
                linking.append(each)
        linked = list(self._linked(linking, {*(each.id for each in entities), *(each.id for each in events)}))
        events += [each for each in linked if isinstance(each, Event)]
        return entities, events, [each for each in linked if isinstance(each, Relation)]

    def _linked(self, linking: Sequence[Said], placed: set[str]) -> Iterator[Relation | Event]:
        """What annotations on other annotations are: relations of two, events of more or fewer."""
        named = {each.id: list(_ids(each)) for each in linking}
        here = placed | {own for own, ids in named.items() if ids}
        targets = {own: [each for each in ids if each in here] for own, ids in named.items()}
        events = {own for own, ids in targets.items() if ids and len(ids) != 2}
        for said in linking:
            ends = [each for each in targets[said.id] if each in placed | events]
            if not targets[said.id]:
                self._report.lose("annotation without a text", "it targets neither words nor other annotations")
                continue
            lost = len(named[said.id]) - len(ends)
            self._report.lose("target", "what it names has no place in the record, or is not in this file", lost)
            if said.id in events:
                arguments = tuple(Argument("target", each) for each in ends)
                yield Event(said.id, **{**self._common(said, Event), "arguments": arguments})
            elif len(ends) == 2:
                yield Relation(said.id, head=ends[0], tail=ends[1], **self._common(said, Relation))

    def _entity(self, said: Said, spans: Spans) -> Entity:
        quotes = [each.exact or "" for each in self._selected[said.id] if each]
        words = surface(self._text, spans) if self._text is not None else " ".join(quotes) or None
        if self._text is None and any(not _agrees(each) for each in self._selected[said.id]):
            self._report.note("a quote and its position differ in length: the position counts, the quote is kept")
            self.kept.setdefault(said.id, {})["exact"] = quotes
            words = None
        return Entity(said.id, spans=spans, text=words, **self._common(said, Entity))

    def _event(self, said: Said, spans: Spans) -> Event:
        words = surface(self._text, spans) if self._text is not None else None
        return Event(said.id, trigger=Trigger(spans, words) if spans else None, **self._common(said, Event))

    def _spans(self, said: Said) -> Spans | None:
        """The places of an annotation in order; None where one has none, which is told and kept."""
        spans = []
        for each in self._selected[said.id]:
            span = self._span(each) if each else None
            if span is None:
                self._no_place(said, each)
                return None
            spans.append(span)
        ordered = tuple(sorted(spans))
        if any(left[1] > right[0] for left, right in pairwise(ordered)):
            raise said.row.refused(f"{said.path}target", "its targets overlap; expected one after the other", "span")
        return ordered

    def _span(self, each: Selected) -> Span | None:
        if self._text is not None:
            found = place(self._text, each, self._unit)
            if found and each.position and self._unit == "chars" and found != each.position:
                self._report.note("a position does not fit its quote, which stands once in the text: the quote counts")
            return found
        return (
            each.position
            if self._unit == "chars" and each.position and 0 <= each.position[0] <= each.position[1]
            else None
        )

    def _no_place(self, said: Said, each: Selected | None) -> None:
        reason = "neither its position nor its quote is a place in the text"
        if self._text is None:
            reason = "without the text its selectors say no place in code points"
        self._report.note(f"an annotation has no place: {reason}; it is kept in extractor.unplaced")
        words = each.exact if each and each.exact else None
        self.unplaced.append(Unplaced(layer="entities", type=self._type(said)[0], text=words, reason=reason))

    def _type(self, said: Said) -> tuple[str, list[str]]:
        """The first tag, and the others; without any, what the annotation is for."""
        tags = [each["value"] for each in said.bodies if _is_words(each) and each.get("purpose") == "tagging"]
        motivation = said.value.get("motivation")
        other = motivation if isinstance(motivation, str) and motivation else NO_TAG
        return (tags[0], tags[1:]) if tags else (other, [])

    def _common(self, said: Said, kind: type[Struct]) -> dict[str, Any]:
        type_name, more = self._type(said)
        notes = [each["value"] for each in said.bodies if _is_words(each) and each.get("purpose") in COMMENTS]
        notes += [each for each in said.bodies if isinstance(each, str) and each]
        links = [
            each["source"]
            for each in said.bodies
            if isinstance(each, dict) and each.get("purpose") == "identifying" and isinstance(each.get("source"), str)
        ]
        fields = {name: value for name, value in said.fields.items() if name in FIELDS}
        common: dict[str, Any] = {"type": type_name, "note": "\n".join(notes) or None, "links": tuple(links)}
        common |= self._decoded(said, fields, kind)
        if more:
            common["attributes"] = {**common.get("attributes", {}), "tags": tuple(more)}
        self._keep(said)
        return {name: value for name, value in common.items() if name in kind.__struct_fields__}

    def _decoded(self, said: Said, fields: Mapping[str, Any], kind: type[Struct]) -> dict[str, Any]:
        """The fields of our own body, each as the record declares it."""
        found = {}
        for each in msgspec.structs.fields(kind):
            if each.name in fields:
                try:
                    found[each.name] = msgspec.convert(fields[each.name], each.type)
                except msgspec.ValidationError as error:
                    raise said.row.refused(f"{said.path}body", f"{each.name}: {error}") from error
        return found

    def _keep(self, said: Said) -> None:
        """Keep what the record has no place for, to be written back."""
        rest = {key: value for key, value in said.value.items() if key not in KNOWN}
        usual = "linking" if len(said.targets) > 1 and not any(self._selected[said.id]) else "tagging"
        if rest.get("motivation") == usual:
            del rest["motivation"]
        if bodies := [each for each in said.bodies if not _is_read(each)]:
            rest["bodies"] = bodies
        if rest:
            self.kept.setdefault(said.id, {}).update(rest)


def _agrees(each: Selected | None) -> bool:
    if each is None or each.position is None or each.exact is None:
        return True
    return each.position[1] - each.position[0] == len(each.exact)


def _is_words(body: Any) -> bool:
    return isinstance(body, dict) and isinstance(body.get("value"), str) and bool(body["value"])


def _is_read(body: Any) -> bool:
    """Whether the record has a place for what a body says."""
    if not isinstance(body, dict):
        return isinstance(body, str)
    if body.get("type") == FIELDS_TYPE:
        return True
    if body.get("purpose") == "identifying":
        return isinstance(body.get("source"), str)
    return _is_words(body) and body.get("purpose") in ("tagging", *COMMENTS)


def _ids(said: Said) -> Iterator[str]:
    """The ids that an annotation targets."""
    for each in said.targets:
        own = each.get("id") if isinstance(each, dict) else each
        if isinstance(own, str):
            yield own
