from __future__ import annotations

import builtins

import pytest

from annotator.suggest.segment.languages import segmenter_for


@pytest.mark.parametrize(("language", "name"), [("en-gb", "en-1"), ("de", "unicode-de-1"), ("qqq", "unicode-qqq-1")])
def test_the_rules_of_a_language(language: str, name: str) -> None:
    segmenter = segmenter_for(language)
    assert (segmenter.name, segmenter.notice) == (name, "")


def test_without_the_extra_the_words_are_single_characters_and_the_notice_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **named: object) -> object:
        if name.partition(".")[0] == "budoux":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    segmenter = segmenter_for("ja")
    assert list(segmenter.tokens("漢字", 0, 2)) == [(0, 1), (1, 2)]
    assert 'pip install "gold-annotator[cjk]"' in segmenter.notice


def test_segmenters_are_made_anew_so_that_none_keeps_another_ones_text() -> None:
    assert segmenter_for("en") is not segmenter_for("en")
