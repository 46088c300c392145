"""A log read again gives the state it was written from, and names the operation that does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import DamagedLogError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.model.canonical import record_of, to_bytes
from annotator.model.change import Edit, apply
from annotator.model.document import Document, new_document
from annotator.store.reading.replay import replay
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.log import Operation
from tests.examples import examples

TEXT = "Ada met Ben in Selm."
KEY = LayerKey("d", "ada")


def operation(seq: int, edit: Edit) -> Operation:
    return Operation(seq, "edit", seq - 1, None, to_bytes(edit), b"", "ada", "2031-01-01T00:00:00Z", None)


def added(count: int) -> tuple[Document, Document, list[Operation]]:
    """A document, what it is after so many mentions were added, and the log of that."""
    first = document = new_document("d", TEXT)
    log = []
    for number in range(1, count + 1):
        edit = edits.add(document, mention(f"T{number}", "PER", TEXT, ((0, 3),)))
        document = apply(document, edit)
        log.append(operation(number, edit))
    return first, document, log


@examples(30)
@given(st.integers(1, 6), st.data())
def test_what_does_not_fit_is_named(count: int, data: st.DataObject) -> None:
    first, last, log = added(count)
    assert to_bytes(record_of(replay(KEY, first, log))) == to_bytes(record_of(last))
    twice = data.draw(st.integers(1, count))
    with pytest.raises(DamagedLogError, match=f"operation {count + 1} does not fit"):
        replay(KEY, first, [*log, operation(count + 1, log[twice - 1].edit)])
