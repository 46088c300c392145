"""Linking measures under neleval's names: is each mention linked to the right entry of a knowledge base?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.eval.measures.coreference import Formula, b3, blanc, ceaf_e, ceaf_m, counting, muc
from annotator.eval.measures.families import RATIOS
from annotator.eval.measures.measure import Measure, comparing

if TYPE_CHECKING:
    from annotator.eval.counting.batch import Batch
    from annotator.eval.counting.clusters import SharedMentions
    from annotator.eval.counting.comparison import Rows

LAYER = "linking"
ABOUT = (
    "A mention without links is NIL; NIL mentions are clustered by coreference. Where several links of a mention are "
    "given, a prediction is right if it shares one with the gold mention of the same words; otherwise the first link "
    "counts. Clusterings are compared within documents."
)
NELEVAL = "neleval (Hachey, Nothman & Radford 2014)"
TAC = "TAC KBP (Ji et al. 2015)"


def _matching(name: str, definition: str, rows: Callable[[Batch], Rows]) -> Measure:
    return comparing(LAYER, name, definition, NELEVAL, rows)


def _clustering(
    name: str,
    definition: str,
    formula: Formula,
    shared: Callable[[Batch], SharedMentions] = lambda batch: batch.linked_clusters,
) -> Measure:
    count = counting(LAYER, name, RATIOS, formula, shared)
    return Measure(LAYER, name, RATIOS, definition, f"{NELEVAL}; {TAC}", (count,))


MEASURES = (
    _matching("strong-mention-match", "A mention is right if its words are.", lambda batch: batch.linked.mentions()),
    _matching(
        "strong-typed-mention-match",
        "A mention is right if its words and its type are.",
        lambda batch: batch.linked.mentions(typed=True),
    ),
    _matching(
        "strong-link-match",
        "Of linked mentions: right if the words and the entry are.",
        lambda batch: batch.linked.mentions(nil=False, entry=True),
    ),
    _matching(
        "strong-typed-link-match",
        "As strong-link-match, and the type is right too.",
        lambda batch: batch.linked.mentions(nil=False, typed=True, entry=True),
    ),
    _matching(
        "strong-nil-match",
        "Of mentions without an entry: right if the words are.",
        lambda batch: batch.linked.mentions(linked=False),
    ),
    _matching(
        "strong-all-match",
        "A mention is right if its words and its entry, or its having none, are.",
        lambda batch: batch.linked.mentions(entry=True),
    ),
    _matching(
        "strong-typed-all-match",
        "As strong-all-match, and the type is right too.",
        lambda batch: batch.linked.mentions(typed=True, entry=True),
    ),
    _matching(
        "entity-match",
        "An entry is right if it is linked anywhere in the document.",
        lambda batch: batch.linked.entries(),
    ),
    _clustering(
        "mention-ceaf",
        "The best one-to-one assignment of entries to entries by common mentions, over the mentions.",
        ceaf_m,
    ),
    _clustering("entity-ceaf", "The same by the share of common mentions, over the entries.", ceaf_e),
    _clustering("b-cubed", "For each mention the share of its cluster that stands with it on the other side.", b3),
    _clustering(
        "b-cubed-plus",
        "As b-cubed, where a mention counts only if its entry is right too.",
        b3,
        lambda batch: batch.linked_by_entry,
    ),
    _clustering("muc", "Links between mentions of one entry that are kept.", muc),
    _clustering("pairwise", "Pairs of mentions of one entry.", lambda both: blanc(both)[:4]),
)
