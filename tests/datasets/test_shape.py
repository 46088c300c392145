"""The thorough look at a shape says the same as the typed decoder, and says all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from annotator.datasets.decoding import decoded
from annotator.datasets.record_bytes import document_bytes
from annotator.datasets.shape import shaped
from annotator.model.document import Document
from annotator.model.record import Record
from tests.examples import examples
from tests.strategies import documents

ANYTHING = st.one_of(
    st.sampled_from([None, "", False, True, 0, 1, -1, 1.5, 2**53, 2**53 + 1, [], {}]),
    st.sampled_from(["x", "a@1.0.0", "a@1.0.0\n", "0" * 64, "entities"]),
    st.sampled_from([[[0, 1]], [0, 1], ["x"], [""], [1], {"x": "y"}, {"": "y"}, {"x": []}, [{}], [None], {"id": "T1"}]),
)
KEYS = ["id", "type", "spans", "text", "attributes", "coref", "links", "note", "uncertain", "unconfirmed", "was"]
KEYS += ["score", "head", "tail", "evidence", "trigger", "arguments", "role", "target", "other", "meta", "labels"]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a record that the declaration knows."""
    if isinstance(value, dict):
        yield value
        for key, each in value.items():
            if key not in ("meta", "was", "labels", "attributes"):
                yield from objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from objects(each)


@st.composite
def spoilt_records(draw: st.DrawFn) -> dict[str, Any]:
    """Records of which up to three keys hold anything, or are gone."""
    document: Document = draw(documents())
    plain: dict[str, Any] = orjson.loads(document_bytes(document))
    for _ in range(draw(st.integers(0, 3))):
        owner = draw(st.sampled_from(list(objects(plain))))
        key = draw(st.sampled_from([*owner, *KEYS]))
        if draw(st.booleans()):
            owner[key] = draw(ANYTHING)
        else:
            owner.pop(key, None)
    return plain


def converted(value: Any) -> Record | None:
    try:
        return msgspec.convert(value, Record)
    except msgspec.ValidationError:
        return None


@examples(300)
@given(spoilt_records())
def test_a_shape_is_refused_exactly_where_the_decoder_refuses_it(plain: dict[str, Any]) -> None:
    taken, faults = shaped(plain, Record)
    event("refused" if faults else "taken")
    assert faults or converted(taken) is not None
    fast = decoded(orjson.dumps(plain))
    assert fast is None or (not faults and fast == converted(taken))
    assert converted(plain) is None or (not faults and converted(plain) == converted(taken))


@examples(100)
@given(documents(), st.data())
def test_a_key_that_says_nothing_is_as_good_as_none(document: Document, data: st.DataObject) -> None:
    plain: dict[str, Any] = orjson.loads(document_bytes(document))
    with_nothing = plain | {
        name: data.draw(st.sampled_from([None, empty]))
        for name, empty in [("annotator", ""), ("labels", {}), ("incomplete_for", []), ("relations", [])]
        if not plain.get(name)
    }
    taken, faults = shaped(with_nothing, Record)
    assert not faults
    assert converted(taken) == converted(plain)


def test_every_fault_is_said_in_the_order_of_the_declaration() -> None:
    plain = {
        "entities": [{"id": 1, "spans": [[0, "1"], 2], "attributes": {"a": [], "b": None}, "lable": ""}, "x"],
        "extractor": {"version": 2, "unplaced": [{}]},
        "enities": [],
    }
    assert [(fault.path, fault.code) for fault in shaped(plain, Record)[1]] == [
        ("id", "missing"),
        ("entities[0].id", "shape"),
        ("entities[0].type", "missing"),
        ("entities[0].spans[0][1]", "shape"),
        ("entities[0].spans[1]", "shape"),
        ("entities[0].attributes.a", "shape"),
        ("entities[0].attributes.b", "shape"),
        ("entities[0].lable", "unknown-key"),
        ("entities[1]", "shape"),
        ("extractor.name", "missing"),
        ("extractor.version", "shape"),
        ("extractor.unplaced[0].layer", "missing"),
        ("extractor.unplaced[0].type", "missing"),
        ("extractor.unplaced[0].reason", "missing"),
        ("enities", "unknown-key"),
    ]


@pytest.mark.parametrize("value", [None, 3, "x", [], [{}]])
def test_what_is_no_object_is_one_fault(value: Any) -> None:
    (fault,) = shaped(value, Record)[1]
    assert fault.path == ""
    assert fault.message.startswith("expected an object")
