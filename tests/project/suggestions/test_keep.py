"""What an extractor suggests in a project: kept beside the layers, once, and in no export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as struct_replace

from annotator.datasets.record_bytes import document_bytes
from annotator.errors import ConfigError, ExtractorError, InputError
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.spec import parse_spec
from annotator.project.articles.add import add_files
from annotator.project.predict import Predicting
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.suggestions.expected import expected
from annotator.project.suggestions.keep import CACHE, extractors_of, forget, kept_runs, plan, suggest
from annotator.store.tables.predictions import prediction_runs, predictions
from tests.project.projects import make_project

EXTRACTOR = """
__version__ = "{version}"

def extract(records):
    for record in records:
        if "hard" in record["text"]:
            yield {{"id": record["id"], "error": "too hard"}}
            continue
        with open("{folder}/asked", "a") as asked:
            asked.write(record["id"] + " ")
        entities = [
            {{"id": "T1", "type": "PERSON", "spans": [[0, 4]], "score": 0.75}},
            {{"id": "T2", "type": "CITY", "spans": [[0, 4]]}},
        ]
        yield {{"id": record["id"], "entities": entities}}
"""
HOW = Predicting(Limits(timeout_s=30))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path / "p")
    for name, text in (("a", "Mara left."), ("b", "Ilan came.")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        add_files(made, [tmp_path / f"{name}.txt"])
    write(tmp_path, "1")
    return made


def write(folder: Path, version: str) -> None:
    (folder / "x.py").write_text(EXTRACTOR.format(version=version, folder=folder), "utf-8")


def asked(folder: Path) -> list[str]:
    file = folder / "asked"
    return sorted(file.read_text("utf-8").split()) if file.is_file() else []


def run(project: Project, folder: Path, *documents: str, again: bool = False) -> tuple[int, int]:
    planned = plan(project, "x.py:extract", documents, replace(HOW, folder=folder), again=again)
    result = suggest(project, planned)
    return result.documents, result.known


@pytest.mark.slow
def test_predictions_are_kept_beside_the_layers_and_reach_no_export(project: Project, tmp_path: Path) -> None:
    before = b"".join(map(document_bytes, exported(project)))
    planned = plan(project, "x.py:extract", (), replace(HOW, folder=tmp_path))
    result = suggest(project, planned)
    assert (result.documents, result.version, result.counts["entities"]) == (2, "1", 2)
    assert result.left_out == {"type CITY": 2}
    [first, _] = prediction_runs(project.store.rows)
    [found] = predictions(project.store.rows, first.number)
    assert (found.id, found.type, found.score) == ("T1", "PERSON", 0.75)
    assert project.layers() == []
    assert b"".join(map(document_bytes, exported(project))) == before
    assert list((project.folder / CACHE).glob("*")) == []


@pytest.mark.slow
def test_the_same_is_not_extracted_twice(project: Project, tmp_path: Path) -> None:
    assert run(project, tmp_path, "a") == (1, 0)
    assert run(project, tmp_path) == (1, 1)
    assert asked(tmp_path) == ["a", "b"]
    assert run(project, tmp_path) == (0, 2)
    write(tmp_path, "2")
    assert run(project, tmp_path) == (2, 0)
    assert run(project, tmp_path, again=True) == (2, 0)
    assert asked(tmp_path) == ["a"] * 3 + ["b"] * 3
    assert [(each.document_id, each.version, each.stale) for each in kept_runs(project)] == [
        ("a", "2", ""),
        ("b", "2", ""),
    ]
    assert forget(project, "x.py:extract", ["a"]) == 1
    assert [each.document_id for each in kept_runs(project)] == ["b"]


@pytest.mark.slow
def test_a_run_that_fails_keeps_nothing_and_is_gone_on_with(project: Project, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("A hard one.", "utf-8")
    add_files(project, [tmp_path / "c.txt"])
    with pytest.raises(ExtractorError, match="too hard"):
        run(project, tmp_path)
    assert kept_runs(project) == []
    lenient = replace(HOW, limits=replace(HOW.limits, allow_errors=True), folder=tmp_path)
    result = suggest(project, plan(project, "x.py:extract", (), lenient))
    assert (result.documents, dict(result.failures)) == (2, {"c": "too hard"})
    assert asked(tmp_path) == ["a", "b"], "what was answered before the failure is not asked again"


@pytest.mark.slow
def test_another_schema_or_text_makes_it_out_of_date(project: Project, tmp_path: Path) -> None:
    run(project, tmp_path)
    schema = project.folder / "schema" / "mini.yaml"
    schema.write_text(schema.read_text("utf-8").replace('"1.0.0"', '"1.1.0"'), "utf-8")
    again = Project.open(project.folder)
    assert {each.stale for each in kept_runs(again)} == {"made under mini@1.0.0"}
    assert run(again, tmp_path) == (2, 0)


def test_what_is_not_there_is_said(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no document 'aa' in this project; did you mean a"):
        plan(project, "x.py:extract", ["aa"], replace(HOW, folder=tmp_path))
    with pytest.raises(InputError, match=r"'y.py:extract' has suggested nothing here; nothing is kept"):
        forget(project, "y.py:extract")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('suggest = ["model:m", "cmd:rm -r x"]', "extractor 2, 'cmd:rm -r x', runs code"),
        ('suggest = ["x.py:extract"]', "runs code"),
        ('suggest = ["package.module:extract"]', "runs code"),
        ('[suggest]\nextractors = ["nowhere"]', "unknown extractor 'nowhere'"),
    ],
)
def test_a_project_file_runs_no_code(tmp_path: Path, line: str, said: str) -> None:
    project = make_project(tmp_path / "p", config=line)
    with pytest.raises(ConfigError, match=rf"annotator\.toml:\d+:\d+: .*{said}"):
        extractors_of(project)


def test_a_project_file_names_models_and_files(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", config='suggest = ["model:m", "file:p.jsonl", "llm:x?concurrency=2"]')
    assert extractors_of(project) == ("model:m", "file:p.jsonl", "llm:x?concurrency=2")


def test_what_a_language_model_would_cost_is_known_before(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", config='[llm]\ncurrency = "EUR"\n[llm.prices]\n"m" = 2.0\n')
    articles = [Article("a", "word " * 10_000), Article("b", "word")]
    one = expected(parse_spec("llm:m"), articles, project.schema, project.config, tmp_path)
    assert one is not None
    assert one.requests == 4, "windows of 20,000 characters"
    assert one.tokens > 50_000 / 4
    assert one.price == pytest.approx(one.tokens * 2 / 1_000_000)
    assert str(one).endswith("EUR")
    other = expected(parse_spec("llm:other"), articles, project.schema, project.config, tmp_path)
    assert other is not None
    assert "no price in [llm.prices]" in str(other)
    assert expected(parse_spec("model:m"), articles, project.schema, project.config, tmp_path) is None


def test_what_a_person_has_decided_is_offered_to_nobody(project: Project, tmp_path: Path) -> None:
    session = project.open_session("a", "mara")
    session.close()
    layer = tmp_path / "layer.jsonl"
    [document] = (each for each in exported(project) if each.id == "a")
    layer.write_bytes(document_bytes(struct_replace(document, annotator="mara")))
    planned = plan(project, f"file:{layer}", ["a"], replace(HOW, folder=tmp_path))
    with pytest.raises(InputError, match="the layer of 'mara', expected predictions"):
        suggest(project, planned)
    assert prediction_runs(project.store.rows) == []
