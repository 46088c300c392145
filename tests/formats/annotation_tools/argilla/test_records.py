"""Argilla: records of 1.x and 2.x, nested and flat; who has answered what, and what is no gold."""

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
OSKELL: dict[str, Any] = {"start": 0, "end": 6, "label": "GPE"}
SELM: dict[str, Any] = {"start": 14, "end": 18, "label": "GPE"}

OLD: dict[str, Any] = {
    "text": TEXT,
    "tokens": TEXT.split(),
    "prediction": [["GPE", 0, 6, 0.9]],
    "prediction_agent": "model",
    "annotation": [["GPE", 0, 6], SELM | {"score": 1.0}],
    "annotation_agent": "mira",
    "id": "a",
    "metadata": {"source": "wire"},
    "status": "Validated",
    "event_timestamp": None,
}
NESTED: dict[str, Any] = {
    "id": "b",
    "fields": {"text": TEXT, "title": "War"},
    "metadata": {"source": "wire"},
    "suggestions": {"places": {"value": [SELM], "score": 0.5, "agent": "model"}},
    "responses": {
        "places": [{"value": [OSKELL], "user_id": "u1", "status": "submitted"}, {"value": [SELM], "user_id": "u2"}],
        "mood": [{"value": "dark", "user_id": "u1"}, {"value": ["x"], "user_id": "u3", "status": "draft"}],
    },
    "vectors": {},
    "status": "completed",
}
FLAT: dict[str, Any] = {
    "id": "c",
    "status": "completed",
    "text": TEXT,
    "year": 2031,
    "places.responses": [[OSKELL], [SELM]],
    "places.responses.users": ["u1", "u2"],
    "places.responses.status": ["submitted", "discarded"],
    "places.suggestion": [SELM],
    "places.suggestion.score": None,
    "mood.responses": None,
}


def read_records(folder: Path, *rows: object) -> tuple[tuple[Document, ...], Report]:
    path = folder / "records.json"
    path.write_text(json.dumps(list(rows), indent=1))
    form = recognised(path)
    assert form.name == "argilla"
    return read_all(form, path)


def said(document: Document) -> list[tuple[str, str | None]]:
    return [(each.type, each.text) for _, each in sorted(document.entities.items())]


def lost(report: Report) -> list[str]:
    return [str(each) for each in report.losses]


def test_records_of_token_classification(tmp_path: Path) -> None:
    others = [
        OLD | {"id": "b", "annotation": None},
        OLD | {"id": "c", "status": "Discarded"},
        OLD | {"id": "d", "annotation": []},
    ]
    found, report = read_records(tmp_path, OLD, *others)
    assert [(each.id, each.annotator, said(each)) for each in found] == [
        ("a", "mira", [("GPE", "Oskell"), ("GPE", "Selm")]),
        ("d", "mira", []),
    ]
    assert found[0].meta == {"source": "wire", "argilla": {"": {"tokens": TEXT.split()}}}
    answer, *rows, suggestion = lost(report)
    assert answer == "1 x answer: it is discarded, and no gold"
    assert [each.endswith("has no answer that was submitted") for each in rows] == [True, True]
    assert suggestion == "4 x suggestion: a program made it; nobody has submitted it"


def test_records_with_span_questions(tmp_path: Path) -> None:
    found, report = read_records(tmp_path, NESTED)
    assert [(each.id, each.annotator, said(each), each.labels) for each in found] == [
        ("b~u1", "u1", [("GPE", "Oskell")], {"mood": "dark"}),
        ("b~u2", "u2", [("GPE", "Selm")], {}),
    ]
    assert found[0].meta == {"title": "War", "source": "wire", "argilla": {"": {"status": "completed"}}}
    assert lost(report) == [
        "1 x answer: it is draft, and no gold",
        "1 x suggestion: a program made it; nobody has submitted it",
    ]


def test_flat_records(tmp_path: Path) -> None:
    (document,), report = read_records(tmp_path, FLAT)
    assert (document.id, document.annotator, said(document)) == ("c", "u1", [("GPE", "Oskell")])
    assert document.meta == {"year": 2031, "argilla": {"": {"status": "completed"}}}
    assert [each.what for each in report.losses] == ["answer", "suggestion"]


def test_spans_of_several_questions_keep_theirs(tmp_path: Path) -> None:
    answers: dict[str, Any] = {"one": [OSKELL], "two": [SELM | {"x": 1}], "rated": 4, "ranked": [{"rank": 1}]}
    responses = {question: [{"value": answer, "user_id": "u"}] for question, answer in answers.items()}
    (document,), report = read_records(tmp_path, NESTED | {"responses": responses, "suggestions": {}})
    assert document.meta["argilla"]["T1"] == {"question": "one"}
    assert document.meta["argilla"]["T2"] == {"question": "two", "x": 1}
    assert document.labels == {"rated": 4}
    assert lost(report) == ["1 x answer: it is of a kind that the record does not have"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (OLD | {"annotation": [["GPE", 0, 99]]}, "annotation[0]: 0 to 99 does not stand in the text of 18"),
        (FLAT | {"places.responses": [[OSKELL | {"text": "Selm"}]]}, "places.responses[0][0]: 0 to 6 is 'Oskell' in"),
        (NESTED | {"fields": {"a": "x", "b": "y"}}, "fields: the text could be any of a, b"),
        ({"text": TEXT}, "no record of Argilla; expected annotation and its agent"),
    ],
)
def test_a_fault_is_told_with_its_place(row: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read_records(tmp_path, OLD | {"id": "z"}, row)
    assert message in str(caught.value)
