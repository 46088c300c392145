"""Linking measures under neleval's names: is each mention linked to the right entry of a knowledge base?"""

from __future__ import annotations

from annotator.eval.measures.families import COMPARED, RATIOS
from annotator.eval.measures.measure import Measure

LAYER = "linking"
ABOUT = (
    "A mention without links is NIL; NIL mentions are clustered by coreference. Where several links of a mention are "
    "given, a prediction is right if it shares one with the gold mention of the same words; otherwise the first link "
    "counts. Clusterings are compared within documents."
)
NELEVAL = "neleval (Hachey, Nothman & Radford 2014)"
TAC = "TAC KBP (Ji et al. 2015)"

MATCHES = {
    "strong-mention-match": "A mention is right if its words are.",
    "strong-typed-mention-match": "A mention is right if its words and its type are.",
    "strong-link-match": "Of linked mentions: right if the words and the entry are.",
    "strong-typed-link-match": "As strong-link-match, and the type is right too.",
    "strong-nil-match": "Of mentions without an entry: right if the words are.",
    "strong-all-match": "A mention is right if its words and its entry, or its having none, are.",
    "strong-typed-all-match": "As strong-all-match, and the type is right too.",
    "entity-match": "An entry is right if it is linked anywhere in the document.",
}
CLUSTERINGS = {
    "mention-ceaf": "The best one-to-one assignment of entries to entries by common mentions, over the mentions.",
    "entity-ceaf": "The same by the share of common mentions, over the entries.",
    "b-cubed": "For each mention the share of its cluster that stands with it on the other side.",
    "b-cubed-plus": "As b-cubed, where a mention counts only if its entry is right too.",
    "muc": "Links between mentions of one entry that are kept.",
    "pairwise": "Pairs of mentions of one entry.",
}

MEASURES = (
    *(Measure(LAYER, name, COMPARED, definition, NELEVAL) for name, definition in MATCHES.items()),
    *(Measure(LAYER, name, RATIOS, definition, f"{NELEVAL}; {TAC}") for name, definition in CLUSTERINGS.items()),
)
