"""Finds every mistake of predictions against gold, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.eval.documents.pairing import pair_up
from annotator.eval.documents.records import AnyRecord, as_record, no_record
from annotator.eval.documents.resolved import Mention, ResolvedDocument, resolve
from annotator.eval.documents.unlabelled import labelled, unlabelled
from annotator.eval.mistakes.arguments import argument_mistakes
from annotator.eval.mistakes.mentions import mention_mistakes
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.mistakes.relations import relation_mistakes
from annotator.eval.schema_facts import SchemaFacts
from annotator.model.record import Record

NO_SCHEMA = SchemaFacts()


def mistakes(
    gold: Iterable[AnyRecord], predicted: Iterable[AnyRecord], schema_facts: SchemaFacts = NO_SCHEMA
) -> Iterator[Mistake]:
    """The mistakes of all documents, in the order in which their partners are found.

    Equal annotations of one side count each: what is one too many is a `duplicate`.
    """
    both = (((record.id, record) for record in map(as_record, records)) for records in (gold, predicted))
    for document, one, other in pair_up(*both):
        yield from record_mistakes(one or no_record(document), other or no_record(document), schema_facts)


def record_mistakes(gold: Record, predicted: Record, schema_facts: SchemaFacts = NO_SCHEMA) -> Iterator[Mistake]:
    """The mistakes of one document, of which nothing touches what gold is incomplete for."""
    unknown = unlabelled(gold.incomplete_for)
    sides = (gold, predicted)
    if gold.incomplete_for:
        sides = (labelled(gold, unknown)[0], labelled(predicted, unknown)[0])
    yield from document_mistakes(resolve(sides[0]), resolve(sides[1]), schema_facts)


def document_mistakes(
    gold: ResolvedDocument, predicted: ResolvedDocument, schema_facts: SchemaFacts = NO_SCHEMA
) -> Iterator[Mistake]:
    """The mistakes of one document: entities, relations, triggers, arguments."""
    document = gold.document
    yield from mention_mistakes(document, "entities", gold.entities, predicted.entities, mention_side)
    yield from relation_mistakes(document, gold.relations, predicted.relations, schema_facts.symmetric)
    yield from mention_mistakes(document, "triggers", triggers(gold), triggers(predicted), mention_side)
    yield from argument_mistakes(document, gold.events, predicted.events)


def triggers(facts: ResolvedDocument) -> Sequence[Mention]:
    """The triggers of a document; two events of one type on the same words are two."""
    return [event.trigger for event in facts.events if event.trigger.spans]


def mention_side(mention: Mention) -> Side:
    """A mention as a mistake shows it."""
    return Side(mention.type, mention.type, mention.spans, (mention.id,) if mention.id else ())
