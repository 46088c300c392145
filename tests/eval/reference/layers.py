"""Counts one document plainly, layer by layer: what counting many documents at once must come to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from annotator.eval.alignment.alignment import align
from annotator.eval.alignment.overlap import overlap_test
from annotator.eval.count_names import APART_COUNTS, RATIO_COUNTS, CountKey
from annotator.eval.documents.resolved import Mention, ResolvedDocument
from annotator.eval.measures.coreference import CONLL_PARTS
from annotator.eval.measures.registry import LAYERS, find_measure
from tests.eval.reference import attributes, coreference, entities, events, linking, relations
from tests.eval.reference import role_fillers as roles
from tests.eval.reference.clusters import Clusters, entity_clusters, event_clusters
from tests.eval.reference.document_pair import DocumentPair
from tests.eval.reference.tuples import Tuples, compare

Cells: TypeAlias = dict[CountKey, float]


def count_document(pair: DocumentPair, layers: Collection[str] = LAYERS) -> Cells:
    """The cells of one document: the wanted measures of these layers."""
    cells: Cells = {}
    for layer, count in COUNTERS.items():
        if layer in layers and pair.options.scores(layer):
            cells.update(count(pair))
    return cells


def count_entities(pair: DocumentPair) -> Cells:
    """Entities, by the one alignment or as nervaluate does it."""
    gold, predicted = (_distinct(facts, pair.options.duplicates) for facts in (pair.gold, pair.predicted))
    return dict(entities.confusion(gold, predicted, align(gold, predicted, overlap_test(pair.options))))


def _distinct(facts: ResolvedDocument, duplicates: str) -> list[Mention]:
    if duplicates == "multiset":
        return list(facts.entities)
    return list({(mention.spans, mention.type): mention for mention in facts.entities}.values())


def count_relations(pair: DocumentPair) -> Cells:
    """Relations by spans, and by the entities at their ends."""
    sides = pair.gold.relations, pair.predicted.relations
    symmetric = pair.options.schema_facts.symmetric

    def tuples(measure: str, side: int) -> Tuples:
        if measure == "triples":
            return relations.triples(sides[side], pair.thing(side), symmetric)
        return relations.BY_SPANS[measure](sides[side], symmetric)

    return _compared(pair, "relations", relations.MEASURES, tuples) if any(sides) else {}


def count_events(pair: DocumentPair) -> Cells:
    """Triggers and arguments by spans and by entities, role fillers, and whole events."""
    sides = pair.gold.events, pair.predicted.events
    if not any(sides):
        return {}

    def tuples(measure: str, side: int) -> Tuples:
        if measure in events.ENTITY_MEASURES:
            return events.entity_tuples(measure, sides[side], pair.thing(side))
        return events.tuples(measure, sides[side])

    found = _compared(pair, "events", events.SPAN_MEASURES + events.ENTITY_MEASURES, tuples)
    return found | _roles(pair)


def _compared(pair: DocumentPair, layer: str, measures: Sequence[str], tuples: Callable[[str, int], Tuples]) -> Cells:
    cells: Cells = {}
    for measure in measures:
        if _wants(pair, layer, measure):
            cells.update(compare(layer, measure, tuples(measure, 0), tuples(measure, 1), pair.options.duplicates))
    return cells


def _roles(pair: DocumentPair) -> Cells:
    gold, predicted = (
        roles.fillers(facts, entity_clusters(facts), event_clusters(facts)) for facts in (pair.gold, pair.predicted)
    )
    cells: Cells = {}
    for measure in roles.MEASURES:
        if _wants(pair, "events", measure):
            for role in gold.keys() | predicted.keys():
                sides = gold.get(role, ()), predicted.get(role, ())
                credit = roles.best_credit(measure, *sides)
                cells.update(_ratio_cells("events", measure, (credit, len(sides[0]), credit, len(sides[1])), role))
    return cells


def count_coreference(pair: DocumentPair) -> Cells:
    """Coreference of entities and of events, where either side has any."""
    cells: Cells = {}
    if any(mention.coref is not None for side in (pair.gold, pair.predicted) for mention in side.entities):
        values = pair.options.schema_facts.values
        cells.update(_clusterings(pair, "", lambda facts: entity_clusters(facts, values)))
    if any(event.trigger.coref is not None for side in (pair.gold, pair.predicted) for event in side.events):
        cells.update(_clusterings(pair, "event-", event_clusters))
    return cells


def _clusterings(pair: DocumentPair, prefix: str, clusters: Callable[[ResolvedDocument], Clusters]) -> Cells:
    both = coreference.overlaps(*pair.coreference(clusters))
    conll = _wants(pair, "coref", f"{prefix}conll")
    cells: Cells = {}
    for measure, count in coreference.COUNTED.items():
        if _wants(pair, "coref", prefix + measure) or (conll and measure in CONLL_PARTS):
            cells.update(_ratio_cells("coref", prefix + measure, count(both)))
    return cells


def _ratio_cells(layer: str, measure: str, counted: coreference.Counted, type_name: str = "") -> Cells:
    names = RATIO_COUNTS + APART_COUNTS
    return {CountKey(layer, measure, type_name, name): value for name, value in zip(names, counted, strict=False)}


def count_attributes(pair: DocumentPair) -> Cells:
    """Attributes of matched items, and of all."""
    gold, predicted = attributes.items(pair.gold), attributes.items(pair.predicted)
    cells: Cells = {}
    for measure in attributes.MEASURES:
        if _wants(pair, "attributes", measure):
            cells.update(attributes.count(measure, gold, predicted, pair.options.duplicates))
    return cells


def count_labels(pair: DocumentPair) -> Cells:
    """Labels of the document."""
    return attributes.count_labels(pair.gold, pair.predicted, pair.options.duplicates)


def count_linking(pair: DocumentPair) -> Cells:
    """Links to knowledge bases, where either side has any."""
    if not any(mention.links for side in (pair.gold, pair.predicted) for mention in side.entities):
        return {}
    gold, predicted = linking.linked_mentions(pair.gold), linking.linked_mentions(pair.predicted, pair.gold)
    sides = gold, predicted
    cells = _compared(
        pair, "linking", linking.TUPLE_MEASURES, lambda measure, side: linking.tuples(measure, sides[side])
    )
    for measure in linking.CLUSTER_MEASURES:
        if _wants(pair, "linking", measure):
            cells.update(_ratio_cells("linking", measure, linking.count(measure, gold, predicted)))
    return cells


COUNTERS: Mapping[str, Callable[[DocumentPair], Cells]] = {
    "entities": count_entities,
    "relations": count_relations,
    "events": count_events,
    "coref": count_coreference,
    "attributes": count_attributes,
    "labels": count_labels,
    "linking": count_linking,
}
"""For each layer, what counts it in one document."""


def _wants(pair: DocumentPair, layer: str, name: str) -> bool:
    return pair.options.wants(find_measure(layer, name))
