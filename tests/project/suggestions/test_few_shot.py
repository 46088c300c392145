"""What a model is shown of a project: guidelines and passages of finished gold, nobody else's layer, counted before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from annotator.datasets.record import read_records
from annotator.errors import InputError
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.llm.spec import ModelSpec, parse_model
from annotator.extractors.spec import parse_spec
from annotator.project.predict import Predicting
from annotator.project.project import Project
from annotator.project.suggestions.expected import expected
from annotator.project.suggestions.few_shot import SHOTS, shown_of
from annotator.project.suggestions.keep import CACHE, drop, kept_runs, plan, suggest
from annotator.store.tables.predictions import prediction_runs
from tests.extractors.llm.server import Model, served
from tests.project.suggestions.taught_project import put, taught_project
from tests.suggest.learner import taught
from tests.suggest.worth import articles

FIRST, SECOND = taught.gold()
GUIDED = "# PERSON\n\nPeople, never armies.\n"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """A local endpoint, whose address stands in the environment."""
    yield from served(monkeypatch)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = taught_project(tmp_path / "p")
    (made.folder / "guidelines-2.0.0.md").write_text(GUIDED, "utf-8")
    return made


def asked(project: Project, spec: str = "llm:m") -> ModelSpec:
    shown = shown_of(project, parse_spec(spec), Path(), project.folder / CACHE)
    assert shown.spec.text == spec
    return parse_model(shown.spec.argument or "")


def documents_shown(project: Project, spec: str = "llm:m") -> set[str]:
    file = asked(project, spec).examples
    return {each.id.rpartition("#")[0] for each in read_records(file, loose=True)} if file else set()


def test_it_is_shown_the_guidelines_and_what_is_finished(project: Project) -> None:
    put(project, "mira", FIRST, structs.replace(SECOND, incomplete_for=("GPE",)))
    assert documents_shown(project) == {FIRST.id}
    model = asked(project)
    assert model.shots == SHOTS
    assert isinstance(model.guidelines, Path)
    assert model.guidelines.read_text("utf-8") == GUIDED
    assert asked(project, "llm:m?shots=2").shots == 2
    shown = shown_of(project, parse_spec("llm:m"), Path(), project.folder / CACHE)
    assert shown.words == "the guidelines (32 characters) and up to 4 passages of finished gold"


def test_where_others_label_too_only_gold_is_shown(project: Project) -> None:
    put(project, "mira", FIRST)
    put(project, "ana", SECOND)
    assert documents_shown(project) == set()
    put(project, "gold", SECOND)
    assert documents_shown(project) == {SECOND.id}


def test_what_the_spec_says_itself_is_left_so(project: Project, tmp_path: Path) -> None:
    put(project, "mira", FIRST)
    (tmp_path / "e.jsonl").write_text("", "utf-8")
    model = asked(project, f"llm:m?guidelines=none&examples={tmp_path}/e.jsonl")
    assert (model.guidelines, model.shots) == ("none", None)
    assert model.examples == tmp_path / "e.jsonl"
    assert asked(project, "llm:m?shots=0&guidelines=none") == ModelSpec("m", shots=0, guidelines="none")
    other = parse_spec("model:x")
    assert shown_of(project, other, Path(), project.folder / CACHE).spec == other


def test_what_is_shown_is_counted_before_it_is_paid_for(project: Project) -> None:
    put(project, "mira", FIRST, articles.article(0))
    text = [Article("new", "Marek left. " * 20, project.schema.ref)]
    tokens = []
    for words in ("?shots=0&guidelines=none", "?shots=0", "?shots=1", "?shots=4"):
        shown = shown_of(project, parse_spec(f"llm:m{words}"), Path(), project.folder / CACHE)
        found = expected(shown.spec, text, project.schema, project.config, Path())
        assert found is not None
        tokens.append(found.tokens)
    assert tokens == sorted(set(tokens)), "each shows more than the one before it"
    assert tokens[3] - tokens[2] > 3 * 200 / 4
    whole = parse_spec(f"llm:m?guidelines=none&examples={project.folder}/mira.jsonl")
    itself = [Article(FIRST.id, FIRST.text or "", project.schema.ref)]
    with pytest.raises(InputError, match="which is to be predicted"):
        expected(whole, itself, project.schema, project.config, Path())


@pytest.mark.slow
def test_suggest_shows_them_and_keeps_the_answers_by_the_name_that_was_given(project: Project, model: Model) -> None:
    pytest.importorskip("httpx", reason="the extra llm is not installed")
    put(project, "mira", FIRST, SECOND)
    how = Predicting(Limits(60, ("OPENAI_BASE_URL",)))
    planned = plan(project, "llm:m?shots=1", (), how)
    assert planned.expected is not None
    drop(project)
    assert not any((project.folder / CACHE).iterdir())
    planned = plan(project, "llm:m?shots=1", (), how)
    assert suggest(project, planned).documents == 2
    for each, own in ((question, question["messages"][-1]["content"]) for question in model.questions):
        _, example, answer, _ = each["messages"]
        assert example["content"] not in own
        assert '"quote"' in answer["content"]
        assert "People, never armies." in each["messages"][0]["content"]
    assert {each.extractor for each in prediction_runs(project.store.rows)} == {"llm:m?shots=1"}
    assert not any((project.folder / CACHE).iterdir())
    assert plan(project, "llm:m?shots=1", (), how).known == 2
    put(project, "ana", SECOND)
    assert plan(project, "llm:m?shots=1", (), how).known == 0, "without examples it is another version"
    assert len(kept_runs(project)) == 2
