"""Potato: both ways in which a row is written, annotators, labels, and mentions that do not stand where they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.model.document import Document
from tests.formats.passing import read_all

TEXT = "Oskell struck Selm"
OLD: dict[str, Any] = {
    "user_id": "mira@x.org",
    "instance_id": "a",
    "displayed_text": TEXT,
    "label_annotations": {
        "mood": {"dark": "true"},
        "seen": {"b": True, "c": "c", "d": False},
        "why": {"text_box": "war"},
    },
    "span_annotations": [{"start": 0, "end": 6, "span": "Oskell", "annotation": "GPE"}],
    "behavioral_data": {"time_string": "4s"},
}


def read_rows(folder: Path, *rows: object) -> tuple[tuple[Document, ...], Report]:
    path = folder / "annotated_instances.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in rows))
    form = recognised(path)
    assert form.name == "potato"
    return read_all(form, path)


def said(document: Document) -> list[tuple[str, str | None]]:
    return [(each.type, each.text) for _, each in sorted(document.entities.items())]


def test_a_row_has_spans_and_labels(tmp_path: Path) -> None:
    (document,), report = read_rows(tmp_path, OLD)
    assert (document.id, document.text, document.annotator) == ("a", TEXT, "mira@x.org")
    assert said(document) == [("GPE", "Oskell")]
    assert document.labels == {"mood": "dark", "seen": ("b", "c"), "why": "war"}
    assert document.meta == {"potato": {"": {"behavioral_data": {"time_string": "4s"}}}}
    assert not report.losses


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ({"positive": "1"}, "positive"),
        ({"positive": "1", "calm": "3"}, ("positive", "calm")),
        ({"positive": "positive"}, "positive"),
        ({"scale_4": "4"}, "4"),
        ({"text_box": "7"}, "7"),
        ({"text_box": ""}, None),
        ({"number": 12}, 12),
    ],
)
def test_a_label_is_ticked_by_its_key(tmp_path: Path, said: dict[str, Any], label: Any) -> None:
    (document,), _ = read_rows(tmp_path, OLD | {"label_annotations": {"mood": said}})
    assert document.labels.get("mood") == label


def test_spans_may_stand_by_scheme_and_be_called_otherwise(tmp_path: Path) -> None:
    spans = {"places": [{"schema": "places", "name": "GPE", "start": 14, "end": 18, "id": "s1"}], "empty": []}
    row = {"id": 7, "text": TEXT, "span_annotations": spans, "label_annotations": {}}
    (document, empty), _ = read_rows(tmp_path, row, row | {"id": 8, "span_annotations": {}})
    assert (empty.id, said(empty)) == ("8", [])
    assert (document.id, said(document)) == ("7", [("GPE", "Selm")])
    assert document.meta == {"potato": {"T1": {"id": "s1", "schema": "places"}}}


def test_each_annotator_has_a_document_of_a_text(tmp_path: Path) -> None:
    found, report = read_rows(tmp_path, OLD, OLD | {"user_id": "ines"}, OLD | {"user_id": "ines", "instance_id": "b"})
    assert [(each.id, each.annotator) for each in found] == [
        ("a~mira@x.org", "mira@x.org"),
        ("a~ines", "ines"),
        ("b", "ines"),
    ]
    assert any("ID~ANNOTATOR" in note for note in report.notes)


def test_a_mention_is_put_where_its_words_stand_or_told(tmp_path: Path) -> None:
    def span(start: int, words: str, label: str | None = "GPE") -> dict[str, Any]:
        return {"start": start, "end": start + len(words), "span": words, "annotation": label}

    text = "  Oskell struck Selm, Selm"
    spans = [span(0, "Oskell"), span(0, "Selm"), span(0, "Ilan"), span(2, "Oskell", None), span(99, "struck")]
    (document,), report = read_rows(tmp_path, OLD | {"displayed_text": text, "span_annotations": spans})
    assert said(document) == [("GPE", "Oskell"), ("GPE", "struck")]
    assert [(each.what, each.count) for each in report.losses] == [("mention", 1), ("mention", 2)]
    assert any("once in the text" in note for note in report.notes)


def test_what_is_no_row_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"jsonl:2: span_annotations\[0\].end: missing"):
        read_rows(tmp_path, OLD, OLD | {"instance_id": "b", "span_annotations": [{"start": 1}]})
    found, report = read_rows(tmp_path, OLD, {"instance_id": "c", "span_annotations": []})
    assert (len(found), [str(each) for each in report.losses]) == (1, ["1 x row: line 2 has no text"])
    _, report = read_rows(tmp_path, OLD | {"label_annotations": {"x": {"y": [1]}, "z": [2]}})
    assert [(each.what, each.count) for each in report.losses] == [("label", 2)]
