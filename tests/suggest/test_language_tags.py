from __future__ import annotations

import pytest

from annotator.suggest.language_tags import main_language, normal_language


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("en", "en"),
        (" EN_gb ", "en-gb"),
        ("zh-Hant-TW", "zh-hant-tw"),
        ("eng", "en"),
        ("jpn", "ja"),
        ("", None),
        ("English, mostly", None),
        ("english", None),
        ("2", None),
        ("日本", None),
        (None, None),
        (7, None),
        (["en"], None),
    ],
)
def test_language_tags(tag: object, normal: str | None) -> None:
    assert normal_language(tag) == normal


@pytest.mark.parametrize(("tag", "main"), [("en", "en"), ("zh-hant-tw", "zh")])
def test_the_main_language(tag: str, main: str) -> None:
    assert main_language(tag) == main
