"""Words of scripts without blanks, by the models of an extra."""

from __future__ import annotations

import pytest

from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.segment.unspaced_words import model_of, unspaced_words

pytest.importorskip("budoux", reason="needs the extra cjk")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["彼", "は", "昨日", "、", "東京", "へ", "行っ", "た", "。"]),
        ("zh", ["政府", "周一", "在", "北部", "城市", "附近", "，", "U.S", ".", "3.5"]),
        ("th", ["เขา", "ไป", "ตลาด", "แล้ว", "3"]),
    ],
)
def test_words(language: str, words: list[str]) -> None:
    text = "".join(words)
    assert [text[start:end] for start, end in segmenter_for(language).tokens(text, 0, len(text))] == words


@pytest.mark.parametrize(
    ("language", "model"),
    [("ja", "ja"), ("zh", "zh-hans"), ("zh-tw", "zh-hant"), ("zh-hant-hk", "zh-hant"), ("th", "th"), ("ko", None)],
)
def test_the_model_of_a_language(language: str, model: str | None) -> None:
    assert model_of(language) == model


def test_a_model_that_loses_characters_leaves_one_word_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    from budoux.parser import Parser

    monkeypatch.setattr(Parser, "parse", lambda self, letters: ["漢"])
    assert list(unspaced_words("ja")("漢字が", 0, 3)) == [(0, 1), (1, 2), (2, 3)]
