"""Groups of the annotations of several layers: each annotation in one, and only what is paired together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.adjudication.groups import group_layers
from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.strategies import documents

TEXT = "Ana met Ben of the border guards in Varania on Monday."


@pytest.mark.slow
@given(st.lists(documents(text=st.just(TEXT)), min_size=2, max_size=4))
@examples(60)
def test_every_annotation_is_in_one_group(layers: list[Document]) -> None:
    named = {f"n{number}": layer for number, layer in enumerate(layers)}
    groups = group_layers(named)
    grouped = sorted(member for members in groups.members.values() for member in members.items())
    assert grouped == sorted((name, each.id) for name, layer in named.items() for each in layer.annotations())


def mentions(*words: str) -> Document:
    found = [Entity(f"T{at}", "X", ((at, at + len(each)),), each) for each in words for at in (TEXT.index(each),)]
    return new_document("d", TEXT, schema_ref="mini@1.0.0", entities=by_id(found))


def test_what_a_third_layer_alone_has_is_in_no_group_of_the_second() -> None:
    layers = {
        "a": mentions("Ana", "Ben", "met"),
        "b": mentions("Ana", "Ben", "Varania"),
        "c": mentions("guards", "Monday"),
    }
    groups = group_layers(layers)
    assert [set(members) for members in groups.members.values()] == [
        {"a", "b"}, {"a"}, {"a", "b"}, {"c"}, {"b"}, {"c"},
    ]  # fmt: skip
