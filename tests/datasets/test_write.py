"""Writing: sorted, in canonical bytes, and refused before anything is written where no reader would accept it."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.record_bytes import document_bytes, encoded
from annotator.datasets.write import write_records
from annotator.errors import RecordError
from annotator.model.annotation import Argument, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.record import ExtractorRun, Record


def test_writing_sorts_and_refuses_a_repeated_id() -> None:
    target = io.BytesIO()
    assert write_records([Document(id="b"), Document(id="a"), Document(id="ab")], target) == 3
    assert [orjson.loads(line)["id"] for line in target.getvalue().splitlines()] == ["a", "ab", "b"]
    with pytest.raises(RecordError, match="two documents have this id"):
        write_records([Document(id="a"), Document(id="a")], io.BytesIO())


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        ({"a": [float("nan")]}, r"meta.a\[0\]: nan is no JSON number"),
        ({"a": float("inf")}, "meta.a: inf is no JSON number"),
        ({"a": 2**53 + 1}, "beyond"),
        ({"a": "\ud800"}, "half a character"),
        ({"\ud800": 1}, "cannot be written as JSON"),
    ],
)
def test_what_json_cannot_say_is_refused_before_anything_is_written(meta: dict[str, Any], words: str) -> None:
    target = io.BytesIO()
    with pytest.raises(RecordError, match=words):
        write_records([Document(id="a"), Document(id="b", meta=meta)], target)
    assert target.getvalue() == b""


def places_of(number: Any) -> dict[str, Record]:
    """A record for each place where a number that is no offset may stand."""
    said = {"a": number}
    entity, relation, event = Entity("T1", "A", ((0, 1),)), Relation("R1", "B", "T1", "T1"), Event("E1", "C")
    return {
        "meta": Record("d", meta=said),
        "labels": Record("d", labels=said),
        "attributes of an entity": Record("d", entities=(replace(entity, attributes=said),)),
        "attributes of a relation": Record("d", relations=(replace(relation, attributes=said),)),
        "attributes of an event": Record("d", events=(replace(event, attributes=said),)),
        "attributes of an argument": Record("d", events=(replace(event, arguments=(Argument("r", "T1", said),)),)),
        "score of an entity": Record("d", entities=(replace(entity, score=number),)),
        "score of a relation": Record("d", relations=(replace(relation, score=number),)),
        "score of an event": Record("d", events=(replace(event, score=number),)),
        "what an entity was": Record("d", entities=(replace(entity, was=[number]),)),
        "what a relation was": Record("d", relations=(replace(relation, was=[number]),)),
        "what an event was": Record("d", events=(replace(event, was=[number]),)),
        "extractor": Record("d", extractor=ExtractorRun("x", elapsed_s=number)),
    }


@pytest.mark.parametrize("place", places_of(0.0))
def test_a_number_is_written_alike_and_judged_wherever_it_stands(place: str) -> None:
    assert b"1e+16" in encoded(places_of(1e16)[place])
    assert b"1e16" not in encoded(places_of(1e16)[place])
    for number in (float("nan"), float("-inf"), 2**53 + 1):
        with pytest.raises(RecordError):
            encoded(places_of(number)[place])


def test_integers_up_to_the_limit_are_written() -> None:
    line = document_bytes(Document(id="a", meta={"a": 2**53, "b": -(2**53)}))
    assert b'{"a":9007199254740992,"b":-9007199254740992}' in line
    assert next(read_documents(io.BytesIO(line), loose=True)).meta == {"a": 2**53, "b": -(2**53)}


def test_only_quotes_backslash_and_c0_controls_are_escaped() -> None:
    every = "".join(map(chr, range(0x250))) + "\u2028\u2029\ufeff\U0010ffff/"
    line = document_bytes(Document(id="d", meta={"": every}))
    short = {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r", 34: r"\"", 92: r"\\"}
    spelt = "".join(short.get(ord(each), f"\\u{ord(each):04x}" if ord(each) < 32 else each) for each in every)
    assert line == f'{{"id":"d","meta":{{"":"{spelt}"}},"entities":[],"relations":[],"events":[]}}\n'.encode()
