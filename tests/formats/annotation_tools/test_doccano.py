"""doccano: real files with their counts, both shapes there and back, and faults with their lines."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats.annotation_tools.doccano import HOLDS, Doccano
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

CORPUS = SHARED / "corpora" / "doccano"


@needs_shared
def test_real_files_have_the_counts_that_were_made_independently() -> None:
    expected = json.loads((CORPUS / "expected.json").read_text("utf-8"))
    name = "relation_extraction.example.jsonl"
    (document,), report = read_all(Doccano(), CORPUS / name)
    assert [[each.type, each.text] for _, each in sorted(document.entities.items())] == expected[name]["covered"]
    assert Counter(each.type for each in document.relations.values()) == expected[name]["relations_by_type"]
    assert not report.losses
    name = "sequence_labeling.example.jsonl"
    found, report = read_all(Doccano(), CORPUS / name)
    assert len(found) == expected[name]["importable_documents"]
    types = Counter(each.type for document in found for each in document.entities.values())
    assert types == expected[name]["importable_spans_by_type"]
    assert [(each.what, each.why) for each in report.losses] == [("row", "line 3 has no text")]
    assert [each.meta for each in found] == [{"wikiPageID": 1}, {"wikiPageID": 2}]


@needs_shared
def test_real_files_are_recognised() -> None:
    assert {recognised(each).name for each in CORPUS.glob("*.jsonl")} == {"doccano"}


def passed(folder: Path, *given_documents: Document) -> tuple[tuple[Document, ...], Report, list[dict[str, object]]]:
    again, report, content = there_and_back(Doccano(), folder, *given_documents)
    return again, report, [json.loads(line) for line in content.splitlines()]


@reaching(0.1)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.one_of(flat_documents(), documents()))
def test_what_fits_comes_back(document: Document, tmp_path: Path) -> None:
    (again,), report, _ = passed(tmp_path, document)
    fitting = fitted(document, HOLDS, Report())
    assert (again.id, again.text, again.meta) == (fitting.id, fitting.text, fitting.meta)
    assert said(again) == said(fitting)
    if not any(each.what == "id" for each in report.losses):
        reached(fitting.entities)
        assert (again.entities, again.relations) == (fitting.entities, fitting.relations)


def said(document: Document) -> tuple[Counter[object], Counter[object]]:
    """Mentions and relations without their ids."""
    mentions = {each.id: (each.type, each.spans) for each in document.entities.values()}
    relations = [(each.type, mentions[each.head], mentions[each.tail]) for each in document.relations.values()]
    return Counter(mentions.values()), Counter(relations)


def test_the_shape_follows_from_what_the_documents_hold(tmp_path: Path) -> None:
    text = "Oskell struck Selm"
    entities = by_id([mention("T1", "GPE", text, ((0, 6),)), mention("T2", "GPE", text, ((14, 18),))])
    flat = new_document("7", text, entities=entities)
    _, _, rows = passed(tmp_path, flat)
    assert rows == [{"id": 7, "text": text, "meta": {}, "label": [[0, 6, "GPE"], [14, 18, "GPE"]]}]
    related = new_document("8", text, entities=entities, relations=by_id([Relation("R4", "Near", "T1", "T2")]))
    again, report, rows = passed(tmp_path, flat, related)
    assert again == (flat, related)
    assert not report.losses
    assert [each["relations"] for each in rows] == [[], [{"id": 4, "from_id": 1, "to_id": 2, "type": "Near"}]]


def test_ids_that_doccano_has_not_are_lost_in_the_shape_without_relations(tmp_path: Path) -> None:
    text = "Oskell struck Selm"
    entities = by_id([mention("T1", "GPE", text, ((14, 18),)), mention("a", "GPE", text, ((0, 6),))])
    (again,), report, _ = passed(tmp_path, new_document("d", text, entities=entities))
    assert {each.id: each.text for each in again.entities.values()} == {"T1": "Oskell", "T2": "Selm"}
    assert {each.what for each in report.losses} == {"id"}


ENTITY: dict[str, object] = {"id": 1, "label": "GPE", "start_offset": 0, "end_offset": 6}
ROW: dict[str, object] = {"text": "Oskell", "entities": [ENTITY]}


def test_other_keys_are_kept_and_written_back(tmp_path: Path) -> None:
    entity = ENTITY | {"user": 3}
    row = ROW | {"entities": [entity], "relations": [], "Comments": ["sure?"], "id": 5}
    row["relations"] = [{"id": 9, "from_id": 1, "to_id": 1, "type": "Is", "user": 4}]
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(row))
    (document,), _ = read_all(Doccano(), path)
    assert document.meta == {"doccano": {"": {"Comments": ["sure?"]}, "T1": {"user": 3}, "R9": {"user": 4}}}
    _, report, rows = passed(tmp_path, document)
    assert rows == [row | {"meta": {}}]
    assert not report.losses


def test_labels_of_whole_texts_are_labels_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "Oskell", "label": ["news", "war"]}\n{"text": "Selm", "label": "news"}\n{"text": ""}')
    found, report = read_all(Doccano(), path)
    assert [each.labels for each in found] == [{"label": ("news", "war")}, {"label": "news"}, {}]
    assert not report.losses


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "ab", "label": [[0, 3, "X"]]}, "label[0]: 0 to 3 does not stand in the text of 2 characters"),
        ({"text": "ab", "label": [[0, 1]]}, "label[0]: expected a list of 3, found a list of 2"),
        ({"text": 3}, "text: expected a string, found 3"),
        (ROW | {"entities": [ENTITY, ENTITY]}, "entities[1].id: 'T1' stands twice"),
        (ROW | {"relations": [{"from_id": 1, "to_id": 2, "type": "X"}]}, "relations[0].to_id: 'T2' is no entity"),
        (ROW | {"relations": [{"from_id": 1, "type": "X"}]}, "relations[0].to_id: missing"),
        ([1], "expected an object, found a list of 1"),
    ],
)
def test_a_fault_is_told_with_its_line_and_path(row: object, message: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "fine"}\n' + json.dumps(row))
    with pytest.raises(FormatError) as caught:
        read_all(Doccano(), path)
    assert f"{path}:2: {message}" in str(caught.value)
