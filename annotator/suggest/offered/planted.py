"""Wrong suggestions that are put in on purpose: a sure one, shown with another type or with a word too few.

A sure suggestion is right nine times in ten, and what is made of one that is right is wrong. Of one that is wrong it is
wrong too, unless the lot hits what is right.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from annotator.model.annotation import Attributes, Entity
from annotator.model.spans import Span
from annotator.schema.label_schema import EntityType, LabelSchema
from annotator.suggest.offered.lots import Lots
from annotator.suggest.offered.offer import Offer
from annotator.suggest.segment.segmenter import Segmenter

WITH_FEWER_WORDS = 1 / 3
"""The share of plants of several words that have the right type and a word too few."""


def can_be_planted(offer: Offer, schema: LabelSchema) -> bool:
    """Whether a wrong one can stand in its place: a sure mention in one piece, and no value, which its words decide."""
    declared = schema.entity_types.get(offer.type)
    return offer.is_sure and len(offer.spans) == 1 and declared is not None and not declared.is_value


def plant(
    offer: Offer, lots: Lots, schema: LabelSchema, segmenter: Segmenter, text: str, sure: Collection[str]
) -> Offer | None:
    """What is shown in the place of an offer, drawn by lot; None where nothing wrong looks likely there.

    `sure` are the types that may be sure: one of another type would be told by its sign.
    """
    shorter = _shorter(offer.span, lots, segmenter, text)
    if shorter and lots.lot("kind", *offer.span) < WITH_FEWER_WORDS:
        return _shown(offer, offer.type, shorter, schema, text)
    name = _other_type(offer, lots, schema, sure)
    if name is not None:
        return _shown(offer, name, offer.span, schema, text)
    return _shown(offer, offer.type, shorter, schema, text) if shorter else None


def _shorter(span: Span, lots: Lots, segmenter: Segmenter, text: str) -> Span | None:
    """The place without its first or its last word; None where it has one only."""
    words = [each for each in segmenter.tokens_between(text, *span) if span[0] <= each[0] and each[1] <= span[1]]
    if len(words) < 2:
        return None
    if lots.lot("edge", *span) < 0.5:
        return words[1][0], span[1]
    return span[0], words[-2][1]


def _other_type(offer: Offer, lots: Lots, schema: LabelSchema, sure: Collection[str]) -> str | None:
    """Another sure type for things, none above or below this one; it stays the same while there are more of them."""
    others = [each.name for each in schema.entity_types.values() if _is_another(schema, each, offer.type)]
    return min(
        (name for name in others if name in sure), key=lambda name: lots.lot("type", *offer.span, name), default=None
    )


def _is_another(schema: LabelSchema, declared: EntityType, name: str) -> bool:
    is_related = declared.name in schema.ancestors(name) or name in schema.ancestors(declared.name)
    return not (declared.abstract or declared.is_value or is_related)


def _shown(offer: Offer, name: str, span: Span, schema: LabelSchema, text: str) -> Offer:
    """The offer as if its sources said so; which thing it is, is left to the rules: it would give it away."""
    old = offer.annotation
    attributes = _fitting(old.attributes, name, schema)
    entity = Entity(old.id, name, (span,), text[slice(*span)], attributes, score=old.score)
    return replace(offer, annotation=entity, parts=(), planted=True)


def _fitting(attributes: Attributes, name: str, schema: LabelSchema) -> Attributes:
    """The values that the type may have, too; none that name something."""
    declared = {each.name: each for each in schema.attributes_of(name) if not each.points}
    return {key: value for key, value in attributes.items() if key in declared and not declared[key].fault(value)}
