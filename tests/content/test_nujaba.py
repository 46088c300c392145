"""datasets/nujaba-2020: gold of two articles of others, without a word of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.datasets.registry import read_registry
from annotator.datasets.text_free import without_text
from annotator.project.records.check_records import check_files
from annotator.project.records.claims import claims_of
from tests.shared import ROOT, SHARED, needs_shared

FOLDER = ROOT / "datasets" / "nujaba-2020"
SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
GOLD = list(read_documents(FOLDER / "gold.jsonl"))


def test_it_keeps_to_the_schema_and_is_complete() -> None:
    assert check_files([FOLDER / "gold.jsonl", FOLDER / "entities.jsonl"], schema=SCHEMA).findings == ()
    assert len(GOLD) == 2
    for document in GOLD:
        assert document.annotator == "gold"
        assert not document.incomplete_for
        assert len(document.entities) > 150
        assert all(each.coref or each.type in ("DATE", "QUANTITY", "MONEY") for each in document.entities.values())
        assert all(each.coref for each in document.events.values())
        assert {each.attributes["level"] for each in document.entities.values() if each.coref} == {
            "NAM",
            "ADJ",
            "NOM",
            "PRO",
        }


def test_it_holds_no_word_of_the_articles() -> None:
    for line in (FOLDER / "gold.jsonl").read_bytes().splitlines():
        assert b'"text":' not in line
        assert b'"note":' not in line
        assert set(json.loads(line)["meta"]) == {"language"}


def test_the_registry_names_every_thing_and_nothing_else() -> None:
    used = {each.coref for one in GOLD for each in (*one.entities.values(), *one.events.values()) if each.coref}
    assert {each.id for each in read_registry(FOLDER / "entities.jsonl")} == used


def test_the_articles_contradict_each_other_about_the_founding() -> None:
    verdicts = {each.name: each.verdict for each in claims_of(FOLDER, schema=SCHEMA).claims}
    assert [things for things, verdict in verdicts.items() if verdict == "contradict"] == ["h:nujaba-founding"]
    assert verdicts["h:nujaba-designation"] == verdicts["h:us-troops-brain-injuries"] == "differ"


@needs_shared
def test_hydrated_and_made_text_free_again_it_is_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = tmp_path / "whole.jsonl"
    assert main(["hydrate", str(FOLDER), str(SHARED / "articles"), "-o", str(whole)]) == 0
    assert main(["check", str(whole), "--schema", str(SCHEMA)]) == 0
    joined = list(read_documents(whole))
    assert [without_text(each) for each in joined] == GOLD
    for document in joined:
        assert document.text is not None
        for each in document.entities.values():
            assert each.text
            assert each.text.strip() == each.text
            assert not document.text[each.spans[0][0] - 1 : each.spans[0][0]].isalnum()
