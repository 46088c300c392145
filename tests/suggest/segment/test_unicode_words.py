from __future__ import annotations

import pytest

from annotator.suggest.segment.unicode_words import unicode_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Ärger-Topf, 5.200,5 Euro", ["Der", "Ärger", "-", "Topf", ",", "5.200,5", "Euro"]),
        ("can't l’eau", ["can't", "l’eau"]),
        ("U.S. x.y", ["U.S", ".", "x.y"]),
        ("foo_bar 3_4", ["foo_bar", "3_4"]),
        ("צה\"ל ג'", ['צה"ל', "ג'"]),
        ("کتاب‌ها رفت", ["کتاب‌ها", "رفت"]),
        ("한국어 단어", ["한국어", "단어"]),
        ("カタカナ漢字", ["カタカナ", "漢", "字"]),
        ("กำลัง", ["กำ", "ลั", "ง"]),
        ("क्षेत्र हिन्दी।", ["क्षेत्र", "हिन्दी", "।"]),
        ("e\u0301t\u00ade", ["e\u0301t\u00ade"]),
        ("👩\u200d👧🇺🇦🇩🇪!?", ["👩\u200d👧", "🇺🇦", "🇩🇪", "!", "?"]),
        ("\u06003", ["\u06003"]),
        ("\u0600 3", ["\u0600", "3"]),
    ],
)
def test_words_of_many_languages(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in unicode_words(text, 0, len(text))] == expected
