"""`annotator claims` on the bundled corpus, and wrong calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.naming import registered
from annotator.datasets.record import read_documents
from annotator.datasets.registry import read_registry, write_registry
from tests.shared import ROOT

WIRE = ROOT / "datasets" / "conflict-wire"
SCHEMA = str(ROOT / "schema" / "conflict-news" / "2.1.0.yaml")


def test_the_corpus_contradicts_itself_where_its_story_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(WIRE), "--schema", SCHEMA, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["documents"] == 20
    assert sum(found["counts"].values()) == len(found["claims"])
    founding = next(each for each in found["claims"] if each["name"] == "h:marek-killing")
    time = next(each for each in founding["slots"] if each["slot"] == "Time")
    assert (founding["verdict"], time["verdict"]) == ("contradict", "contradict")
    said = {value["value"] for each in time["said"] for value in each["values"]}
    assert {"2031-04-02", "2031-04-03"} <= said
    texts = {document.id: document.text or "" for part in ("train", "development", "test")
             for document in read_documents(WIRE / f"{part}.jsonl")}  # fmt: skip
    for each in time["said"]:
        for value in each["values"]:
            assert " ".join(texts[each["document"]][start:end] for start, end in value["spans"]) == value["text"]


@pytest.mark.slow
def test_who_says_it_is_no_contradiction_and_a_name_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(WIRE), "--schema", SCHEMA, "--format", "json"]) == 0
    slots = [slot for each in json.loads(capsys.readouterr().out)["claims"] for slot in each["slots"]]
    assert {each["verdict"] for each in slots if each["slot"] == "source"} == {"agree", "differ", "single"}
    assert "contradict" in {each["verdict"] for each in slots if each["slot"] == "polarity"}
    assert main(["claims", str(WIRE), "--schema", SCHEMA]) == 0
    assert "e:hedda-lomm" not in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "md"])
def test_people_read_what_each_document_says(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(WIRE), "--schema", SCHEMA, "--verdict", "contradict", "--format", form]) == 0
    printed = capsys.readouterr().out
    assert "marek killing" in printed
    assert "April" in printed


def test_every_thing_of_the_corpus_is_named_in_its_registry(tmp_path: Path) -> None:
    documents = [each for part in ("train", "development", "test") for each in read_documents(WIRE / f"{part}.jsonl")]
    named = {each.id: each for each in read_registry(WIRE / "entities.jsonl")}
    made = registered(documents)
    assert {each.id: (each.kind, each.type) for each in made} == {n: (e.kind, e.type) for n, e in named.items()}
    write_registry(made, tmp_path / "entities.jsonl")
    assert all(each.name for each in made)


def test_wrong_calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = tmp_path / "bare.jsonl"
    bare.write_text('{"id":"a","text_sha256":"%s","schema":"s@1.0.0"}\n' % ("0" * 64))
    for words, said in ([str(tmp_path / "nowhere")], "nowhere"), ([str(bare)], "nothing to compare"):
        assert main(["claims", *words]) == 3
        assert said in capsys.readouterr().err
