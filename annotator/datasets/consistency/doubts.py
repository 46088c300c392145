"""Everything in some documents that looks inconsistent."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.datasets.consistency.doubt import KINDS, Doubt
from annotator.datasets.consistency.facts import bare_events, relations_twice
from annotator.datasets.consistency.labelled import Labelled
from annotator.datasets.consistency.names import unlabelled_names
from annotator.datasets.consistency.types import same_thing, same_words
from annotator.schema.label_schema import LabelSchema


def doubts(documents: Iterable[Labelled], schema: LabelSchema) -> list[Doubt]:
    """What looks inconsistent in documents of one schema, kind after kind; words are compared across all of them."""
    read = list(documents)
    found = [
        *same_words(read),
        *unlabelled_names(read, schema),
        *bare_events(read, schema),
        *same_thing(read),
        *relations_twice(read),
    ]
    order = list(KINDS)
    return sorted(found, key=lambda each: order.index(each.kind))
