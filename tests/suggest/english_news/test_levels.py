from __future__ import annotations

import pytest

from annotator.suggest.english_news.levels import country_of, is_demonym, level_of


@pytest.mark.parametrize(
    ("surface", "level"),
    [
        ("US", "NAM"),
        ("us", "PRO"),
        ("They", "PRO"),
        ("Varanian", "ADJ"),
        ("Oskell", "NAM"),
        ("troops", "NOM"),
        ("Militants", "NOM"),
        ("Dawn Column", "NAM"),
        ("THEY", "NAM"),
        ("I", "PRO"),
        ("Security forces", "NOM"),
        ("border guard", "NOM"),
        ("al-Marek", "NAM"),
        ("Border Corps", "NAM"),
        ("Secretary General", "NOM"),
        ("President", "NOM"),
        ("Christian", "NAM"),
        ("American", "ADJ"),
        ("anti-Varanian", "NAM"),
    ],
)
def test_levels(surface: str, level: str) -> None:
    assert level_of(surface) == level


def test_invented_demonyms_are_known_by_the_places_seen() -> None:
    places = frozenset(("Varania", "Oskell", "Tessal", "Marrow", "Kesh"))
    found = {word: country_of(word, places) for word in ("Varanian", "Oskellian", "Tessalese", "Marrowish", "Keshi")}
    assert found == {
        "Varanian": "Varania",
        "Oskellian": "Oskell",
        "Tessalese": "Tessal",
        "Marrowish": "Marrow",
        "Keshi": "Kesh",
    }
    assert (country_of("Iranian"), country_of("Orrin", places)) == ("Iran", None)
    assert level_of("Keshi", places) == "ADJ"
    assert level_of("Keshi") == "NAM"


@pytest.mark.parametrize(
    ("word", "expected"), [("French", True), ("Varanian", True), ("Brian", False), ("guardian", False)]
)
def test_demonyms(word: str, expected: bool) -> None:
    assert is_demonym(word) is expected
