"""Relation measures."""

from __future__ import annotations

from annotator.eval.measures.measure import comparing

LAYER = "relations"
ABOUT = (
    "Equal relations of one document count once (or each, with --duplicates multiset). The ends of relation types that "
    "the schema calls symmetric may be exchanged."
)

MEASURES = (
    comparing(
        LAYER,
        "strict",
        "A relation is right if its type and the words and types of both ends are.",
        "Rel+ in Zhong & Chen 2021",
        lambda batch: batch.relations.rows(batch.targets.typed),
    ),
    comparing(
        LAYER,
        "boundaries",
        "A relation is right if its type and the words of both ends are, whatever the types of the ends.",
        "Rel in Zhong & Chen 2021",
        lambda batch: batch.relations.rows(batch.targets.spans),
    ),
    comparing(
        LAYER,
        "triples",
        "A relation is right if its type and the entities at both ends are, whichever mentions of them were chosen.",
        "DocRED (Yao et al. 2019)",
        lambda batch: batch.relations.rows(batch.coreference.thing),
        gold_decides=True,
    ),
)
