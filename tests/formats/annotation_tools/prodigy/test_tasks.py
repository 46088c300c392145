"""Prodigy: real files with their counts, answers, rows of one text, tokens, and there and back."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.annotation_tools.prodigy.tasks import HOLDS, Prodigy
from annotator.formats.losses import fitted
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.model.annotation import Relation, mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.formats.passing import read_all, there_and_back
from tests.reaching import reached, reaching
from tests.shared import SHARED, needs_shared
from tests.strategies import documents, flat_documents

CORPUS = SHARED / "corpora" / "prodigy"
FILES = json.loads((CORPUS / "expected.json").read_text("utf-8"))["files"] if CORPUS.is_dir() else {}


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_real_files_have_the_counts_that_were_made_independently(name: str) -> None:
    expected: dict[str, Any] = FILES[name]
    found, report = read_all(Prodigy(), CORPUS / name)
    types = Counter(each.type for document in found for each in document.entities.values())
    assert types == expected["spans_by_type_in_accepted_or_unanswered_rows"]
    left_out = sum(each.count for each in report.losses if each.what == "row")
    assert left_out == sum(expected["answers"].get(each, 0) for each in ("reject", "ignore"))
    rows = sum(1 + len(document.meta.get("prodigy", {}).get("", {}).get("rows", ())) for document in found)
    assert rows == expected["rows"] - left_out
    assert len({document.text for document in found}) == len(found)


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_real_files_come_back(name: str, tmp_path: Path) -> None:
    assert recognised(CORPUS / name).name == "prodigy"
    found, _ = read_all(Prodigy(), CORPUS / name)
    again, report, _ = there_and_back(Prodigy(), tmp_path, *found)
    assert again == found
    assert {each.what for each in report.losses} <= {"incomplete_for"}


def test_patterns_are_no_corpus(tmp_path: Path) -> None:
    path = tmp_path / "patterns.jsonl"
    path.write_text('{"label": "TRICK", "pattern": "drop-in"}\n{"label": "TRICK", "pattern": [{"lower": "flip"}]}\n')
    assert recognised(path).name == "prodigy"
    with pytest.raises(FormatError, match=r"patterns\.jsonl:1: pattern: a file of patterns") as caught:
        read_all(Prodigy(), path)
    assert len(caught.value.findings) == 1


@reaching(0.1)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.one_of(flat_documents(), documents()))
def test_what_fits_comes_back(document: Document, tmp_path: Path) -> None:
    (again,), _, _ = there_and_back(Prodigy(), tmp_path, document)
    expected = replace(fitted(document, HOLDS, Report()), schema_ref=None)
    assert again == expected
    reached(expected.relations)


def read_rows(folder: Path, *rows: dict[str, Any]) -> tuple[tuple[Document, ...], Report]:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in rows))
    return read_all(Prodigy(), path)


TEXT = "Oskell struck Selm"
OSKELL: dict[str, Any] = {"start": 0, "end": 6, "label": "GPE"}
SELM: dict[str, Any] = {"start": 14, "end": 18, "label": "GPE"}


def row(*spans: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"text": TEXT, "spans": list(spans), **rest}


def test_only_what_was_accepted_is_gold(tmp_path: Path) -> None:
    answers = ("accept", "reject", "ignore", "later", None)
    rows = [row(OSKELL, answer=each) | {"text": f"Oskell {number}"} for number, each in enumerate(answers)]
    found, report = read_rows(tmp_path, *rows)
    assert [each.text for each in found] == ["Oskell 0", "Oskell 4"]
    assert [str(each) for each in report.losses] == [
        "1 x row: answered 'later', which is not accept: it is no gold",
        "1 x row: ignored: nobody knows, so it is no gold",
        "1 x row: rejected: what it shows is wrong, and no gold",
    ]


def test_rows_of_one_text_are_one_document_and_contradictions_are_told(tmp_path: Path) -> None:
    accepted = [row(each, answer="accept") for each in (OSKELL, SELM, OSKELL)]
    (document,), report = read_rows(tmp_path, *accepted[:2], row(OSKELL, answer="reject"), accepted[2])
    assert [each.text for each in document.entities.values()].count("Oskell") == 2
    assert (document.id, len(document.meta["prodigy"][""]["rows"])) == ("rows-1", 2)
    assert {each.what for each in report.losses} == {"row", "rejection"}
    assert any(note.startswith("texts that were accepted in several rows: 1;") for note in report.notes)


def test_answers_about_what_is_shown_leave_the_rest_open(tmp_path: Path) -> None:
    shown = row(SELM, _view_id="ner") | {"text": TEXT + "."}
    found, report = read_rows(tmp_path, row(OSKELL | {"answer": "accept"}), shown)
    assert [each.incomplete_for for each in found] == [("GPE",), ("GPE",)]
    assert any("yes or no" in note for note in report.notes)


def test_each_annotator_has_a_document_of_a_text(tmp_path: Path) -> None:
    rows = [row(OSKELL, id="a", _annotator_id="mira"), row(SELM, id="a", _session_id="ines"), row(id="b", text="x")]
    rows.append(row(id="c", text="y", _session_id="2031-05-12_08-30-00"))
    found, report = read_rows(tmp_path, *rows)
    assert [(each.id, each.annotator) for each in found] == [
        ("a~mira", "mira"),
        ("a~ines", "ines"),
        ("b", None),
        ("c", None),
    ]
    assert any("several annotators" in note for note in report.notes)


def test_relations_end_at_spans_by_place_or_by_token(tmp_path: Path) -> None:
    tokens = [
        {"text": TEXT[s:e], "start": s, "end": e, "id": n} for n, (s, e) in enumerate([(0, 6), (7, 13), (14, 18)])
    ]
    spans = [OSKELL | {"token_start": 0, "token_end": 0}, SELM | {"token_start": 2, "token_end": 2}]
    relations = [
        {"head": 0, "child": 2, "label": "Near", "head_span": OSKELL, "child_span": SELM, "color": "#fff"},
        {"head": 2, "child": 0, "label": "By"},
        {"head": 1, "child": 0, "label": "Lost"},
    ]
    (document,), report = read_rows(tmp_path, row(*spans, relations=relations, tokens=tokens))
    assert [(each.type, each.head, each.tail) for _, each in sorted(document.relations.items())] == [
        ("Near", "T1", "T2"),
        ("By", "T2", "T1"),
    ]
    assert [each.what for each in report.losses] == ["relation"]
    _, _, content = there_and_back(Prodigy(), tmp_path, document)
    written = json.loads(content)
    assert written["tokens"] == tokens
    assert written["spans"] == [each | {"id": f"T{n}"} for n, each in enumerate(spans, 1)]
    assert written["relations"][0] == relations[0] | {
        "id": "R1",
        "head_span": written["spans"][0],
        "child_span": written["spans"][1],
    }


def test_tokens_of_our_own_begin_and_end_with_mentions(tmp_path: Path) -> None:
    entities = [mention("T1", "X", TEXT, ((2, 4),)), mention("T2", "X", TEXT, ((6, 7),), score=0.5)]
    document = new_document("d", TEXT, entities=by_id(entities), relations=by_id([Relation("R1", "Of", "T1", "T2")]))
    again, _, content = there_and_back(Prodigy(), tmp_path, document)
    assert again == (document,)
    written = json.loads(content)
    assert [each["text"] for each in written["tokens"]] == ["Os", "ke", "ll", "struck", "Selm"]
    assert written["spans"][0] == {"id": "T1", "start": 2, "end": 4, "label": "X", "token_start": 1, "token_end": 1}
    assert "token_start" not in written["spans"][1]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (row(OSKELL | {"text": "Oskel"}), "spans[0]: 0 to 6 is 'Oskell' in the text, but 'Oskel' is said"),
        (row(OSKELL | {"end": 99}), "spans[0]: 0 to 99 does not stand in the text of 18 characters"),
        (row(OSKELL | {"start": "0"}), "spans[0].start: expected an integer, found '0'"),
        (row({"start": 0}), "spans[0].end: missing"),
    ],
)
def test_a_fault_is_told_with_its_line_and_path(bad: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read_rows(tmp_path, row(), bad)
    assert f"rows.jsonl:2: {message}" in str(caught.value)


def test_what_has_no_label_or_text_is_told(tmp_path: Path) -> None:
    found, report = read_rows(tmp_path, row({"start": 0, "end": 6}), {"image": "x.png"})
    assert len(found) == 1
    assert [str(each) for each in report.losses] == ["1 x mention: it has no label", "1 x row: line 2 has no text"]
