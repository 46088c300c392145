"""Pipelines of Hugging Face: whole mentions, tokens put together, words without offsets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats.extractor_output.hf_pipeline import HfPipeline
from tests.formats.extractor_output.written import file_of, found_in, recognised_and_read
from tests.formats.passing import read_all

TEXT = "Ilan Márek left Oskell. 🚀 Oskell"


def token(tag: str, word: str, start: int | None, end: int | None, **rest: Any) -> dict[str, Any]:
    return {"entity": tag, "word": word, "start": start, "end": end, **rest}


def read(folder: Path, *entities: dict[str, Any], text: str | None = TEXT) -> tuple[Any, Any]:
    row = {"id": "d", "entities": list(entities)} | ({"text": text} if text is not None else {})
    (document,), report = recognised_and_read(HfPipeline(), folder, row)
    return document, report


def test_groups_are_mentions_with_their_scores(tmp_path: Path) -> None:
    group = {"entity_group": "PER", "word": "ilan marek", "start": 0, "end": 10, "score": 0.75, "extra": 1}
    document, report = read(tmp_path, group, {"entity_group": "GPE", "word": "[UNK]", "start": 24, "end": 25})
    assert found_in(document) == [("PER", "Ilan Márek", ((0, 10),)), ("GPE", "🚀", ((24, 25),))]
    assert document.entities["T1"].score == 0.75
    assert document.meta == {"hf-pipeline": {"T1": {"extra": 1}}}
    assert not report.notes


def test_tokens_are_put_together_by_their_tags(tmp_path: Path) -> None:
    document, _ = read(
        tmp_path,
        token("B-PER", "Ilan", 0, 4, score=0.5, index=1),
        token("I-PER", "Mar", 5, 8, score=1.0, index=2),
        token("I-PER", "##ek", 8, 10, score=0.75, index=3),
        token("I-GPE", "Oskell", 16, 22, score=1.0, index=5),
        token("I-GPE", "Oskell", 26, 32, score=1.0, index=8),
        token("O", "x", 0, 1, index=9),
    )
    assert found_in(document) == [
        ("PER", "Ilan Márek", ((0, 10),)),
        ("GPE", "Oskell", ((16, 22),)),
        ("GPE", "Oskell", ((26, 32),)),
    ]
    assert document.entities["T1"].score == 0.75


def test_without_index_what_stands_apart_is_apart_and_a_new_beginning_too(tmp_path: Path) -> None:
    document, _ = read(
        tmp_path,
        token("PER", "Ilan", 0, 4),
        token("PER", "Marek", 5, 10),
        token("B-GPE", "Osk", 16, 19),
        token("B-GPE", "ell", 19, 22),
        token("GPE", "Oskell", 26, 32),
    )
    assert [words for _, words, _ in found_in(document)] == ["Ilan Márek", "Osk", "ell", "Oskell"]


def test_words_without_offsets_are_placed_in_order(tmp_path: Path) -> None:
    document, report = read(
        tmp_path,
        token("B-GPE", "\u0120Oskell", None, None, index=1),
        token("B-GPE", "Osk", None, None, index=4),
        token("I-GPE", "##ell", None, None, index=5),
        token("B-GPE", "Selm", None, None, index=9),
    )
    assert found_in(document) == [("GPE", "Oskell", ((16, 22),)), ("GPE", "Oskell", ((26, 32),))]
    assert [each.text for each in document.extractor.unplaced] == ["Selm"]
    assert report.notes == ("a word has no place: not in the text; it is kept in extractor.unplaced",)


def test_words_that_differ_from_the_text_are_told(tmp_path: Path) -> None:
    _, report = read(tmp_path, {"entity_group": "PER", "word": "Selm", "start": 0, "end": 4})
    assert report.notes == ("words differ from those of the text at their offsets; the offsets count",)


def test_without_a_text_offsets_and_words_are_taken(tmp_path: Path) -> None:
    document, _ = read(tmp_path, {"entity_group": "PER", "word": "Ilan", "start": 0, "end": 4}, text=None)
    assert (document.text, found_in(document)) == (None, [("PER", "Ilan", ((0, 4),))])


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"word": "Ilan", "start": 0, "end": 4}, "entities[0]: has no type; expected entity_group or entity"),
        (token("B-PER", "Ilan", 0, 99), "entities[0]: 0 to 99 does not stand in the text"),
    ],
)
def test_a_fault_is_told_with_its_line_and_path(said: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, [{"id": "d", "text": TEXT, "entities": [said]}])
    with pytest.raises(FormatError) as caught:
        read_all(HfPipeline(), path)
    assert f"{path}:1: {message}" in str(caught.value)
