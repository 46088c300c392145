"""The tree of a file: places of what is there, and of the nearest thing above what is not."""

from __future__ import annotations

from annotator.errors import Place
from annotator.schema.handwritten.node import key_place, path_of, paths, places_about, value_place
from annotator.schema.handwritten.yaml_tree import yaml_tree

ROOT = yaml_tree("a:\n  - b: 1\n  - c\n", "f")[0]


def test_a_place_is_that_of_the_value_or_of_its_key() -> None:
    assert value_place(ROOT, ("a", 0, "b")) == Place("f", 2, 8)
    assert key_place(ROOT, ("a", 0, "b")) == Place("f", 2, 5)
    assert key_place(ROOT, ("a", 1)) == value_place(ROOT, ("a", 1)) == Place("f", 3, 5)
    assert places_about(ROOT, ("a", 0, "b")) == {Place("f", 2, 8), Place("f", 2, 5)}


def test_what_is_not_there_has_the_place_of_what_is_above_it() -> None:
    list_place = value_place(ROOT, ("a",))
    assert value_place(ROOT, ("a", 2)) == value_place(ROOT, ("a", 2, "x")) == list_place
    assert value_place(ROOT, ("z",)) == ROOT.place
    assert key_place(ROOT, ("a", 7)) == Place("f", 1, 1)


def test_ways_are_written_as_messages_have_them() -> None:
    assert path_of(("a", 0, "b", "c", 12)) == "a[0].b.c[12]"
    assert path_of(()) == ""
    assert dict(paths(ROOT)) == {Place("f", 2, 8): "a[0].b", Place("f", 3, 5): "a[1]"}
