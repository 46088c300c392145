from __future__ import annotations

from typing import Any

import pytest

from annotator.errors import RecordError
from annotator.eval.documents.records import as_record

ENTITY = {"id": "T1", "type": "ORG", "spans": [[0, 3]], "attributes": {}}
PLAIN: dict[str, Any] = {"id": "d1", "schema": "mini@1.0.0", "entities": [ENTITY], "relations": [], "events": []}


def test_a_plain_object_and_its_record_are_the_same() -> None:
    record = as_record(PLAIN)
    assert as_record(record) is record
    assert (record.id, record.entities[0].spans) == ("d1", ((0, 3),))


def test_what_only_gold_must_have_may_be_missing() -> None:
    assert as_record({"id": "d1", "entities": [ENTITY]}).entities == as_record(PLAIN).entities


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"entities": [ENTITY | {"type": 3}]}, "entities"),
        ({"entities": [ENTITY | {"spans": [[0]]}]}, "spans"),
        ({"entities": {}}, "entities"),
        ({"odd": 1}, "odd"),
    ],
)
def test_what_is_no_record_is_told_with_its_document(change: dict[str, Any], where: str) -> None:
    with pytest.raises(RecordError) as told:
        as_record(PLAIN | change)
    assert "d1" in str(told.value)
    assert where in str(told.value)


def test_what_has_no_id_is_no_record() -> None:
    with pytest.raises(RecordError):
        as_record({"entities": []})
