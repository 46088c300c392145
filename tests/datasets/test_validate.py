"""One record that is parsed already, say an extractor's answer, is held to all that a line is held to."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given

from annotator.datasets.record import validated
from annotator.datasets.record_bytes import document_bytes
from annotator.errors import Place, RecordError
from annotator.model.annotation import Entity
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.record import Record
from tests.examples import examples
from tests.strategies import documents

PLACE = Place("answer")


@examples(40)
@given(documents())
def test_a_good_object_is_the_record(document: Document) -> None:
    assert validated(orjson.loads(document_bytes(document)), PLACE) == record_of(document)


def test_an_object_may_hold_tuples_and_keys_that_say_nothing() -> None:
    mention = {"id": "T1", "type": "A", "spans": ((0, 1),), "note": None, "attributes": None}
    record = validated({"id": "d", "entities": (mention,), "labels": None}, PLACE, loose=True)
    assert record == Record("d", entities=(Entity("T1", "A", ((0, 1),)),))


@pytest.mark.parametrize(
    ("value", "path", "words"),
    [
        (3, "", "expected an object, found 3"),
        ({"id": "d", "labels": {"a": float("nan")}}, "labels.a", "nan is not finite"),
        ({"id": "d", "labels": {"a": float("inf"), "b": {1}}}, "labels.a", "finite"),
        ({"id": "d", "labels": {1: "a"}}, "labels", "names that are strings"),
        ({"id": "d", "labels": {"a": {1}}}, "labels.a", "found a Python set"),
        ({"id": "d", "labels": {"a": 2**60}}, "labels.a", "beyond +-2**53"),
        ({"id": "d", "extractor": {"name": "x", "elapsed_s": True}}, "extractor.elapsed_s", "a number, found true"),
        (
            {"id": "d", "entities": [{"id": "T1", "type": "A", "spans": ((0,),)}]},
            "entities[0].spans[0]",
            "[start, end]",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_path(value: Any, path: str, words: str) -> None:
    with pytest.raises(RecordError) as caught:
        validated(value, PLACE, loose=True)
    assert caught.value.findings[0].path == path
    assert words in caught.value.findings[0].message
