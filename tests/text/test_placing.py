"""Words find their place: the one that was meant, in the way that was allowed, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.placing import Misplaced, Placed, Placer
from annotator.text.placing_ways import PLACINGS, Placing
from tests.reaching import reached, reaching

TEXT = (
    "Selm fell. The mayor,\nJane\n Doe, left; \u201che\u201d went to Os\u00adkell."
    " Oskell took Selm. Anselm saw THE STRASSE."
)


def place(words: str, placing: Placing, nth: int = 1) -> str | None:
    found = Placer(TEXT, placing).place(words, nth)
    return TEXT[slice(*found.span)] if isinstance(found, Placed) else None


@pytest.mark.parametrize(
    ("words", "by_way"),
    [
        ("Selm", ["Selm"] * 4),
        ("Jane Doe", [None, "Jane\n Doe", "Jane\n Doe", "Jane\n Doe"]),
        (" Jane  Doe\n", [None, "Jane\n Doe", "Jane\n Doe", "Jane\n Doe"]),
        ("jane doe", [None, None, "Jane\n Doe", "Jane\n Doe"]),
        ("stra\u00dfe", [None, None, "STRASSE", "STRASSE"]),
        ("Jayne Doe", [None, None, None, "Jane\n Doe"]),
        ("Oskel took", [None, None, None, "Oskell took"]),
        ("Narnia", [None] * 4),
        ("", [None] * 4),
        (" \n", [None] * 4),
        ("?!", [None] * 4),
    ],
)
def test_each_way_takes_in_the_one_before_it(words: str, by_way: list[str | None]) -> None:
    assert [place(words, placing) for placing in PLACINGS] == by_way


def test_the_occurrence_that_is_meant_or_none() -> None:
    placer = Placer(TEXT)
    first, second = TEXT.index("Selm"), TEXT.index("took Selm") + 5
    assert placer.place("Selm", 1) == Placed((first, first + 4), "exact")
    assert placer.place("Selm", 2) == Placed((second, second + 4), "exact")
    assert placer.place("Selm", 9) == Misplaced("occurrence 9 is asked for; in the text 2 times")
    assert placer.place("Anselm", 2) == Misplaced("occurrence 2 is asked for; in the text once")
    assert placer.place("Selm", 0) == Misplaced("occurrence 0 is asked for; the first is 1")
    assert placer.place("Narnia") == Misplaced("not in the text")


def test_whole_words_come_before_parts_of_words() -> None:
    assert Placer("the bus told us, us").place("us", 1) == Placed((13, 15), "exact")
    assert Placer("the bus").place("us") == Placed((5, 7), "exact")


def test_without_blanks_between_words_every_occurrence_counts() -> None:
    text = "東京都と東京"
    assert Placer(text).place("東京", 2) == Placed((4, 6), "exact")


def test_the_most_alike_is_found_without_the_punctuation_around_it() -> None:
    assert Placer("Ms Janne Doe, (Jane Doe).", "fuzzy").place("Jane  Does") == Placed((15, 23), "fuzzy")


def test_the_threshold_says_how_much_alike() -> None:
    assert isinstance(Placer(TEXT, "fuzzy", 0.99).place("Jayne Doe"), Misplaced)


@given(st.text("ab B.\n\u00ad", max_size=40), st.data(), st.sampled_from(PLACINGS))
def test_a_span_is_found_again_by_its_words_where_they_can_say_it(
    text: str, data: st.DataObject, placing: Placing
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    placer = Placer(text, placing)
    nth = placer.nth((start, end))
    found = placer.place(text[start:end], nth or 1)
    assert (found == Placed((start, end), "exact")) is (nth is not None)


def said(words: str, placing: Placing) -> list[str]:
    """What a way to look sees of words."""
    return [words] if placing == "exact" else (words.lower() if placing == "case" else words).split()


@reaching(0.2)
@given(st.text("aAb .\n", max_size=40), st.text("aAb .\n", max_size=6), st.sampled_from(PLACINGS))
def test_what_is_placed_says_the_same_words(text: str, words: str, placing: Placing) -> None:
    way, spans = Placer(text, placing).occurrences(words)
    assert spans == sorted(set(spans))
    for start, end in spans:
        reached()
        assert 0 <= start < end <= len(text)
        assert way == "fuzzy" or said(text[start:end], way) == said(words, way)
