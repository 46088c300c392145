"""Coreference measures, once for entities and once for events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from annotator.eval.count_names import CountKey
from annotator.eval.measures.families import BLANC, RATIOS, Family, mean_of
from annotator.eval.measures.measure import Contribution, Counting, Measure, Reading

if TYPE_CHECKING:
    from annotator.eval.arrays import Numbers
    from annotator.eval.counting.batch import Batch
    from annotator.eval.counting.clusters import SharedMentions
    from annotator.eval.counting.comparison import Entries

LAYER = "coref"
ABOUT = (
    "A mention is known by its words, an event's by its trigger and type. Types that the schema calls values take no "
    "part. A corpus' figure is the ratio of the sums over its documents; K are gold clusters, S predicted ones. "
    "Definitions as in the CoNLL scorer 8.01 (Pradhan et al. 2014)."
)
ENTITIES, EVENTS = "entities", "events"
"""The two sections: clusters of mentions, and clusters of events."""

PREFIX = {ENTITIES: "", EVENTS: "event-"}
"""How the measures of a section are named."""

CONLL_PARTS = ("muc", "b3", "ceaf-e")
CONLL = mean_of(*CONLL_PARTS)

Columns: TypeAlias = "Sequence[Numbers]"
"""By document, recall numerator and denominator, precision numerator and denominator (BLANC: of links, then others)."""

Formula: TypeAlias = "Callable[[SharedMentions], Columns]"


def _pairs(number: Any) -> Any:
    """How many pairs so many things make."""
    return number * (number - 1) // 2


def muc(both: SharedMentions) -> Columns:
    """Links kept: each gold cluster's mentions less its parts in the prediction, over its mentions less one."""
    kept = both.of_pairs(both.common - 1)
    return kept, both.of_gold(both.gold_sizes - 1), kept, both.of_predicted(both.predicted_sizes - 1)


def b3(both: SharedMentions) -> Columns:
    """For each mention the share of its gold cluster that stands with it in the prediction."""

    def recall(sides: SharedMentions) -> Columns:
        return sides.of_pairs(sides.common**2 / sides.pair_gold_sizes), sides.of_gold(sides.gold_sizes)

    return (*recall(both), *recall(both.exchanged()))


def ceaf_m(both: SharedMentions) -> Columns:
    """Mentions that the best one-to-one assignment of clusters shares."""
    best = both.best(both.common, both.common**0)
    return best, both.of_gold(both.gold_sizes), best, both.of_predicted(both.predicted_sizes)


def ceaf_e(both: SharedMentions) -> Columns:
    """The same with the similarity 2 |K and S| / (|K| + |S|), over the number of clusters."""
    best = both.best(2 * both.common, both.pair_gold_sizes + both.pair_predicted_sizes)
    return best, both.of_gold(both.gold**0), best, both.of_predicted(both.predicted**0)


def lea(both: SharedMentions) -> Columns:
    """Each gold cluster weighed by its size, resolved by the share of its links that are found."""

    def recall(sides: SharedMentions) -> Columns:
        size, alone = sides.pair_gold_sizes, sides.pair_gold_sizes == 1
        links = size * _pairs(sides.common) / (_pairs(size) + alone)
        return sides.of_pairs(links + (alone & (sides.pair_predicted_sizes == 1))), sides.of_gold(sides.gold_sizes)

    return (*recall(both), *recall(both.exchanged()))


def blanc(both: SharedMentions) -> Columns:
    """Pairs of mentions that are linked on both sides, then pairs that are on neither."""
    links = both.of_pairs(_pairs(both.common))
    in_gold, in_predicted = both.of_gold(_pairs(both.gold_sizes)), both.of_predicted(_pairs(both.predicted_sizes))
    common = _pairs(both.of_pairs(both.common))
    linked = both.of_gold(_pairs(both.common_of_gold)) + both.of_predicted(_pairs(both.common_of_predicted)) - links
    mine, theirs = both.of_gold(both.gold_sizes), both.of_predicted(both.predicted_sizes)
    apart = common - linked
    return links, in_gold, links, in_predicted, apart, _pairs(mine) - in_gold, apart, _pairs(theirs) - in_predicted


DEFINITIONS: Sequence[tuple[str, Family, Formula, str, str]] = (
    (
        "muc",
        RATIOS,
        muc,
        "R = sum(|K| - parts of K in the prediction) / sum(|K| - 1); P with K and S exchanged.",
        "Vilain et al. 1995",
    ),
    ("b3", RATIOS, b3, "R = sum over K and S of |K and S|^2 / |K|, over sum |K|; P exchanged.", "Bagga & Baldwin 1998"),
    (
        "ceaf-m",
        RATIOS,
        ceaf_m,
        "The best one-to-one assignment of clusters by |K and S|, over the number of mentions.",
        "Luo 2005",
    ),
    (
        "ceaf-e",
        RATIOS,
        ceaf_e,
        "The best one-to-one assignment of clusters by 2 |K and S| / (|K| + |S|), over the number of clusters.",
        "Luo 2005",
    ),
    ("blanc", BLANC, blanc, "Pairs of mentions that are linked, and pairs that are not.", "Luo et al. 2014"),
    (
        "lea",
        RATIOS,
        lea,
        "R = sum of |K| x links of K found / links of K, over sum |K|; a cluster of one has one link, to itself.",
        "Moosavi & Strube 2016",
    ),
)


def counting(
    layer: str, name: str, family: Family, formula: Formula, shared: Callable[[Batch], SharedMentions]
) -> Counting:
    """Counts by document what a formula makes of the mentions that clusters share."""

    def count(batch: Batch) -> Entries:
        return batch.by_document(layer, name, formula(shared(batch)), family.counts)

    return count


def _of_parts(prefix: str) -> Reading:
    def reads(measure: Measure, key: CountKey, partial_credit: float) -> Sequence[Contribution]:
        for part in CONLL_PARTS:
            if key.counter == prefix + part:
                return (Contribution(key.type, f"{part}_{key.name}", 1.0),)
        return ()

    return reads


def _section(section: str, shared: Callable[[Batch], SharedMentions]) -> Sequence[Measure]:
    """The measures of one section: those with a formula, and the mean of some of them."""
    prefix = PREFIX[section]
    measures = {
        name: Measure(
            LAYER,
            prefix + name,
            family,
            definition,
            source,
            (counting(LAYER, prefix + name, family, formula, shared),),
            gold_decides=family.gold_decides,
            section=section,
        )
        for name, family, formula, definition, source in DEFINITIONS
    }
    parts = [measures[name] for name in CONLL_PARTS]
    definition = f"The mean F1 of {', '.join(part.name for part in parts)}."
    counted = tuple(count for part in parts for count in part.counted)
    reads = _of_parts(prefix)
    mean = Measure(
        LAYER, prefix + "conll", CONLL, definition, "Pradhan et al. 2012", counted, section=section, reads=reads
    )
    return (*measures.values(), mean)


MEASURES = (
    *_section(ENTITIES, lambda batch: batch.coreference.of_entities),
    *_section(EVENTS, lambda batch: batch.coreference.of_events),
)
