"""Pipelines of Hugging Face: whole mentions, tokens put together, words without offsets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.datasets.write import write_records
from annotator.errors import FormatError
from annotator.eval.input_options import InputOptions
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.stored import stored_answers
from annotator.formats.extractor_output.hf_pipeline import HfPipeline
from annotator.formats.recognition import recognised
from annotator.formats.sample import sample_of
from annotator.model.document import new_document
from annotator.project.scoring.predictions import predictions_of
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


LISTS = [
    [],
    [{"entity_group": "PER", "score": 0.75, "word": "Ilan", "start": 0, "end": 4}],
    [token("B-GPE", "Osk", 0, 3, score=0.5, index=1), token("I-GPE", "##ell", 3, 6, score=1.0, index=2)],
]
"""What a pipeline says of three texts."""


@pytest.mark.parametrize("is_one_list", [True, False])
@pytest.mark.parametrize("first", [0, 1])
def test_bare_lists_are_documents_in_their_order(is_one_list: bool, first: int, tmp_path: Path) -> None:
    path = file_of(tmp_path, LISTS[first:], as_list=is_one_list)
    assert recognised(path).name == "hf-pipeline"
    documents, _ = read_all(HfPipeline(), path)
    assert [each.id for each in documents] == [f"said-{number}" for number in range(1, 4 - first)]
    assert [found_in(each) for each in documents[-2:]] == [
        [("PER", "Ilan", ((0, 4),))],
        [("GPE", "Oskell", ((0, 6),))],
    ]
    assert all(each.text is None for each in documents)


@pytest.mark.parametrize("indent", [None, 2])
def test_one_list_alone_is_one_document(indent: int | None, tmp_path: Path) -> None:
    path = tmp_path / "said.json"
    path.write_text(json.dumps(LISTS[2], indent=indent), "utf-8")
    assert recognised(path).name == "hf-pipeline"
    ((document,), _) = read_all(HfPipeline(), path)
    assert (document.id, found_in(document)) == ("said-1", [("GPE", "Oskell", ((0, 6),))])


def test_a_fault_in_a_bare_list_is_told_with_its_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, [*LISTS, [{"word": "Ilan"}]])
    with pytest.raises(FormatError) as caught:
        read_all(HfPipeline(), path)
    assert f"{path}:4: entities[0]: has no type" in str(caught.value)


@pytest.mark.parametrize("is_one_list", [True, False])
def test_bare_lists_stand_for_the_articles_in_their_order(is_one_list: bool, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    write_records(
        [new_document(name, text) for name, text in zip("abc", ("Selm.", "Ilan.", "Oskell."), strict=True)], gold
    )
    path = file_of(tmp_path, LISTS, as_list=is_one_list)
    read = list(predictions_of(path, gold, InputOptions()))
    assert [(each.id, [one.type for one in each.entities]) for each in read] == [
        ("a", []),
        ("b", ["PER"]),
        ("c", ["GPE"]),
    ]
    articles = [Article("z", "Selm."), Article("y", "Ilan."), Article("x", "Oskell.")]
    answers = stored_answers("file:said", path, articles, Limits(), lambda _: None)
    assert [(each.article.id, len(each.document.entities)) for each in answers if each.document] == [
        ("z", 0),
        ("y", 1),
        ("x", 1),
    ]
    short = file_of(tmp_path, LISTS[1:], as_list=is_one_list)
    assert [each.id for each in predictions_of(short, gold, InputOptions())] == ["said-1", "said-2"]


def test_an_object_that_only_looks_like_a_mention_is_none(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"entity": "Selm", "score": 0.5}\n', "utf-8")
    assert not HfPipeline().recognizes(sample_of(tmp_path / "rows.jsonl"))
