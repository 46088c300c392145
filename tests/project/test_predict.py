"""From a file to a file of predictions: whole or not at all, and never with the gold in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import ExtractorError, InputError
from annotator.extractors.limits import Limits
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.project.predict import Predicting, predict_file, read_articles

EXTRACTOR = """
def extract(records):
    for record in records:
        assert set(record) <= {"id", "text", "schema"}, record
        if "hard" in record["text"]:
            yield {"id": record["id"], "error": "too hard"}
        else:
            entity = {"id": "T1", "type": "GPE", "spans": [[0, 4]], "attributes": {"level": "NAM"}}
            yield {"id": record["id"], "entities": [entity], "relations": [], "events": []}
"""
GOLD = [
    new_document("d1", "Selm burns", schema_ref="mini@1.0.0", meta={"title": "Fire"}, annotator="gold"),
    new_document("d2", "Orrin sleeps", schema_ref="mini@1.0.0"),
]
HOW = Predicting(Limits(timeout_s=20))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "extractor.py").write_text(EXTRACTOR, "utf-8")
    write_gold(tmp_path, GOLD)
    return tmp_path


def write_gold(folder: Path, documents: list[Document]) -> None:
    labelled = [
        structs.replace(each, entities=by_id([mention("G1", "SECRET", each.text or "", ((0, 1),))]))
        for each in documents
    ]
    write_records(labelled, folder / "gold.jsonl")


def run(folder: Path, how: Predicting = HOW, extractor: str = "extractor.py:extract") -> list[Document]:
    predict_file(extractor, folder / "gold.jsonl", folder / "out.jsonl", replace(how, folder=folder))
    return list(read_documents(folder / "out.jsonl", loose=True))


def test_predictions_carry_text_schema_and_who_made_them(folder: Path) -> None:
    first, second = run(folder)
    assert (first.id, first.text, first.schema_ref) == ("d1", "Selm burns", "mini@1.0.0")
    assert first.annotator is None
    assert first.meta == {}
    assert [entity.text for entity in first.entities.values()] == ["Selm"]
    assert [entity.text for entity in second.entities.values()] == ["Orri"]
    assert first.extractor is not None
    assert first.extractor.name == "extractor.py:extract"
    assert first.extractor.version.startswith("sha256:")
    assert (first.extractor.elapsed_s or 0) > 0
    assert b"SECRET" not in (folder / "out.jsonl").read_bytes()


def test_a_failed_run_leaves_the_old_file(folder: Path) -> None:
    write_gold(folder, [*GOLD, new_document("d3", "Too hard")])
    (folder / "out.jsonl").write_bytes(b"old\n")
    with pytest.raises(ExtractorError, match="document 'd3': too hard"):
        run(folder)
    assert (folder / "out.jsonl").read_bytes() == b"old\n"
    assert sorted(path.name for path in folder.iterdir()) == ["extractor.py", "gold.jsonl", "out.jsonl"]


def test_errors_that_are_allowed_are_missing_documents(folder: Path) -> None:
    write_gold(folder, [*GOLD, new_document("d3", "Too hard")])
    how = replace(HOW, limits=replace(HOW.limits, allow_errors=True))
    assert [document.id for document in run(folder, how)] == ["d1", "d2"]


def test_where_every_document_fails_the_run_has_failed(folder: Path) -> None:
    write_gold(folder, [new_document("d3", "Too hard")])
    with pytest.raises(ExtractorError, match="every document failed, 'd3' with: too hard"):
        run(folder, replace(HOW, limits=replace(HOW.limits, allow_errors=True)))


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int | None]] = []
    how = replace(HOW, folder=folder)
    predict_file(
        "extractor.py:extract",
        folder / "gold.jsonl",
        folder / "out.jsonl",
        how,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (2, 2)]


@pytest.mark.slow
def test_several_processes_give_the_same_file(folder: Path) -> None:
    write_gold(folder, [new_document(f"d{number}", f"Selm {number}") for number in range(7)])
    alone = [structs.replace(document, extractor=None) for document in run(folder)]
    together = [structs.replace(document, extractor=None) for document in run(folder, replace(HOW, jobs=3))]
    assert together == alone


def test_stored_predictions_are_taken_as_they_are(folder: Path) -> None:
    predicted = run(folder)
    (folder / "out.jsonl").rename(folder / "stored.jsonl")
    assert run(folder, extractor="file:stored.jsonl") == predicted


TOO_FAR = {"id": "T", "type": "X", "spans": [[5, 99]]}
STORED = {"id": "d1", "entities": [], "relations": [], "events": []}


@pytest.mark.parametrize(
    ("records", "error", "message"),
    [
        ([STORED], ExtractorError, "no answer for 1 of 2 documents: 'd2'"),
        ([STORED, STORED | {"id": "d9"}], ExtractorError, "document 'd9', which was not asked for"),
        ([STORED, STORED], InputError, "'d1' is already the id of line 1"),
        ([STORED | {"text": "Another"}], InputError, "was predicted for another text"),
        ([STORED | {"schema": "mini@2.0.0"}], InputError, r"is made for mini@2\.0\.0; expected mini@1\.0\.0"),
        ([STORED | {"entities": 5}], InputError, "stored.jsonl:1: entities"),
    ],
)
def test_stored_predictions_that_do_not_fit(
    folder: Path, records: list[object], error: type[Exception], message: str
) -> None:
    (folder / "stored.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    with pytest.raises(error, match=message):
        run(folder, extractor="file:stored.jsonl")
    assert not (folder / "out.jsonl").exists()


def test_what_of_stored_predictions_has_no_place_is_kept_apart(folder: Path) -> None:
    record = STORED | {"entities": [{"id": "T", "type": "X", "spans": [[5, 99]]}]}
    other = {"id": "d2", "entities": [], "relations": [], "events": []}
    (folder / "stored.jsonl").write_text(json.dumps(record) + "\n" + json.dumps(other) + "\n", "utf-8")
    run(folder, extractor="file:stored.jsonl")
    written = json.loads((folder / "out.jsonl").read_text("utf-8").splitlines()[0])
    assert written["entities"] == []
    assert [each["type"] for each in written["extractor"]["unplaced"]] == ["X"]


def test_stored_predictions_that_are_not_there(folder: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl: cannot be read"):
        run(folder, extractor="file:nowhere.jsonl")


def test_a_text_free_record_has_nothing_to_extract_from(folder: Path) -> None:
    (folder / "gold.jsonl").write_text('{"id":"d1","entities":[],"relations":[],"events":[]}\n', "utf-8")
    with pytest.raises(InputError, match="document 'd1': has no text"):
        read_articles(folder / "gold.jsonl")


def test_an_empty_text_is_a_text(folder: Path) -> None:
    write_records([new_document("d1", "")], folder / "gold.jsonl")
    (article,) = read_articles(folder / "gold.jsonl")
    assert article.text == ""


def test_a_schema_file_is_for_records_that_name_none(folder: Path) -> None:
    schema = folder / "mini.yaml"
    entity_types = 'entity_types:\n  GPE: {definition: "a place"}\n'
    head = 'name: "mini"\nversion: "1.0.3"\noffset_unit: "unicode_codepoint"\n'
    schema.write_text(head + entity_types, "utf-8")
    write_records([GOLD[0], structs.replace(GOLD[1], schema_ref=None)], folder / "gold.jsonl")
    assert [each.schema_ref for each in read_articles(folder / "gold.jsonl", schema)] == ["mini@1.0.0", "mini@1.0.3"]
    schema.write_text(head.replace("1.0.3", "1.1.0") + entity_types, "utf-8")
    with pytest.raises(InputError, match=r"is made for mini@1\.0\.0"):
        read_articles(folder / "gold.jsonl", schema)
