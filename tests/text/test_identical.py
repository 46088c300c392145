from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.identical import identical
from tests.reaching import reached, reaching


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("Varania", "Varania, Varania’s, Varania-backed, Varanian, xVarania, Varania", [9, 20, 56]),
        ("Port Selm", "Port Selm / Port\u00a0Selm / Port\nSelm / Port\n\nSelm / Port Selms", [12, 24]),
        ("Orrin", "Orrin Orrin\u0301 Orrin_ anti-Orrin Orrin2", [25]),
        ("U.S.", "U.S. U.S.-led (U.S.)", [5, 15]),
        ("漢字", "漢字 漢字", [3]),
        ("C++", "C++ C++ C", [4]),
    ],
)
def test_the_same_words_alone_or_before_a_hyphen(words: str, text: str, expected: list[int]) -> None:
    assert [start for start, _ in identical(text, (0, len(words)))] == expected


def test_places_to_skip() -> None:
    assert identical("a a a", (0, 1), skip=[(2, 3)]) == [(4, 5)]
    assert identical(" \n ", (0, 2)) == []


@reaching(0.05)
@given(st.lists(st.sampled_from(["Selm", " ", "-", "’s", "Port", "Selmish", "\n"]), min_size=1, max_size=30), st.data())
def test_every_place_shows_the_same_words_and_knows_the_others(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first + 1, min(first + 3, len(pieces))))
    start, end = len("".join(pieces[:first])), len("".join(pieces[:last]))
    words = text[start:end]
    if words != words.strip():
        return
    places = identical(text, (start, end))
    reached(places)
    for place in places:
        assert text[slice(*place)].split() == words.split()
        assert place != (start, end)
        others = {(start, end), *identical(text, (start, end))} - {place}
        assert set(identical(text, place)) in (others, others - {(start, end)})
