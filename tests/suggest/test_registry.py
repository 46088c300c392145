"""Suggesters by name: the built-in ones, another package's through its entry point, and what is wrong with others."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from annotator.errors import InputError
from annotator.suggest import registry
from annotator.suggest.registry import BUILT_IN, GROUP, suggester_named, suggester_names


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_a_built_in_suggester_says_its_name(name: str) -> None:
    assert suggester_named(name).name == name


def test_each_call_makes_a_new_one() -> None:
    assert suggester_named("english-news") is not suggester_named("english-news")


def test_another_package_adds_one_by_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = EntryPoint("mine", "tests.suggest.test_several:Silent", GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [mine] if group == GROUP else [])
    assert suggester_named("mine").name == "silent"
    assert suggester_names() == sorted([*BUILT_IN, "mine"])


@pytest.mark.parametrize(
    ("name", "message"),
    [("english-new", "did you mean english-news?"), ("x", f"expected one of {', '.join(sorted(BUILT_IN))}")],
)
def test_an_unknown_name_is_refused_with_the_known_ones(name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        suggester_named(name)


@pytest.mark.parametrize("place", ["tests.nowhere:X", "tests.suggest.test_several:Nothing"])
def test_one_that_cannot_be_loaded_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setitem(registry.BUILT_IN, "broken", place)
    with pytest.raises(InputError, match=f"'broken' cannot be loaded from {place}: "):
        suggester_named("broken")
