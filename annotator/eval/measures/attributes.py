"""Attribute measures, and document labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.eval.measures.families import COMPARED
from annotator.eval.measures.measure import Measure, comparing

if TYPE_CHECKING:
    from annotator.eval.counting.batch import Batch
    from annotator.eval.counting.comparison import Entries

LAYER, LABELS_LAYER = "attributes", "labels"
ABOUT = (
    "An item is an entity (type and words), a relation (type and both ends) or an event (type and trigger). Values are "
    "compared as they are, a list as a set, and a reference to an annotation by what it points to. Rows are named "
    "Type/attribute."
)
LABELS_ABOUT = "Labels of whole documents; rows are named by the label."


def _count_agreement(batch: Batch) -> Entries:
    return batch.agreement(LAYER, "accuracy")


MEASURES = (
    Measure(
        LAYER,
        "accuracy",
        COMPARED,
        "Of items that both sides have: an attribute is right if both sides give it the same value.",
        "accuracy on matched items, as in ACE 2005 (Doddington et al. 2004)",
        (_count_agreement,),
    ),
    comparing(
        LAYER,
        "strict",
        "An attribute is right if gold has it with this value on an equal item; items that are missing count.",
        "annotator",
        lambda batch: batch.attributes.rows(distinct=batch.options.duplicates == "multiset"),
    ),
)

LABEL_MEASURES = (
    comparing(
        LABELS_LAYER,
        "strict",
        "A document label is right if gold has it with this value; each element of a list counts.",
        "annotator",
        lambda batch: batch.labels,
    ),
)
