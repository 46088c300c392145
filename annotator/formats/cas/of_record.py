"""A document of the record as a CAS: in the layers it was read from, what is new in those that WebAnno brings along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from annotator.formats.cas.chains_of_record import Group, chains_of
from annotator.formats.cas.fitting import Ranges, fitted_to_cas
from annotator.formats.cas.header import CURRENT, FORMAT_LINE, OLDER, layers_of_lines
from annotator.formats.cas.identity import Identity, identified
from annotator.formats.cas.layer_choice import LayerChoice, with_layers
from annotator.formats.cas.naming import IDENTIFIER, NAMED_ENTITY, label_feature, short_name
from annotator.formats.cas.stored import Stored, stored_in
from annotator.formats.cas.structures import Cas, Chain, Layer, Slot, Structure
from annotator.formats.protocol import Report
from annotator.formats.tokens import tokens_of
from annotator.model.annotation import Annotation, Entity, Event, Relation, Value, new_coref
from annotator.model.document import Document
from annotator.model.order import mention_keys
from annotator.model.spans import Span, Spans

Sentences: TypeAlias = tuple[tuple[Span, ...], ...]
"""The tokens of a text, sentence by sentence."""

WhyNot: TypeAlias = Callable[[Spans], str]
"""Why a mention over these spans has no place; "" where it has one."""


def cas_of_document(
    document: Document,
    form: str,
    report: Report,
    *,
    ranges: Ranges | None = None,
    why_not_of: Callable[[Sentences], WhyNot] = lambda _: lambda _: "",
) -> Cas:
    """The CAS of a document with a text; what it cannot say is reported.

    `form` is the format's name; without `ranges` all values are words. `why_not_of` says among which tokens a mention
    has no place.
    """
    stored = stored_in(document)
    needs_none = stored.has_no_tokens and ranges is not None
    sentences = () if needs_none else stored.sentences or _sentences(document)
    tokens = [token for sentence in sentences for token in sentence]
    choice = LayerChoice(document, stored, layers_of_lines(stored.header), tokens)
    why_not = why_not_of(sentences)
    fitted = fitted_to_cas(document, form, choice, report, ranges=ranges, why_not=lambda _, spans: why_not(spans))
    building = _Building(fitted, stored, choice)
    cas = building.cas(sentences)
    building.report_names(identified(cas), report, form)
    return cas


def _sentences(document: Document) -> Sentences:
    tokens = tokens_of(document, ())
    return tuple(tokens.places[first:end] for first, end in pairwise((*tokens.begins, len(tokens.places))))


class _Building:
    """One document while it becomes a CAS."""

    def __init__(self, document: Document, stored: Stored, choice: LayerChoice) -> None:
        self._document = document
        self._stored = stored
        self._choice = choice
        self._places = mention_keys(document)
        self._annotations = sorted(document.annotations(), key=self._order)
        self._keys = {each.id: number for number, each in enumerate(self._annotations, 1)}
        self._groups = chains_of(document, stored, choice.known)
        self._chain_layers = {group.coref: group.layer for group in self._groups}

    def cas(self, sentences: Sentences) -> Cas:
        """All of it."""
        structures = [self._structure(each) for each in self._annotations]
        layers = {self._keys[each.id]: self._layer(each) for each in self._annotations}
        chains = []
        for group in self._groups:
            members = list(self._members(group, len(structures) + 1))
            new = [each for each in members if isinstance(each, Structure)]
            structures += new
            layers |= {each.key: group.layer for each in new}
            chains.append(Chain(group.number, tuple(each if isinstance(each, int) else each.key for each in members)))
        bare = Cas(
            self._document.text or "",
            sentences,
            structures=tuple(structures),
            chains=tuple(chains),
            subtokens=self._stored.subtokens,
            sentence_ids=self._stored.sentence_ids,
            version=OLDER if f"{FORMAT_LINE}{OLDER}" in self._stored.header else CURRENT,
        )
        return with_layers(bare, self._choice.known.values(), layers)

    def report_names(self, identity: Identity, report: Report, form: str) -> None:
        """Tell which ids annotations and chains will not have any more."""
        ids = {each.id: identity.ids[self._keys[each.id]] for each in self._annotations}
        report.lose("id", f"{form} has none; they are T1, E1, R1", sum(old != new for old, new in ids.items()))
        for group in self._groups:
            first = group.members[0]
            name = new_coref(self._document.id, ids[first.id], is_event=isinstance(first, Event))
            if name != group.coref:
                report.lose("coref id", f"{form} joins mentions of one document, without a name for what they mean")

    def _order(self, annotation: Annotation) -> tuple[Any, ...]:
        """By place, the outer first, then as they stood in the file."""
        if isinstance(annotation, Relation):
            head, tail = self._places[annotation.head], self._places[annotation.tail]
            place = _positive(self._stored.of(annotation.id).get("place"))
            return 1, tail[1:3], (place or 1 << 53, *head[1:3]), annotation.type, natural(annotation.id)
        start, end = annotation.spans[0]
        number = _positive(self._stored.of(annotation.id).get("number"))
        return 0, (start, -end), (number or 1 << 53,), annotation.type, natural(annotation.id)

    def _layer(self, annotation: Annotation) -> Layer:
        layer = self._choice.of(annotation)
        if layer.kind == "chain" and isinstance(annotation, Entity) and annotation.coref:
            is_own = self._chain_layers[annotation.coref].name == layer.name
            return layer if is_own else self._choice.known.get(NAMED_ENTITY.name, NAMED_ENTITY)
        return layer

    def _structure(self, annotation: Annotation) -> Structure:
        key, layer, fact = self._keys[annotation.id], self._layer(annotation), self._stored.of(annotation.id)
        features = self._label(annotation, layer, fact) | dict(annotation.attributes)
        if isinstance(annotation, Relation):
            ends = (self._keys[annotation.head], self._keys[annotation.tail])
            return Structure(key, layer.name, self._places[annotation.tail][4][0], features, ends=ends)
        if annotation.links:
            features[IDENTIFIER] = annotation.links[0]
        number = _positive(fact.get("number")) if layer.kind == "span" else 0
        slots = tuple(self._slots(annotation, layer, fact)) if isinstance(annotation, Event) else ()
        return Structure(key, layer.name, annotation.spans[0], features, slots, number=number)

    def _label(self, annotation: Annotation, layer: Layer, fact: Mapping[str, Any]) -> dict[str, Value | None]:
        label = label_feature(layer)
        if annotation.type == short_name(layer.name) and layer.name == fact.get("layer"):
            if "label" in fact:
                return {label: "" if fact["label"] == "" else None}
            if label not in layer.features:
                return {}
        return {label: annotation.type}

    def _slots(self, event: Event, layer: Layer, fact: Mapping[str, Any]) -> Iterator[Slot]:
        """The arguments as slots: those that were kept in their order, then the others."""
        features = [each.name for each in layer.slots]
        rest = [(each.role, each.target) for each in event.arguments]
        kept = fact.get("slots")
        for each in kept if isinstance(kept, list) and layer.name == fact.get("layer") else ():
            match each:
                case [str(feature), (str() | None) as role, str(target)] if feature in features:
                    if (role or feature, target) in rest:
                        rest.remove((role or feature, target))
                        yield Slot(feature, role, self._keys[target])
        for role, target in rest:
            yield Slot(features[0], role, self._keys[target])

    def _members(self, group: Group, key: int) -> Iterator[int | Structure]:
        """The links of a chain: keys of mentions that are links themselves, and new links of the others."""
        label = label_feature(group.layer)
        for each in group.members:
            if self._layer(each).name == group.layer.name:
                yield self._keys[each.id]
                continue
            features = self._stored.link_features(each.id)
            yield Structure(key, group.layer.name, each.spans[0], features | {label: each.type})
            key += 1


def _positive(value: Any) -> int:
    """A number that was kept, 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 53 else 0


def natural(annotation_id: str) -> tuple[str, int, str]:
    """A key that puts T2 before T10."""
    match = re.fullmatch(r"(\D*)(\d{1,15})", annotation_id)
    return (match[1], int(match[2]), "") if match else (annotation_id, 0, annotation_id)
