"""Several sources as one: what they agree in is offered once, with all their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from msgspec import structs

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, Spans
from annotator.suggest.offered.offer import Offer, OfferedLayer
from annotator.suggest.offered.source import Source

MOST_KNOWN = 2_000
"""Of how many places at most it is kept what stands there."""


@dataclass(frozen=True)
class Sources:
    """All that is offered beside a layer; the first source leads."""

    all: tuple[Source, ...] = ()

    def mentions(self, span: Span) -> tuple[Offer, ...]:
        """The mentions that are offered at a place, in reading order, longer ones first; costs what is near."""
        return self._at("entities", span)

    def events(self, span: Span) -> tuple[Offer, ...]:
        """The events whose trigger stands at a place, in the same order."""
        return self._at("events", span)

    def relations(self, span: Span) -> tuple[Offer, ...]:
        """The relations of which an end or what is between stands at a place, in the same order."""
        return self._at("relations", span)

    def one_with(self, offer: Offer) -> Iterator[Spans]:
        """The places that the first source that knows says are one thing with an offered mention or event."""
        annotation = offer.annotation
        if isinstance(annotation, Entity | Event) and annotation.coref:
            for source in self.all:
                if source.name == offer.sources[0]:
                    yield from (each for each in source.one_with(annotation.coref) if each != annotation.spans)

    def __bool__(self) -> bool:
        """Whether there is any source."""
        return bool(self.all)

    @cached_property
    def _known(self) -> dict[tuple[OfferedLayer, Span], tuple[Offer, ...]]:
        """What stands at places asked about before: a screen asks about the same rows after every key."""
        return {}

    def _at(self, layer: OfferedLayer, span: Span) -> tuple[Offer, ...]:
        found = self._known.get((layer, span))
        if found is None:
            found = merged(each for source in self.all for each in source.touching(span) if each.layer == layer)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[layer, span] = found
        return found


def merged(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Each offer once, in reading order; at one place those of most sources first, then the likeliest."""
    by_key: dict[tuple[object, ...], Offer] = {}
    for each in offers:
        known = by_key.get(each.key)
        by_key[each.key] = _together(known, each) if known else each
    return tuple(sorted(by_key.values(), key=_order))


def _order(offer: Offer) -> tuple[object, ...]:
    start, end = offer.span
    return start, -end, -len(offer.sources), -(offer.probability or 0.0), offer.type, offer.spans


def _together(one: Offer, other: Offer) -> Offer:
    """What two sources say alike: the fillers and values of both, those of the first where they differ."""
    probabilities = [each for each in (one.probability, other.probability) if each is not None]
    attributes = {**other.annotation.attributes, **one.annotation.attributes}
    versions = {**_versions(one), **{name: each for name, each in _versions(other).items() if name not in one.sources}}
    return replace(
        one,
        annotation=structs.replace(one.annotation, attributes=attributes),
        sources=tuple(versions),
        versions=tuple(versions.values()),
        probability=max(probabilities, default=None),
        is_sure=one.is_sure or other.is_sure,
        parts=tuple(dict.fromkeys((*one.parts, *other.parts))),
        planted=one.planted or other.planted,
    )


def _versions(offer: Offer) -> dict[str, str]:
    """The sources of an offer, each with its version, "" where it has none."""
    return dict(zip(offer.sources, offer.versions or ("",) * len(offer.sources), strict=True))
