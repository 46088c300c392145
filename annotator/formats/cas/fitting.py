"""What of a document a CAS can say: the rest is changed into what it can, or left out, and reported either way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Protocol

from msgspec.structs import replace

from annotator.formats.cas.layer_choice import LayerChoice
from annotator.formats.cas.naming import IDENTIFIER, RESERVED, SAID, UNKNOWN_LANGUAGE, label_feature
from annotator.formats.cas.stored import FORMATS
from annotator.formats.cas.structures import Layer
from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Report
from annotator.formats.xml_reading import is_xml_name
from annotator.model.annotation import Annotation, Entity, Event, Value
from annotator.model.document import Document, by_id
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Spans

_NAME = re.compile(r"[^\W\d_]\w*")
_FIELDS = ("attributes", "coref", "links")


def fitted_to_cas(
    document: Document,
    form: str,
    layers: LayerChoice,
    report: Report,
    *,
    ranges: Ranges | None,
    why_not: Callable[[Document, Spans], str],
) -> Document:
    """The part of a document that a CAS holds, ids as they are; without `ranges` every value is words."""
    changes = _Changes(form, layers, report, ranges)
    text_only = ranges is None
    holds = Holds(
        form,
        entities=_FIELDS,
        relations=("attributes",),
        events=_FIELDS,
        event_ends=True,
        event_arguments=True,
        empty=True,
        ids=True,
        values=(lambda value: isinstance(value, str)) if text_only else (lambda _: True),
        why_not=why_not,
    )
    held = () if ranges is None else said_of(document)
    meta = {key: value for key, value in document.meta.items() if key not in (*FORMATS, *held)}
    return changes.without_doubtful_corefs(fitted(changes.of(replace(document, meta=meta)), holds, report))


class Ranges(Protocol):
    """Which kinds of values the features of layers have."""

    def fits(self, layer: Layer, feature: str, value: Value) -> bool:
        """Whether a feature can have a value; a new one can have values of this kind from now on."""


def said_of(document: Document) -> dict[str, str]:
    """What `meta` says of an article that a CAS says of its document, by the key of `meta`."""
    meta = document.meta
    words = {key: value for key in SAID if isinstance(value := meta.get(key), str) and value}
    return {key: value for key, value in words.items() if value != UNKNOWN_LANGUAGE}


class _Changes:
    """What is said in another way."""

    def __init__(self, form: str, layers: LayerChoice, report: Report, ranges: Ranges | None) -> None:
        self._form = form
        self._layers = layers
        self._report = report
        self._ranges = ranges

    def of(self, document: Document) -> Document:
        """The document with values as words, one link a mention, and names that features may have."""
        return replace(
            document,
            entities=by_id([self._with_one_link(self._changed(each)) for each in ordered_entities(document)]),
            events=by_id([self._with_one_link(self._changed(each)) for each in ordered_events(document)]),
            relations=by_id([self._changed(each) for each in ordered_relations(document)]),
        )

    def _changed(self, annotation: Annotation) -> Annotation:
        attributes = dict(self._attributes(annotation))
        return annotation if attributes == annotation.attributes else replace(annotation, attributes=attributes)

    def _attributes(self, annotation: Annotation) -> Iterator[tuple[str, Value]]:
        layer = self._layers.of(annotation)
        taken = {*RESERVED, *(each.name for each in layer.slots)} | annotation.attributes.keys()
        for name, value in sorted(annotation.attributes.items()):
            new = name if self._may_be_called(name, layer, annotation) else self._free_name(name, taken)
            while self._ranges and not self._ranges.fits(layer, new, value):
                taken.add(new)
                new = self._free_name(name, taken)
            if new != name:
                taken.add(new)
                why = "a feature is called by letters, digits and _, and has values of one kind"
                self._report.lose(f"name {name}", f"{why}: {new}")
            yield new, self._value(value)

    def _may_be_called(self, name: str, layer: Layer, annotation: Annotation) -> bool:
        if name in layer.features:
            links = getattr(annotation, "links", ())
            return name != label_feature(layer) and not (name == IDENTIFIER and links)
        is_name = _NAME.fullmatch(name) and not name.startswith(("ROLE_", "BT_"))
        if self._ranges and not is_xml_name(name):
            return False
        return bool(is_name) and name not in RESERVED and name not in {each.name for each in layer.slots}

    def _free_name(self, name: str, taken: set[str]) -> str:
        """A name that a feature may have, like this one; of ASCII letters where XML has the last word."""
        words = re.sub(r"\W", "_", name, flags=re.ASCII if self._ranges else 0)
        base = words if _NAME.fullmatch(words) and not words.startswith(("ROLE_", "BT_")) else f"x{words}"
        number, new = 1, base
        while new in taken:
            number += 1
            new = f"{base}_{number}"
        return new

    def _value(self, value: Value) -> Value:
        if self._ranges or isinstance(value, str | tuple):
            return value
        self._report.lose("attributes", f"{self._form} has words only: a number or a yes became one")
        return str(value).lower() if isinstance(value, bool) else repr(value)

    def _with_one_link(self, annotation: Annotation) -> Annotation:
        if not isinstance(annotation, Entity | Event) or not annotation.links:
            return annotation
        links = annotation.links[:1]
        self._report.lose("links", "an annotation has one identifier; the first is kept", len(annotation.links) - 1)
        return replace(annotation, links=links)

    def without_doubtful_corefs(self, document: Document) -> Document:
        """The document without a `coref` where the link of a chain would be read as another mention's."""
        places: dict[tuple[Spans, str], list[Entity | Event]] = defaultdict(list)
        mentions: list[Entity | Event] = [*document.entities.values(), *document.events.values()]
        for each in mentions:
            places[each.spans, each.type].append(each)
        doubtful = [each for group in places.values() if len(group) > 1 for each in self._doubtful(group)]
        self._report.lose("coref", "it is one of several mentions of one type at one place", len(doubtful))
        entities = {each.id: replace(each, coref=None) for each in doubtful if isinstance(each, Entity)}
        events = {each.id: replace(each, coref=None) for each in doubtful if isinstance(each, Event)}
        return replace(document, entities=document.entities.update(entities), events=document.events.update(events))

    def _doubtful(self, group: list[Entity | Event]) -> list[Entity | Event]:
        """Those of one type at one place whose links would be taken for another's."""
        mentions = [each for each in group if self._layers.of(each).kind == "span"]
        links = [each for each in group if self._layers.is_labelled_link(each)]
        joined = [each for each in mentions if each.coref]
        if joined and (links or len(mentions) > 1):
            return [*joined, *(links if len(links) == len(mentions) == 1 else [])]
        return links if len(links) == len(mentions) == 1 else []
