"""The light way of reading: it gives what the thorough way gives, and passes nothing that it refuses."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.light_record import LightRecord, light_record
from annotator.datasets.record import read_light, read_plain
from annotator.errors import RecordError
from annotator.model.annotation import Entity
from annotator.model.record import Record
from tests.examples import examples
from tests.reaching import reached, reaching

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
OFFSETS = st.integers(-1, 9) | st.sampled_from([2**53, 2**53 + 1, 2**70, True, 1.0, "1", None])
BLANK = st.sampled_from([None, "", [], {}, False, True, 0, 1.5, "x", ["x"], {"x": "y"}, {"": "y"}, {"x": ""}])


def mentions() -> st.SearchStrategy[dict[str, Any]]:
    """An entity, mostly as it should be."""
    spans = st.tuples(st.integers(0, 5), st.integers(1, 5)).map(lambda pair: [[pair[0], pair[0] + pair[1]]])
    usual = {"id": st.sampled_from(["T1", "T2", "T3", "T4", "T5"]), "type": st.sampled_from(["A", "B"]), "spans": spans}
    return st.fixed_dictionaries(usual, optional={"attributes": st.just({}), "score": st.floats(0, 1)})


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record of mentions, mostly valid, one thing of it perhaps changed."""
    record: dict[str, Any] = {"id": draw(st.sampled_from(["d", "é", "a\u2028b", "\x7f"]))}
    text = draw(st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=10, max_size=14))
    if text is not None:
        record |= {"text": text, "text_sha256": sha256(text.encode()).hexdigest()}
    record |= draw(st.fixed_dictionaries({}, optional={"schema": st.just("s@1.0.0"), "meta": st.just({"date": "1"})}))
    record["entities"] = draw(st.lists(mentions(), max_size=4, unique_by=lambda each: each["id"]))
    for each in record["entities"]:
        each |= {"text": text[slice(*each["spans"][0])]} if text else {}
    record |= draw(st.fixed_dictionaries({}, optional={"relations": st.just([]), "events": st.just([])}))
    if draw(st.booleans()):
        spoil(draw, record)
    return in_order(record) if draw(st.sampled_from([True, True, False])) else record


def in_order(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its keys as the contract has them, which is the only order that is read lightly."""

    def ordered(one: dict[str, Any], struct: type) -> dict[str, Any]:
        places = {name: place for place, name in enumerate(struct.__struct_fields__)}  # type: ignore[attr-defined]
        return dict(sorted(one.items(), key=lambda item: places.get(item[0], 99)))

    return ordered(record | {"entities": [ordered(each, Entity) for each in record["entities"]]}, Record)


def spoil(draw: st.DrawFn, record: dict[str, Any]) -> None:
    """Change one thing so that the record may be wrong, or only unusual."""
    entity: dict[str, Any] = draw(st.sampled_from(record["entities"])) if record["entities"] else {"spans": [[0, 0]]}
    keys = ["id", "text", "text_sha256", "schema", "annotator", "meta", "relations", "events", "extractor", "other"]
    ways: dict[str, Callable[[], object]] = {
        "offset": lambda: entity["spans"][0].__setitem__(draw(st.integers(0, 1)), draw(OFFSETS)),
        "pieces": lambda: entity["spans"].append([draw(OFFSETS), draw(OFFSETS)]),
        "entity": lambda: entity.__setitem__(draw(st.sampled_from([*entity, "coref", "other"])), draw(BLANK | WORDS)),
        "record": lambda: record.__setitem__(draw(st.sampled_from(keys)), draw(BLANK | WORDS)),
        "schema": lambda: record.__setitem__("schema", draw(st.sampled_from(["s@1.0.0\n", "s@01.0.0", "@1.0.0", "s"]))),
        "twice": lambda: record["entities"].append(dict(entity)),
        "empty": lambda: record.update({"text": "", "text_sha256": sha256(b"").hexdigest()}),
        "extractor": lambda: record.update({"extractor": {"name": "x", "elapsed_s": draw(OFFSETS)}}),
    }
    ways[draw(st.sampled_from(sorted(ways)))]()


def thorough(line: bytes) -> dict[str, Any] | None:
    """What the thorough way makes of a line; None where it refuses it."""
    try:
        return next(read_plain(io.BytesIO(line), loose=True), None)
    except RecordError:
        return None


@reaching(0.05)
@examples(400)
@given(records(), st.sampled_from(["canonical", "spaced", "escaped"]))
def test_what_passes_lightly_is_what_the_thorough_way_gives(record: dict[str, Any], spelling: str) -> None:
    between = None if spelling == "spaced" else (",", ":")
    spelt = json.dumps(record, ensure_ascii=spelling == "escaped", separators=between)
    line = spelt.encode() + b"\n"
    light = light_record(line)
    if light is not None:
        plain = thorough(line)
        assert plain is not None
        reached(plain["entities"])
        assert dict(light) == plain
        assert light.types == [each["type"] for each in plain["entities"]]
        assert light.bounds == [offset for each in plain["entities"] for offset in each["spans"][0]]
        assert [light.get(key) for key in ("id", "text", "schema")] == [plain.get(k) for k in ("id", "text", "schema")]


USUAL = b'{"id":"d","schema":"s@1.0.0","entities":[{"id":"T1","type":"A","spans":[[0,1]],"attributes":{}}],'
USUAL += b'"relations":[],"events":[]}\n'


@pytest.mark.parametrize(
    "line",
    [
        USUAL,
        USUAL.replace(b":", b": ").replace(b",", b", "),
        USUAL.replace(b',"attributes":{}', b""),
        b'{"id":"d","entities":[]}',
        b'{"id":"d"}',
    ],
)
def test_usual_lines_pass_lightly(line: bytes) -> None:
    assert light_record(line) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"type":"A"', b'"type":"B","type":"A"'),
        (b'"id":"d"', b'"id":"e","id":"d"'),
        (b'"id":"d"', b'"id": "e", "id": "d"'),
        (b'"attributes":{}', b'"attributes":{"a":"b"}'),
        (b"[[0,1]]", b"[[1,0]]"),
        (b"[[0,1]]", b"[[0,1.0]]"),
        (b"[[0,1]]", b"[[0,9007199254740993]]"),
        (b'"T1"', b'"\\ud800"'),
        (b'"T1"', b'"\xff"'),
        (b'"T1"', b'"a\x01"'),
        (b'"T1"', b'""'),
        (b'{"id":"d"', b'\xef\xbb\xbf{"id":"d"'),
    ],
)
def test_doubtful_lines_do_not(old: bytes, new: bytes) -> None:
    assert light_record(USUAL.replace(old, new)) is None


def test_a_file_is_read_with_its_light_and_its_other_records_and_the_first_fault_stops_it() -> None:
    rich = USUAL.replace(b'"d"', b'"e"').replace(b'"attributes":{}', b'"attributes":{"a":"b"}')
    read = list(read_light(io.BytesIO(USUAL + b"\n" + rich)))
    assert [type(each) for each in read] == [LightRecord, dict]
    assert [dict(each) for each in read] == [orjson.loads(USUAL), orjson.loads(rich)]
    for second, fault in [(USUAL, "already the id of line 1"), (b'{"id":', "cut"), (b"\xff\n", "UTF-8")]:
        with pytest.raises(RecordError, match=fault) as raised:
            list(read_light(io.BytesIO(USUAL + b"\n" + second)))
        assert raised.value.findings[0].place.line == 3
