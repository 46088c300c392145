from __future__ import annotations

import pytest

from annotator.suggest.segment.english_words import english_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oskell-backed men", ["Oskell", "-", "backed", "men"]),
        ("Varania’s army", ["Varania", "’s", "army"]),
        ("the U.S. Embassy", ["the", "U.S.", "Embassy"]),
        ("on Feb. 16, 5,200 men", ["on", "Feb.", "16", ",", "5,200", "men"]),
        ("$1,500 and 3.5%", ["$1,500", "and", "3.5%"]),
        ("Selm-al-Sha’abi", ["Selm", "-", "al", "-", "Sha’abi"]),
        ("漢字kana", ["漢", "字", "kana"]),
        ("“Quoted”.", ["“", "Quoted", "”", "."]),
        ("in\u00a0Tessal", ["in", "Tessal"]),
        ("the K-1 base in the 2010s", ["the", "K", "-", "1", "base", "in", "the", "2010s"]),
        ("2nd of 40km", ["2nd", "of", "40", "km"]),
        ("A\u200bcme co\u00adop", ["A\u200bcme", "co\u00adop"]),
        ("می\u200cخواهم رفت", ["می\u200cخواهم", "رفت"]),
        ("Orrin漢字", ["Orrin", "漢", "字"]),
        ("👨\u200d👩\u200d👧🇺🇦🇩🇪!", ["👨\u200d👩\u200d👧", "🇺🇦", "🇩🇪", "!"]),
        ("militants’ and don’t", ["militants", "’", "and", "don’t"]),
    ],
)
def test_words_of_the_news(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in english_words(text, 0, len(text))] == expected
