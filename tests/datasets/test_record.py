"""Reading and writing gold records: what goes out comes back, the same content gives the same bytes."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.datasets.decoding import decoded
from annotator.datasets.json_faults import contested, says_the_same
from annotator.datasets.record import Read, check_lines, read_documents, read_records
from annotator.datasets.record_bytes import document_bytes
from annotator.errors import Finding, RecordError
from annotator.model.annotation import Entity
from annotator.model.canonical import document_of, numbers, record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.record import LAYERS, Record
from tests.examples import examples
from tests.strategies import documents

EXAMPLES = examples(60)
UNORDERED = ("entities", "relations", "events", "arguments", "incomplete_for", "unconfirmed")
"""The lists whose order says nothing."""


def read_back(line: bytes, *, loose: bool = False) -> Document:
    (document,) = read_documents(io.BytesIO(line), loose=loose)
    return document


@EXAMPLES
@given(documents())
def test_what_is_written_is_read_again_and_gives_the_same_bytes(document: Document) -> None:
    line = document_bytes(document)
    assert read_back(line) == document
    assert document_bytes(read_back(line)) == line
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1


@EXAMPLES
@given(documents(), st.randoms(use_true_random=False))
def test_order_of_keys_and_lists_and_formatting_do_not_matter(document: Document, chance: random.Random) -> None:
    line = document_bytes(document)
    spelt = json.dumps(shuffled(orjson.loads(line), chance), ensure_ascii=chance.random() < 0.5, indent=None)
    assert document_bytes(read_back(spelt.encode() + b"\r\n")) == line


def shuffled(value: Any, chance: random.Random, key: str = "") -> Any:
    if isinstance(value, dict):
        names = list(value)
        if key not in ("meta", "was"):
            chance.shuffle(names)
        return {name: value[name] if name in ("meta", "was") else shuffled(value[name], chance, name) for name in names}
    if isinstance(value, list):
        items = [shuffled(each, chance) for each in value]
        if key in UNORDERED:
            chance.shuffle(items)
        return items
    return value


@EXAMPLES
@given(documents())
def test_a_sound_record_is_read_the_fast_way(document: Document) -> None:
    record = record_of(document)
    assert not list(errors(record))
    assert decoded(document_bytes(document)) == record or numbers(record)


@examples(150)
@given(documents(), st.data())
def test_what_is_wrong_is_found_in_the_record_and_in_its_line(document: Document, data: st.DataObject) -> None:
    plain = orjson.loads(document_bytes(document))
    damage(plain, data)
    try:
        found = list(read_records(io.BytesIO(orjson.dumps(plain))))
    except RecordError:
        found = []
    record = trusted(plain)
    wrong = list(errors(record))
    assert bool(found) != bool(wrong)
    assert not found or document_of(found[0]) == document_of(record)


def trusted(plain: dict[str, Any]) -> Record:
    """The record of an object whose entities may have an empty type."""
    given = [each | {"type": each["type"] or "none", "text": each.get("text") or None} for each in plain["entities"]]
    typed = msgspec.convert(given, list[Entity])
    entities = (structs.replace(one, type=each["type"]) for one, each in zip(typed, plain["entities"], strict=True))
    return structs.replace(msgspec.convert(plain | {"entities": []}, Record), entities=tuple(entities))


def damage(plain: dict[str, Any], data: st.DataObject) -> None:
    """Change one thing of a record so that it may be wrong."""
    offsets = st.integers(-2, len(plain.get("text", "")) + 2)
    ways = ["text", "incomplete_for"]
    ways += ["span", "words", "type"] if plain["entities"] else []
    ways += ["head", "tail"] if plain["relations"] else []
    ways += ["target"] if any(event["arguments"] for event in plain["events"]) else []
    way = data.draw(st.sampled_from(ways))
    every = [each["id"] for layer in LAYERS for each in plain[layer]]
    if way == "text":
        plain["text"] = plain.get("text", "") + "x"
    elif way == "incomplete_for":
        plain["incomplete_for"] = [data.draw(st.sampled_from(["*", "A/", "/b", "A", "*/coref"]))]
    elif way in ("head", "tail"):
        data.draw(st.sampled_from(plain["relations"]))[way] = data.draw(st.sampled_from([*every, "nobody"]))
    elif way == "target":
        event = data.draw(st.sampled_from([each for each in plain["events"] if each["arguments"]]))
        data.draw(st.sampled_from(event["arguments"]))["target"] = data.draw(st.sampled_from([*every, "nobody"]))
    else:
        entity = data.draw(st.sampled_from(plain["entities"]))
        if way == "span":
            entity["spans"] = [[data.draw(offsets), data.draw(offsets)] for _ in range(data.draw(st.integers(1, 3)))]
        elif way == "words":
            entity["text"] = data.draw(st.text(max_size=2))
        else:
            entity["type"] = data.draw(st.sampled_from(["", "PERSON"]))


def test_absent_and_blank_keys_say_the_same() -> None:
    blank = (
        b'{"id":"d","schema":"a@1.0.0","annotator":null,"entities":[{"id":"T1","type":"A","spans":[[0,1]],'
        b'"coref":"","links":[],"note":null,"uncertain":false,"score":null,"attributes":null}],"events":null}'
    )
    assert document_bytes(read_back(blank)) == (
        b'{"id":"d","schema":"a@1.0.0","entities":[{"id":"T1","type":"A","spans":[[0,1]],"attributes":{}}],'
        b'"relations":[],"events":[]}\n'
    )


def test_a_loose_record_gets_the_surfaces_that_it_lacks() -> None:
    loose = b'{"id":"d","text":"Ilan Marek","entities":[{"id":"T1","type":"PERSON","spans":[[5,10]]}]}'
    assert read_back(loose, loose=True).entities["T1"].text == "Marek"
    with pytest.raises(RecordError) as caught:
        read_back(loose)
    assert {finding.code for finding in caught.value.findings} == {"missing-schema", "missing-hash", "missing-surface"}


def test_a_bad_line_stops_reading_and_names_its_physical_line() -> None:
    good = b'{"id":"d%d","schema":"a@1.0.0"}\n'
    lines = good % 1 + b"\n \n" + b'{"id":"d2","schema":"a@1.0.0","text":1}\n' + good % 3
    reading = read_documents(io.BytesIO(lines))
    assert next(reading).id == "d1"
    with pytest.raises(RecordError) as caught:
        next(reading)
    (finding,) = caught.value.findings
    assert (finding.place.line, finding.path) == (4, "text")
    assert [type(each) for each in check_lines(io.BytesIO(lines))] == [Read, Finding, Finding, Read]


def test_a_repeated_id_names_both_lines() -> None:
    lines = b'{"id":"d","schema":"a@1.0.0"}\n' * 2
    with pytest.raises(RecordError, match=r":2: id: 'd' is already the id of line 1"):
        list(read_documents(io.BytesIO(lines)))


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (b'\xef\xbb\xbf{"id":"d"}', 1, "BOM"),
        (b'\xff\xfe{\0"\0', 1, "not UTF-8 but UTF-16"),
        (b'{"id":"caf\xe9"}', 0, "not UTF-8: byte 0xe9 at byte 11 of the line"),
        (b'[{"id":"d"}]\n', 0, "a JSON array; expected one object a line"),
        (b'["id",', 7, "the file was cut off"),
        (b'{"id":"d"', 10, "the file was cut off"),
        (b"{\n", 3, "over several lines"),
        (b'{"id":"d","entities":\n', 23, "ends in the middle of the line"),
        (b'{"id":NaN}', 7, "NaN is not JSON"),
        (b'{"id":-Infinity}', 8, "Infinity is not JSON"),
        (b'{"id":1e999}', 7, "too large"),
        (b'{"id":"\\ud800"}', 8, "half a character"),
        (b"Loading model...\n", 1, "logs belong on stderr"),
        (b"\0" * 5000 + b"\n", 1, "5000 NUL characters"),
        (b"null\n", 0, "found 'null'; expected one JSON object a line"),
        (b"17\n", 0, "found '17'; expected one JSON object a line"),
        (b"\x1e{}\n", 1, "not JSON"),
        (b"\x1b[2Jx\n", 1, r"not JSON: '\x1b[2Jx'"),
        (b"{" + b'"a":{' * 600 + b"}" * 600 + b"}", 0, "nested deeper"),
        (b"[" * 5000, 1026, "nested deeper"),
    ],
)
def test_what_is_no_record_is_named(line: bytes, column: int, words: str) -> None:
    found = next(iter(check_lines(io.BytesIO(line))))
    assert isinstance(found, Finding)
    assert words in found.message
    assert (found.place.line, found.place.column) == (1, column)


@pytest.mark.parametrize(
    ("inside", "path", "words"),
    [
        ('"lable":1', "lable", "did you mean 'labels'?"),
        ('"extractor":{"version":"1"}', "extractor.name", "missing"),
        ('"text":1', "text", "expected a string, found 1"),
        ('"text_sha256":"ABC"', "text_sha256", "64 hexadecimal digits"),
        ('"schema":"mini"', "schema", "name@X.Y.Z"),
        ('"meta":[1]', "meta", "expected an object, found a list of 1"),
        ('"meta":{"n":9007199254740993}', "meta.n", "beyond +-2**53"),
        ('"meta":{"n":123456789012345678901234567890}', "meta.n", "beyond +-2**53"),
        ('"meta":{"a":{"b":1,"b":2}}', "meta.a", "the key 'b' stands twice"),
        ('"labels":{"a":[1]}', "labels.a", "found a list of 1"),
        ('"labels":{"a":[]}', "labels.a", "found a list of 0"),
        ('"incomplete_for":["*"]', "incomplete_for[0]", '"*/coref"'),
        ('"entities":{}', "entities", "expected a list, found an object of 0"),
        ('"entitys":[]', "entitys", "did you mean 'entities'?"),
        ('"lable":null', "lable", "unknown key"),
        ('"events":[{"id":"E1","type":"A","trigger":{"spans":[[0,1]],"was":[]}}]',
         "events[0].trigger.was", "expected only spans, text"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,1]],"nots":""}]', "entities[0].nots", "did you mean 'note'?"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,1]],"attributes":[]}]', "entities[0].attributes", "an object"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,1]],"attributes":{"":"x"}}]',
         "entities[0].attributes", "names that are strings and not empty, found ''"),
        ('"extractor":{"name":"x","tokens":-1}', "extractor.tokens", "expected 0 or more, found -1"),
        ('"extractor":{"name":"x","unplaced":[{"layer":"mentions","type":"A","text":"a","reason":"b"}]}',
         "extractor.unplaced[0].layer", 'expected "entities", "events" or "relations"'),
        ('"extractor":{"name":"x","unplaced":[{"layer":"events","type":"A","text":"a","nth":0,"reason":"b"}]}',
         "extractor.unplaced[0].nth", "expected 1 or more, found 0"),
        ('"extractor":{"name":"x","unplaced":[{"layer":"events","type":"A","text":"a","nth":2,"reason":"b"}]}', "", ""),
        ('"extractor":null', "", ""),
        ('"entities":[3]', "entities[0]", "expected an object, found 3"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,true]]}]', "entities[0].spans[0][1]", "found true"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0]]}]', "entities[0].spans[0]", "[start, end]"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,1,2]]}]', "entities[0].spans[0]", "found a list of 3"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,1],2]}]', "entities[0].spans[1]", "[start, end], found 2"),
        ('"entities":[{"id":"T1","type":"A","spans":[]}]', "entities[0].spans", "at least one"),
        ('"entities":[{"id":"T1","type":"A","spans":[[2,1]]}]', "entities[0].spans[0]", "end 1 is before start 2"),
        ('"entities":[{"id":"","type":"A","spans":[[0,1]]}]', "entities[0].id", "empty; expected an id"),
        ('"entities":[{"id":"T1","type":"A","spans":[[0,1]],"score":"1"}]', "entities[0].score", "expected a number"),
        ('"relations":[{"id":"R1","type":"A","head":"x"}]', "relations[0].tail", "missing"),
        ('"events":[{"id":"E1","type":"A","arguments":[{"role":"r","target":"E1"}]}]',
         "events[0].arguments[0].target", "a cycle of events: 'E1' -> 'E1'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_record_is_named_with_its_path(inside: str, path: str, words: str) -> None:
    line = '{"id":"d","schema":"a@1.0.0",' + inside + "}"
    line = line.replace('"schema":"a@1.0.0","schema"', '"schema"')
    findings = [found for found in check_lines(io.BytesIO(line.encode())) if isinstance(found, Finding)]
    if path:
        assert [(found.path, words in found.message) for found in findings] == [(path, True)], findings
    else:
        assert not findings


def pair_lists(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Objects as lists of pairs, so that a key can stand twice."""
    return st.lists(st.tuples(st.sampled_from(["a", "b", ":", '"', "\\"]), inner), max_size=3).map(tuple)


@examples(150)
@given(
    st.recursive(
        st.none() | st.text('ab:"\\{', max_size=3), lambda inner: st.lists(inner, max_size=3) | pair_lists(inner)
    )
)
def test_a_key_that_stands_twice_is_always_found(value: Any) -> None:
    line = spelt(value).encode()
    once = orjson.dumps(orjson.loads(line))
    assert says_the_same(line, once) == (not list(contested(line)))


def spelt(value: Any) -> str:
    """The JSON text of a value whose objects are tuples of pairs."""
    if isinstance(value, tuple):
        return "{" + ", ".join(f"{json.dumps(key)} : {spelt(each)}" for key, each in value) + "}"
    return "[" + ",".join(map(spelt, value)) + "]" if isinstance(value, list) else json.dumps(value)


def test_reading_good_records_and_bad_ones_loads_no_pydantic() -> None:
    script = """
import io, sys
from annotator.datasets.record import check_lines, read_documents
list(read_documents(io.BytesIO(b'{"id":"d","schema":"a@1.0.0","entities":[],"relations":[],"events":[]}\\n')))
assert list(check_lines(io.BytesIO(b'{"id":1,"ids":2}')))
print(sorted({"pydantic", "numpy", "sqlalchemy"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
