"""Coreference measures, once for entities and once for events."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.eval.measures.families import BLANC, RATIOS, Family, mean_of
from annotator.eval.measures.measure import Contribution, CountKey, Measure, Reading, own_counts

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

DEFINITIONS: Sequence[tuple[str, Family, str, str]] = (
    (
        "muc",
        RATIOS,
        "R = sum(|K| - parts of K in the prediction) / sum(|K| - 1); P with K and S exchanged.",
        "Vilain et al. 1995",
    ),
    ("b3", RATIOS, "R = sum over K and S of |K and S|^2 / |K|, over sum |K|; P exchanged.", "Bagga & Baldwin 1998"),
    (
        "ceaf-m",
        RATIOS,
        "The best one-to-one assignment of clusters by |K and S|, over the number of mentions.",
        "Luo 2005",
    ),
    (
        "ceaf-e",
        RATIOS,
        "The best one-to-one assignment of clusters by 2 |K and S| / (|K| + |S|), over the number of clusters.",
        "Luo 2005",
    ),
    ("blanc", BLANC, "Pairs of mentions that are linked, and pairs that are not.", "Luo et al. 2014"),
    (
        "lea",
        RATIOS,
        "R = sum of |K| x links of K found / links of K, over sum |K|; a cluster of one has one link, to itself.",
        "Moosavi & Strube 2016",
    ),
)


def _of_parts(prefix: str) -> Reading:
    def reads(measure: Measure, key: CountKey, partial_credit: float) -> Sequence[Contribution]:
        for part in CONLL_PARTS:
            if key.counter == prefix + part:
                return (Contribution(key.type, f"{part}_{key.name}", 1.0),)
        return ()

    return reads


def _section(section: str) -> Sequence[Measure]:
    prefix = PREFIX[section]

    def measure(name: str, family: Family, definition: str, source: str, reads: Reading = own_counts) -> Measure:
        return Measure(LAYER, prefix + name, family, definition, source, section=section, reads=reads)

    mean = f"The mean F1 of {', '.join(prefix + part for part in CONLL_PARTS)}."
    return (
        *(measure(*each) for each in DEFINITIONS),
        measure("conll", CONLL, mean, "Pradhan et al. 2012", _of_parts(prefix)),
    )


MEASURES = (*_section(ENTITIES), *_section(EVENTS))
