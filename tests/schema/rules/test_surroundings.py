"""What a string of a record may name: a mention, an event, or either; by its id or by the thing it stands for."""

from __future__ import annotations

import pytest

from annotator.model.annotation import Entity, Event
from annotator.model.document import by_id, new_document
from annotator.schema.rules.surroundings import Surroundings
from tests.schema.diff.test_comparison import BASE

DOCUMENT = new_document(
    "d", "Ana hit Ben", schema_ref=BASE.ref,
    entities=by_id([Entity("T1", "PERSON", ((0, 3),), "Ana", coref="e:ana")]),
    events=by_id([Event("E1", "Attack", coref="h:hit")]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "entity", "event"),
    [("T1", True, False), ("e:ana", True, False), ("E1", False, True), ("h:hit", False, True), ("X", False, False)],
)
def test_a_string_names_what_stands_in_the_document(value: str, entity: bool, event: bool) -> None:
    around = Surroundings(DOCUMENT, BASE)
    found = around.names(value, "entity"), around.names(value, "event"), around.names(value, "")
    assert found == (entity, event, entity or event)
