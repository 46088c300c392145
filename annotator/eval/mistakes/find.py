"""Finds every mistake of predictions against gold, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.eval.documents.coverage import covered
from annotator.eval.documents.pairing import pair_up
from annotator.eval.documents.resolved import Mention, Record, ResolvedDocument, resolve, unlabelled
from annotator.eval.mistakes.arguments import argument_mistakes
from annotator.eval.mistakes.mentions import mention_mistakes
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.mistakes.relations import relation_mistakes
from annotator.eval.options import SchemaFacts

NO_SCHEMA = SchemaFacts()


def mistakes(
    gold: Iterable[Record], predicted: Iterable[Record], schema_facts: SchemaFacts = NO_SCHEMA
) -> Iterator[Mistake]:
    """The mistakes of all documents, in the order in which their partners are found.

    Equal annotations of one side count each: what is one too many is a `duplicate`.
    """
    both = (((str(record["id"]), record) for record in records) for records in (gold, predicted))
    for document, gold_record, predicted_record in pair_up(*both):
        yield from record_mistakes(gold_record or {"id": document}, predicted_record or {"id": document}, schema_facts)


def record_mistakes(gold: Record, predicted: Record, schema_facts: SchemaFacts = NO_SCHEMA) -> Iterator[Mistake]:
    """The mistakes of one document, of which nothing touches what gold is incomplete for."""
    unknown = unlabelled(gold.get("incomplete_for") or ())
    gold_facts, predicted_facts = resolve(gold), resolve(predicted)
    if gold.get("incomplete_for"):
        gold_facts, predicted_facts = covered(gold_facts, unknown)[0], covered(predicted_facts, unknown)[0]
    yield from document_mistakes(gold_facts, predicted_facts, schema_facts)


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
