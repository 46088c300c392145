"""The fast way of reading passes good lines in any usual spelling, and leaves what is in doubt to the thorough one."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from annotator.datasets.decoding import decoded
from annotator.datasets.record import read_records
from annotator.datasets.record_bytes import document_bytes
from annotator.errors import RecordError
from annotator.model.canonical import numbers, record_of
from annotator.model.document import Document
from tests.examples import examples
from tests.strategies import documents

USUAL = b'{"id":"d","schema":"s@1.0.0","entities":[{"id":"T1","type":"A","spans":[[0,1]],"attributes":{}}],'
USUAL += b'"relations":[],"events":[]}\n'


@examples(60)
@given(documents(), st.sampled_from(["canonical", "spaced", "escaped"]))
def test_a_good_line_is_passed_however_it_is_spelt(document: Document, spelling: str) -> None:
    line = document_bytes(document)
    if spelling != "canonical":
        separators = (" , ", " : ") if spelling == "spaced" else None
        line = (
            json.dumps(json.loads(line), ensure_ascii=spelling == "escaped", separators=separators).encode() + b"\r\n"
        )
    record = record_of(document)
    (read,) = read_records(io.BytesIO(line))
    assert record_of(document) == read
    event("passed" if decoded(line) else "in doubt")
    assert decoded(line) == record or numbers(record)


@pytest.mark.parametrize(
    "line",
    [
        USUAL,
        USUAL.replace(b":", b": ").replace(b",", b", "),
        USUAL.replace(b',"attributes":{}', b""),
        USUAL.replace(b'"attributes":{}', b'"attributes":{"a":"b"},"coref":"e:1","score":0.5'),
        b'{"id":"d","entities":[]}',
        b'{"events":[],"id":"d"}',
        b'{"id":"d"}',
    ],
)
def test_usual_lines_pass(line: bytes) -> None:
    assert decoded(line) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"type":"A"', b'"type":"B","type":"A"'),
        (b'"id":"d"', b'"id":"e","id":"d"'),
        (b'"id":"d"', b'"id": "e", "id": "d"'),
        (b'"attributes":{}', b'"attributes":{"a":"b","a":"b"}'),
        (b'"attributes":{}', b'"attributes":{"a":9007199254740993}'),
        (b'"attributes":{}', b'"attributes":{},"was":{"a":{"b":1,"b":1}}'),
        (b'"attributes":{}', b'"attributes":{},"was":[12345678901234567890]'),
        (b'"attributes":{}', b'"attributes":{},"was":' + b"[" * 300 + b"]" * 300),
        (b'"schema"', b'"meta":{"a":9007199254740993},"schema"'),
        (b'"schema"', b'"meta":{"a":' + b"[" * 300 + b"]" * 300 + b'},"schema"'),
        (b"[[0,1]]", b"[[0,1.0]]"),
        (b"[[0,1]]", b"[[0,9007199254740993]]"),
        (b'"T1"', b'"\\ud800"'),
        (b'"T1"', b'"\xff"'),
        (b'"T1"', b'"a\x01"'),
        (b'"type":"A"', b'"type":""'),
        (b'{"id":"d"', b'\xef\xbb\xbf{"id":"d"'),
        (b'{"id":"d"', b'\x1e{"id":"d"'),
    ],
)
def test_doubtful_lines_do_not_and_are_refused(old: bytes, new: bytes) -> None:
    line = USUAL.replace(old, new)
    assert line != USUAL
    assert decoded(line) is None
    with pytest.raises(RecordError):
        list(read_records(io.BytesIO(line)))
