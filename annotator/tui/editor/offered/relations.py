"""The relations that are offered: those of sources, and those that rules have learned; their ends are in the layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from msgspec import structs

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.edits import add
from annotator.model.spans import Span
from annotator.suggest.offered.offer import HEAD, TAIL, Offer, Part
from annotator.suggest.offered.sources import merged
from annotator.suggest.offered.sure import offers_of
from annotator.suggest.suggester import Suggestion
from annotator.tui.editor.context import Context
from annotator.tui.editor.objections import ASKED, NEVER, verdict_on
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.related import between, directed, may_relate

MOST_SENTENCES = 500
"""In how many sentences proposals are looked for at a time."""
STATED_AT_MOST = 0.9
"""How likely a relation is at most that people have not yet decided about often: it is never sure before."""


@dataclass(frozen=True, slots=True)
class OfferedRelation:
    """A relation that is offered between two annotations of the layer, without an id, and who offers it."""

    relation: Relation
    offer: Offer

    @property
    def span(self) -> Span:
        """From the one end to the other."""
        return self.offer.span


def offered_relations(context: Context, span: Span) -> Iterator[OfferedRelation]:
    """What is offered in the sentences of a span, each where it starts: legal, open, and not refused at its place."""
    for sentence in sentences_of(context, span):
        for each in _said(context, sentence):
            if sentence[0] <= each.span[0] < sentence[1] and _is_open(context, each):
                yield each


def sentences_of(context: Context, span: Span) -> Iterator[Span]:
    """The sentences of a span, as far as proposals are looked for at a time."""
    return islice(all_sentences_of(context, span), MOST_SENTENCES)


def all_sentences_of(context: Context, span: Span) -> Iterator[Span]:
    """All sentences that a span touches."""
    sentence: Span | None = context.sentence(span)
    while sentence is not None and sentence[0] < max(span[1], span[0] + 1):
        yield sentence
        sentence = context.segmenter.next_sentence(context.text, sentence[0])


def offered_from(context: Context, subject: Entity | Event, *, back: bool = False) -> list[OfferedRelation]:
    """What is offered from an annotation, or with `back` to it, the likeliest first."""
    found = [each for each in _about(context, subject) if _leads(context, each, subject.id, back=back)]
    opened = [each for each in found if _is_open(context, each)]
    return sorted(opened, key=lambda each: (-len(each.offer.sources), -confidence(context, each), each.span))


def offered_between(context: Context, head: str, tail: str) -> list[OfferedRelation]:
    """What is offered between two annotations in either direction, whatever relates them already."""
    subject = context.document.find(head)
    if not isinstance(subject, Entity | Event):
        return []
    found = [each for each in _about(context, subject) if {each.relation.head, each.relation.tail} == {head, tail}]
    return [each for each in found if not _is_refused(context, each)]


def offered_over(context: Context, span: Span) -> list[OfferedRelation]:
    """What is offered from exactly the one end of a span to the other, whatever relates them already."""
    return [each for each in _said(context, span) if each.span == span and not _is_refused(context, each)]


def confidence(context: Context, offered: OfferedRelation) -> float:
    """The share of such offers that are right, as far as sources state it and people have decided."""
    offer = offered.offer
    stated = min(0.5 if offer.probability is None else offer.probability, STATED_AT_MOST)
    return max(context.kept.share(offers_of(offer.layer, offer.type), source, stated) for source in offer.sources)


def _about(context: Context, subject: Entity | Event) -> tuple[OfferedRelation, ...]:
    if not subject.spans:
        return ()
    start, end = subject.spans[0][0], subject.spans[-1][1]
    return _said(context, (start, max(end, start + 1)))


def _leads(context: Context, offered: OfferedRelation, subject: str, *, back: bool) -> bool:
    relation = offered.relation
    is_symmetric = context.schema.relation_types[relation.type].symmetric
    ends = (relation.head, relation.tail) if is_symmetric else (relation.tail if back else relation.head,)
    return subject in ends


def _said(context: Context, span: Span) -> tuple[OfferedRelation, ...]:
    """All that is offered about a place between annotations of the layer, each once with the names of all sources."""
    said = [_resolved(context, each) for each in context.offers.relations(span)]
    if context.learned_relations:
        said += [_learned(context, each) for each in context.suggester.relations(context, context.sentence(span))]
    return tuple(
        OfferedRelation(each.annotation, each)
        for each in merged(filter(None, said))
        if isinstance(each.annotation, Relation)
    )


def _resolved(context: Context, offer: Offer) -> Offer | None:
    """The offer between the annotations that stand where its ends do; None where there are none that fit."""
    relation, parts = offer.annotation, {each.role: each for each in offer.parts}
    if not isinstance(relation, Relation) or HEAD not in parts or TAIL not in parts:
        return None
    heads, tails = (_labelled(context, parts[each]) for each in (HEAD, TAIL))
    joined = (_joined(context, offer, relation, head, tail) for head in heads for tail in tails)
    return next(filter(None, joined), None)


def _labelled(context: Context, part: Part) -> list[Entity | Event]:
    """What stands at a place, what has the type that is meant first."""
    return sorted(context.exactly(part.spans), key=lambda each: (each.type != part.type, isinstance(each, Event)))


def _learned(context: Context, proposed: Suggestion[Relation]) -> Offer | None:
    relation = proposed.value
    head, tail = (context.document.find(each) for each in (relation.head, relation.tail))
    if not isinstance(head, Entity | Event) or not isinstance(tail, Entity | Event):
        return None
    offer = Offer(relation, (proposed.source,), proposed.confidence, reason=proposed.reason)
    return _joined(context, offer, relation, head, tail)


def _joined(
    context: Context, offer: Offer, relation: Relation, head: Entity | Event, tail: Entity | Event
) -> Offer | None:
    """The offer between two annotations of the layer, its ends in order; None where the schema does not relate them."""
    declared = context.schema.relation_types.get(relation.type)
    if declared is None or declared.abstract or head.id == tail.id:
        return None
    if not may_relate(context, relation.type, head, tail, back=False):
        return None
    if directed(context, relation.type, head.id, tail.id) != (head.id, tail.id):
        head, tail = tail, head
    new = Relation("", relation.type, head.id, tail.id, attributes=relation.attributes)
    return replace(offer, annotation=new, parts=(Part(HEAD, head.spans, head.type), Part(TAIL, tail.spans, tail.type)))


def _is_refused(context: Context, offered: OfferedRelation) -> bool:
    return is_rejected(context.document, offered.span, "relation")


def _is_open(context: Context, offered: OfferedRelation) -> bool:
    """Whether nobody has decided about it: nothing relates its ends, and it would be legal."""
    relation = offered.relation
    if _is_refused(context, offered) or between(context, relation.head, relation.tail):
        return False
    bare = structs.replace(relation, id=_free_id(context), attributes={})
    verdict = verdict_on(context.around, add(context.document, bare))
    return not any(each.code in NEVER or each.code in ASKED or each.is_unknown for each in verdict.breaks)


def _free_id(context: Context) -> str:
    """An id that nothing has, for the judge alone: no number is given away for it."""
    free = "?"
    while context.document.find(free):
        free += "?"
    return free
