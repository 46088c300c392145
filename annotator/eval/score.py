"""Scores predictions against gold: `score(gold, predicted, options)`.

Records are plain objects in the shape of the gold record, already checked; they are read once, in any order, and
only per-document counts are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from annotator.eval import entities, events, relations
from annotator.eval.alignment import align
from annotator.eval.counts import Cell, Counts, Tally
from annotator.eval.facts import Facts, Mention, Record, facts_of
from annotator.eval.options import ScoreOptions
from annotator.eval.pairing import pair_up
from annotator.eval.result import Notice, Result
from annotator.eval.rows import score_rows
from annotator.eval.signature import long_signature
from annotator.eval.tuples import compare

NOTHING = Facts("")
"""The facts of a document that one side does not have."""


def score(gold: Iterable[Record], predicted: Iterable[Record], options: ScoreOptions | None = None) -> Result:
    """Score predicted records against gold records.

    Both are plain objects as in the gold record's contract (`text` may be absent); order does not matter. Documents
    that only gold has count as missed, those that only the prediction has as spurious; both are reported.

    Raises:
        InputError: a document twice on one side, a reference to something that is not there.
    """
    options = options or ScoreOptions()
    warnings: list[Notice] = []
    counts = count(gold, predicted, options, warnings)
    return Result(
        signature=long_signature(options),
        documents=len(counts.documents),
        scores=tuple(score_rows(counts, options)),
        warnings=tuple(warnings),
        counts=counts,
    )


def count(gold: Iterable[Record], predicted: Iterable[Record], options: ScoreOptions, warnings: list[Notice]) -> Counts:
    """The per-document counts of all measures; warnings are appended."""
    tally = Tally()
    for document, gold_facts, predicted_facts in pair_up(_facts(gold), _facts(predicted)):
        tally.add_document(document)
        if predicted_facts is None:
            warnings.append(Notice("missing-document", document, 1, "not predicted; everything in it counts as missed"))
        if gold_facts is None:
            warnings.append(Notice("unknown-document", document, 1, "not in gold; everything in it counts as spurious"))
        tally.add(document, document_counts(gold_facts or NOTHING, predicted_facts or NOTHING, options, warnings))
    return tally.finish()


def _facts(records: Iterable[Record]) -> Iterator[tuple[str, Facts]]:
    for record in records:
        facts = facts_of(record)
        yield facts.document, facts


def document_counts(
    gold: Facts, predicted: Facts, options: ScoreOptions, warnings: list[Notice]
) -> Mapping[Cell, float]:
    """The cells of one document, all layers."""
    cells: Counter[Cell] = Counter()
    for layer, measure in LAYER_COUNTS.items():
        if options.layers is None or layer in options.layers:
            cells.update(measure(gold, predicted, options))
    return cells


def _entity_counts(gold: Facts, predicted: Facts, options: ScoreOptions) -> Counter[Cell]:
    gold_mentions, predicted_mentions = _mentions(gold, options), _mentions(predicted, options)
    return entities.confusion(gold_mentions, predicted_mentions, align(gold_mentions, predicted_mentions))


def _mentions(facts: Facts, options: ScoreOptions) -> list[Mention]:
    if options.duplicates == "multiset":
        return list(facts.entities)
    return list({(mention.spans, mention.type): mention for mention in facts.entities}.values())


def _relation_counts(gold: Facts, predicted: Facts, options: ScoreOptions) -> Counter[Cell]:
    cells: Counter[Cell] = Counter()
    symmetric = options.knowledge.symmetric
    for measure, tuples in (("strict", relations.strict), ("boundaries", relations.boundaries)):
        both = tuples(gold.relations, symmetric), tuples(predicted.relations, symmetric)
        cells.update(compare(relations.LAYER, measure, *both, options.duplicates))
    return cells


def _event_counts(gold: Facts, predicted: Facts, options: ScoreOptions) -> Counter[Cell]:
    cells: Counter[Cell] = Counter()
    for measure in events.MEASURES:
        both = events.tuples(measure, gold.events), events.tuples(measure, predicted.events)
        cells.update(compare(events.LAYER, measure, *both, options.duplicates))
    return cells


LAYER_COUNTS: Mapping[str, Callable[[Facts, Facts, ScoreOptions], Counter[Cell]]] = {
    "entities": _entity_counts,
    "relations": _relation_counts,
    "events": _event_counts,
}
"""For each layer, what counts it in one document."""
