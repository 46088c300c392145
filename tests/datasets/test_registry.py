"""The corpus registry: read and written with the rigour of records."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.registry import Registered, check_registry, read_registry, write_registry
from annotator.errors import Finding, RecordError
from tests.examples import examples
from tests.strategies import names

KINDS = st.sampled_from(["entity", "event"])
LINKS = st.lists(names(), max_size=2).map(tuple)
ENTRIES = st.builds(Registered, names(), KINDS, names(), names(), LINKS, st.none() | names())


@examples(50)
@given(st.lists(ENTRIES, max_size=5, unique_by=lambda entry: entry.id))
def test_what_is_written_is_read_again_sorted_by_id(entries: list[Registered]) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    assert write_registry(entries, first) == len(entries)
    read = list(read_registry(io.BytesIO(first.getvalue())))
    assert read == sorted(entries, key=lambda entry: entry.id)
    write_registry(reversed(read), second)
    assert second.getvalue() == first.getvalue()


def test_the_bytes_are_the_contract() -> None:
    target = io.BytesIO()
    write_registry([Registered("e:acme", "entity", "ORG", "Acme", ("wikidata:Q1",), "a maker")], target)
    assert target.getvalue() == (
        b'{"id":"e:acme","kind":"entity","type":"ORG","name":"Acme","links":["wikidata:Q1"],"note":"a maker"}\n'
    )


@pytest.mark.parametrize(
    ("line", "path", "words"),
    [
        (b'{"id":"a","kind":"person","type":"P","name":"A"}', "kind", "found 'person'"),
        (b'{"id":"a","kind":"entity","type":"P"}', "name", "missing"),
        (b'{"id":"a","kind":"entity","type":"P","name":"A","nmae":"B"}', "nmae", "did you mean 'name'?"),
        (b'{"id":"a","kind":"entity","type":"P","name":"A","name":"B"}', "", "'name' stands twice"),
        (b'{"id":"a","kind":"entity","type":"","name":"A"}', "type", "not empty"),
    ],
)
def test_what_is_wrong_is_named(line: bytes, path: str, words: str) -> None:
    (found,) = check_registry(io.BytesIO(line))
    assert isinstance(found, Finding)
    assert (found.path, found.place.line) == (path, 1)
    assert words in found.message
    with pytest.raises(RecordError):
        list(read_registry(io.BytesIO(line)))


def test_one_id_names_one_thing() -> None:
    line = b'{"id":"a","kind":"entity","type":"P","name":"A"}\n'
    with pytest.raises(RecordError, match=":2: id: 'a' is already the id of line 1"):
        list(read_registry(io.BytesIO(line * 2)))
    with pytest.raises(RecordError, match="two things have this id"):
        write_registry([Registered("a", "entity", "P", "A"), Registered("a", "event", "P", "B")], io.BytesIO())
