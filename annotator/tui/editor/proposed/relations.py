"""Relations that are proposed and not in the document: they come into it when a person takes them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from annotator.model.annotation import Entity, Relation
from annotator.model.spans import Span, envelope
from annotator.suggest.suggester import Suggestion
from annotator.tui.editor.annotate.proposals import evidence
from annotator.tui.editor.annotate.relations import directed, same_between
from annotator.tui.editor.choose.type_options import may_relate
from annotator.tui.editor.context import Context, spans_of
from annotator.tui.editor.rejected import is_rejected

MOST_SENTENCES = 500
"""In how many sentences proposals are looked for at a time."""


def suggested_in(context: Context, span: Span) -> Iterator[Suggestion[Relation]]:
    """What is proposed in the sentences of a span: legal, not there yet, and not refused at this place."""
    if not context.learned_relations:
        return
    sentence: Span | None = context.sentence(span)
    for _ in range(MOST_SENTENCES):
        if sentence is None or sentence[0] >= max(span[1], span[0] + 1):
            return
        for each in context.suggester.relations(context, sentence):
            if _is_new(context, each.value):
                yield each
        sentence = context.segmenter.next_sentence(context.text, sentence[0])


def _is_new(context: Context, relation: Relation) -> bool:
    head, tail = context.document.find(relation.head), context.document.find(relation.tail)
    if not isinstance(head, Entity) or not isinstance(tail, Entity):
        return False
    if not may_relate(context, relation.type, head, tail, back=False):
        return False
    ends = directed(context, relation.type, head.id, tail.id)
    return not same_between(context, relation.type, *ends) and not is_rejected(
        context.document, place_of(context, relation), "relation"
    )


def place_of(context: Context, relation: Relation) -> Span:
    """The span from the one end of a relation to the other."""
    ends = (spans_of(context.document, each) for each in (relation.head, relation.tail))
    return envelope(tuple(sorted(span for spans in ends for span in spans)))


def made(context: Context, relation: Relation, *, decided: bool) -> Relation:
    """The relation with an id and its evidence, decided or with all of it proposed."""
    head, tail = directed(context, relation.type, relation.head, relation.tail)
    ends = [envelope(spans) for each in (head, tail) if (spans := spans_of(context.document, each))]
    unconfirmed = () if decided else tuple(sorted({"type", *relation.attributes}))
    new_id = context.fresh_id("R")
    return structs.replace(
        relation, id=new_id, head=head, tail=tail, evidence=evidence(context, ends), unconfirmed=unconfirmed
    )
