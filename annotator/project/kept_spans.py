"""The mentions that one kept run of an extractor finds in its article, as the learner looks at them."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Entity
from annotator.model.spans import Span
from annotator.store.database.rows import Reader
from annotator.store.tables.predictions import predictions
from annotator.suggest.learner.reading.source_spans import spans_said

MOST_PREDICTIONS = 20_000
"""What says more of one article than anybody could label in it is not looked at."""


def kept_spans(rows: Reader, run: int) -> Mapping[Span, str]:
    """The places of a run's mentions with their types.

    Raises:
        StoreError: the store cannot be read.
    """
    return spans_said(each for each in predictions(rows, run) if isinstance(each, Entity))
