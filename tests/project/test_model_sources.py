"""A trained model is handed what its sources say of the very text, from where somebody says, and tells how often."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from annotator.datasets.write import write_records
from annotator.errors import InputError, UsageError
from annotator.extractors.article import Article
from annotator.extractors.command import hash_of
from annotator.extractors.spec import parse_spec
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun
from annotator.project.articles.add import add_files
from annotator.project.model_sources import sources_told, with_sources
from annotator.project.project import Project
from annotator.store.database.transaction import writing
from annotator.store.tables.predictions import keep_predictions
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.model_files import KIND
from tests.suggest.learner import taught

MODEL, SPACY = parse_spec("model:m"), "spacy:x"
ARTICLES = [Article("a", "Selm burns."), Article("b", "Orrin sleeps.")]
SIGNED = ExtractorRun(SPACY, "3.8")
SAID = ((SPACY, ((0, 4, "GPE"),)),)


def model(folder: Path, *sources: tuple[str, str]) -> Path:
    (folder / "m").mkdir()
    shutil.copy(taught.SCHEMA_FILE, folder / "m" / "schema.yaml")
    named = [{"name": name, "version": version} for name, version in sources]
    manifest = {"kind": KIND, "features": VERSION, "sources": named}
    (folder / "m" / "model.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def predicted(run: ExtractorRun | None = SIGNED, text: str = "Selm burns.") -> Document:
    found = [mention("T1", "GPE", text, ((0, 4),)), mention("T2", "THEIRS", text, ((5, 10),))]
    return structs.replace(new_document("a", text, entities=by_id(found)), extractor=run)


def told(articles: object, folder: Path, *, are_named: bool = True) -> str:
    return " ".join(sources_told(MODEL, list(articles), folder, are_named=are_named))  # type: ignore[call-overload]


def test_a_file_says_what_the_sources_found_as_the_schema_admits_it(tmp_path: Path) -> None:
    model(tmp_path, (SPACY, "3.8"))
    write_records([predicted(), new_document("elsewhere", "Not asked.")], tmp_path / "p.jsonl")
    handed = with_sources(MODEL, ARTICLES, ("p.jsonl",), tmp_path)
    assert handed == [replace(ARTICLES[0], said=SAID), ARTICLES[1]]
    assert json.loads(handed[0].question())["said"] == {SPACY: [[0, 4, "GPE"]]}
    assert "said" not in json.loads(handed[1].question())
    assert told(handed, tmp_path) == (
        "model:m: fitted with the spans of spacy:x (3.8), which 1 of 2 documents have; judged without them: the others"
    )
    assert told(handed[:1], tmp_path).endswith("which 1 of 1 documents have")
    unasked = told(ARTICLES, tmp_path, are_named=False)
    assert unasked.endswith("judged without them: all (--sources of predict, or sources in a suite, hands them over)")


def test_a_file_of_another_version_or_text_is_refused(tmp_path: Path) -> None:
    model(tmp_path, (SPACY, "3.8"))
    write_records([predicted(ExtractorRun(SPACY, "3.7"))], tmp_path / "old.jsonl")
    with pytest.raises(InputError, match=r"old.jsonl: expected .* spacy:x \(3\.8\), found spacy:x \(3\.7\)"):
        with_sources(MODEL, ARTICLES, ("old.jsonl",), tmp_path)
    with pytest.raises(InputError, match="found none of these documents"):
        with_sources(MODEL, ARTICLES[1:], ("old.jsonl",), tmp_path)
    write_records([predicted(text="Selm burned.")], tmp_path / "text.jsonl")
    with pytest.raises(InputError, match="another text"):
        with_sources(MODEL, ARTICLES, ("text.jsonl",), tmp_path)


def test_a_source_that_was_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    write_records([predicted(None)], tmp_path / "theirs.jsonl")
    model(tmp_path, ("file:theirs.jsonl", hash_of([tmp_path / "theirs.jsonl"])))
    assert with_sources(MODEL, ARTICLES, ("theirs.jsonl",), tmp_path)[0].said == (("file:theirs.jsonl", SAID[0][1]),)


def test_who_looks_at_no_sources_is_handed_none(tmp_path: Path) -> None:
    model(tmp_path)
    assert with_sources(MODEL, ARTICLES, ("kept",), tmp_path) == ARTICLES
    assert "fitted without sources" in told(ARTICLES, tmp_path)
    assert told(ARTICLES, tmp_path, are_named=False) == ""
    with pytest.raises(UsageError, match="only model:FOLDER"):
        with_sources(parse_spec("a.py:extract"), ARTICLES, ("kept",), tmp_path)


def test_what_a_project_has_kept_counts_for_the_same_version_and_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="project"):
        with_sources(MODEL, ARTICLES, ("kept",), model(tmp_path, (SPACY, "3.8")))
    (tmp_path / "annotator.toml").write_text('schema = "m/schema.yaml"\n', "utf-8")
    for each in ARTICLES:
        (tmp_path / f"{each.id}.txt").write_text(each.text, "utf-8")
    project = Project.open(tmp_path)
    add_files(project, [tmp_path / "a.txt", tmp_path / "b.txt"])
    with writing(project.store.writable(), project.store.location) as transaction:
        for each, version in zip(ARTICLES, ("3.8", "3.7"), strict=True):
            kept = structs.replace(predicted(text=each.text), id=each.id, schema_ref=project.schema.ref)
            keep_predictions(transaction, kept, SPACY, version, "2024-01-01T00:00:00Z")
    project.close()
    of_the_text = [replace(ARTICLES[0], id="under another id"), ARTICLES[1]]
    handed = with_sources(MODEL, of_the_text, ("kept",), tmp_path)
    assert [each.said for each in handed] == [((SPACY, ((0, 4, "GPE"), (5, 10, "THEIRS"))),), ()]
