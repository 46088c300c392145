"""A sample of `make load`: several label at once, and every log leads to its state."""

from __future__ import annotations

import pytest

from annotator.store.database.location import StoreLocation
from annotator.store.store import create_store
from tests.load.labelling import judge, label_at_once
from tests.project.layers import put

pytestmark = pytest.mark.slow

ANNOTATORS = 10
EDITS = 15


def test_what_many_do_at_once_is_what_their_logs_say(location: StoreLocation) -> None:
    store = create_store(location)
    document = put(store).document_id
    store.close()
    times = label_at_once(location.url or str(location.path), document, ANNOTATORS, EDITS)
    assert len(times) == ANNOTATORS * EDITS
    assert judge(location, document, ANNOTATORS, EDITS) == ANNOTATORS * EDITS
