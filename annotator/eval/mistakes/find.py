"""Finds every mistake of predictions against gold, document by document."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias, TypeVar

from annotator.eval.documents.label_set import WHOLE, LabelSet
from annotator.eval.documents.pairing import pair_up
from annotator.eval.documents.placed import placed
from annotator.eval.documents.records import AnyRecord, as_record, no_record
from annotator.eval.documents.resolved import Mention, ResolvedDocument, resolve
from annotator.eval.documents.unlabelled import labelled, unlabelled
from annotator.eval.documents.unplaced import is_argument, unplaced_of
from annotator.eval.input_options import InputOptions
from annotator.eval.mistakes.arguments import argument_mistakes, attached, filled
from annotator.eval.mistakes.mentions import mention_mistakes
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.mistakes.relations import relation_mistakes, strictly
from annotator.eval.schema_facts import SchemaFacts
from annotator.model.record import Record, Unplaced

NO_SCHEMA = SchemaFacts()
Duplicates: TypeAlias = Literal["set", "multiset"]
"""Whether equal annotations of one side count once or each."""

Item = TypeVar("Item")
AS_USUAL = InputOptions()


def mistakes(
    gold: Iterable[AnyRecord],
    predicted: Iterable[AnyRecord],
    schema_facts: SchemaFacts = NO_SCHEMA,
    duplicates: Duplicates = "set",
    options: InputOptions = AS_USUAL,
    labels: LabelSet = WHOLE,
) -> Iterator[Mistake]:
    """The mistakes of all documents, in the order in which their partners are found.

    Of equal annotations of one side one counts, as in the scores; as a multiset each does, and what is one too many is
    a `duplicate`.
    """
    both = (((record.id, record) for record in map(as_record, records)) for records in (gold, predicted))
    for document, one, other in pair_up(*both):
        sides = one or no_record(document), other or no_record(document)
        yield from record_mistakes(*sides, schema_facts, duplicates, options, labels)


def record_mistakes(
    gold: Record,
    predicted: Record,
    schema_facts: SchemaFacts = NO_SCHEMA,
    duplicates: Duplicates = "set",
    options: InputOptions = AS_USUAL,
    labels: LabelSet = WHOLE,
) -> Iterator[Mistake]:
    """The mistakes of one document, of which nothing touches what gold is incomplete for.

    What of the prediction does not stand in gold's text is spurious, whatever it says.
    """
    unknown = unlabelled(gold.incomplete_for)
    sides = labels.of_gold(gold), labels.of_prediction(placed(gold, predicted, options))
    if gold.incomplete_for:
        sides = labelled(sides[0], unknown)[0], labelled(sides[1], unknown)[0]
    yield from document_mistakes(resolve(sides[0]), resolve(sides[1]), schema_facts, duplicates)
    yield from (_nowhere(gold.id, each) for each in unplaced_of(sides[1]))


def document_mistakes(
    gold: ResolvedDocument,
    predicted: ResolvedDocument,
    schema_facts: SchemaFacts = NO_SCHEMA,
    duplicates: Duplicates = "set",
) -> Iterator[Mistake]:
    """The mistakes of one document: entities, relations, triggers, arguments."""
    document, symmetric = gold.document, schema_facts.symmetric
    counted = all_of if duplicates == "multiset" else first_of_equals

    def mentions(
        layer: str, gold_mentions: Sequence[Mention], predicted_mentions: Sequence[Mention]
    ) -> Iterator[Mistake]:
        one, other = counted(gold_mentions, _words_and_type), counted(predicted_mentions, _words_and_type)
        return mention_mistakes(document, layer, one, other, mention_side)

    links = [counted(each.relations, lambda link: strictly(link, symmetric)) for each in (gold, predicted)]
    fillers = [counted(filled(each.events), attached) for each in (gold, predicted)]
    yield from mentions("entities", gold.entities, predicted.entities)
    yield from relation_mistakes(document, links[0], links[1], symmetric)
    yield from mentions("triggers", triggers(gold), triggers(predicted))
    yield from argument_mistakes(document, fillers[0], fillers[1])


def all_of(items: Sequence[Item], key: Callable[[Item], Hashable]) -> Sequence[Item]:
    """The items, equal ones as often as they are there."""
    return items


def first_of_equals(items: Sequence[Item], key: Callable[[Item], Hashable]) -> Sequence[Item]:
    """The items, of those with one key the first."""
    firsts: dict[Hashable, Item] = {}
    for each in items:
        firsts.setdefault(key(each), each)
    return list(firsts.values())


def _words_and_type(mention: Mention) -> Hashable:
    return mention[:2]


def triggers(facts: ResolvedDocument) -> Sequence[Mention]:
    """The triggers of a document; two events of one type on the same words are two."""
    return [event.trigger for event in facts.events if event.trigger.spans]


def mention_side(mention: Mention) -> Side:
    """A mention as a mistake shows it."""
    return Side(mention.type, mention.type, mention.spans, (mention.id,) if mention.id else ())


def _nowhere(document: str, each: Unplaced) -> Mistake:
    """A prediction that has no place in the text, as a mistake."""
    layer = {"entities": "entities", "relations": "relations", "events": "triggers"}[each.layer]
    event_type, _, role = each.type.partition("/") if is_argument(each) else (each.type, "", "")
    side = Side(
        f"{role} of {event_type}" if role else each.type,
        event_type,
        (),
        role=role,
        words=each.text,
        reason=each.reason,
    )
    return Mistake(document, "arguments" if role else layer, "spurious", None, side)
