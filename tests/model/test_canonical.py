"""Records and documents are two forms of the same, and their bytes are those of the reference encoder."""

from __future__ import annotations

import struct
from typing import Any

import msgspec
import orjson
from hypothesis import event, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Relation, Trigger, mention, new_coref
from annotator.model.canonical import document_of, numbers, record_of, to_bytes, to_plain
from annotator.model.document import Document, new_document
from annotator.model.record import Record
from tests.examples import examples
from tests.strategies import documents, json_values


@examples(80)
@given(documents())
def test_a_document_is_what_its_record_says(document: Document) -> None:
    record = record_of(document)
    assert document_of(record) == document
    assert record_of(document_of(record)) == record
    assert msgspec.json.decode(to_bytes(record), type=Record) == record
    assert to_plain(record) == orjson.loads(to_bytes(record))


def as_orjson(value: Any) -> bytes:
    """The bytes as the contract defines them: those of orjson, own keys in order, all others sorted."""
    return orjson.dumps(msgspec.to_builtins(value, order="deterministic"))


@examples(80)
@given(documents())
def test_the_bytes_of_a_record_are_those_of_the_reference(document: Document) -> None:
    record = record_of(document)
    event("with numbers" if numbers(record) else "without")
    assert to_bytes(record) == as_orjson(record)
    for each in document.annotations():
        assert to_bytes(each) == as_orjson(each)


FLOATS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.binary(min_size=8, max_size=8)
    .map(lambda eight: float(struct.unpack("<d", eight)[0]))
    .filter(lambda each: each - each == 0),
    st.sampled_from([1e15, 1e16, 1e17, 1e-5, 1e-4, 5e-324, 1.7976931348623157e308, -0.0, 123456789012345680.0]),
)


@examples(300)
@given(FLOATS, st.text('0123456789eE+-,]}"\\\\ ', max_size=12))
def test_floats_are_written_as_the_reference_writes_them_and_no_text_is_taken_for_one(value: float, text: str) -> None:
    held = {"a": [value, text, {text: value}], "b": text}
    assert to_bytes(held) == as_orjson(held)
    scored = record_of(new_document("d", text, labels={"x": value, "y": text}))
    assert to_bytes(scored) == as_orjson(scored)


@given(json_values())
def test_what_a_migration_kept_says_something_or_is_not_kept(was: Any) -> None:
    kept = Entity("T1", "A", ((0, 1),), was=was).was
    assert kept == was or (kept is None and (was is False or not was))
    assert kept is not None or b"was" not in to_bytes(Relation("R1", "A", "x", "y", was=was))


def test_annotations_are_normal_from_the_start() -> None:
    made = Entity("T1", "A", ((3, 3),), "", note="", unconfirmed=("type", "level", "type"), was={})
    assert made == Entity("T1", "A", ((3, 3),), unconfirmed=("level", "type"))
    assert replace(made, unconfirmed=("b", "a")).unconfirmed == ("a", "b")
    assert mention("T1", "A", "text", ((1, 1),)).text is None
    assert Trigger(((1, 1),), "") == Trigger(((1, 1),))


def test_attributes_and_arguments_are_written_though_there_are_none() -> None:
    assert to_bytes(Event("E1", "A")) == b'{"id":"E1","type":"A","arguments":[],"attributes":{}}'
    assert to_bytes(Record("d")) == b'{"id":"d","entities":[],"relations":[],"events":[]}'


def test_a_coref_id_of_its_own_names_the_document() -> None:
    assert new_coref("doc", "T1", is_event=False) == "e:doc.T1"
    assert new_coref("doc", "E1", is_event=True) == "h:doc.E1"
