"""What extractors said of finished articles: of one version each, of the text as it is, never of a trained model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from annotator.datasets.write import write_records
from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id
from annotator.project.project import Project
from annotator.project.records.import_records import import_records
from annotator.project.suggestions.finished_gold import finished_gold
from annotator.project.suggestions.kept_sources import kept_sources
from annotator.project.suggestions.train import train
from annotator.project.suggestions.worth import reported
from annotator.store.database.transaction import writing
from annotator.store.tables.predictions import keep_predictions
from annotator.suggest.learner.model_files import read_model
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.worth import stacking as stacking_module
from annotator.suggest.worth.keys import Tally
from tests.suggest.learner import taught
from tests.suggest.worth import articles

SPEC = "file:p.jsonl"
ARTICLES = tuple(articles.article(number, 34) for number in range(3))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "p").mkdir()
    shutil.copy(taught.SCHEMA_FILE, tmp_path / "p" / "schema.yaml")
    (tmp_path / "p" / "annotator.toml").write_text('schema = "schema.yaml"\nannotator = "mira"\n', "utf-8")
    opened = Project.open(tmp_path / "p")
    file = opened.folder / "mira.jsonl"
    write_records([structs.replace(each, annotator="mira") for each in ARTICLES], file)
    import_records(opened, file, "mira")
    return opened


def keep(project: Project, spec: str, version: str, says: Callable[[Document], list[Entity]], count: int = 3) -> None:
    with writing(project.store.writable(), project.store.location) as transaction:
        for each in ARTICLES[:count]:
            predicted = structs.replace(each, entities=by_id(says(each)), events=by_id([]))
            keep_predictions(transaction, predicted, spec, version, "2024-01-01T00:00:00Z")


def half(document: Document) -> list[Entity]:
    return [each for number, each in enumerate(document.entities.values()) if number % 2]


def test_a_source_has_one_version_and_a_trained_model_is_none(project: Project) -> None:
    keep(project, SPEC, "2", half)
    keep(project, SPEC, "3", half, count=1)
    keep(project, "model:first", "1", half)
    ids = [each.id for each in ARTICLES]
    found = kept_sources(project, ids)
    assert found.names == (SourceName(SPEC, "2"),)
    assert {name: list(said) for name, said in found.said.items()} == {ids[1]: [SPEC], ids[2]: [SPEC]}
    assert found.of(ids[1])[SPEC] == {each.spans[0]: each.type for each in half(ARTICLES[1])}
    assert found.of("unknown") == {}
    assert kept_sources(project, ids[:1]).names == (SourceName(SPEC, "3"),)


@pytest.mark.slow
def test_a_source_with_which_the_learner_is_better_goes_into_the_model(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, SPEC, "2", half)
    monkeypatch.setattr(
        stacking_module, "static_mentions", lambda model, _: Tally(10, 9) if model.sources else Tally(10, 5)
    )
    gold = finished_gold(project=project.folder)
    assert reported(gold).stacking.used == (SourceName(SPEC, "2"),)
    assert train(gold, tmp_path / "m").stacking.used == (SourceName(SPEC, "2"),)
    model, _ = read_model(tmp_path / "m")
    assert model.sources == (SourceName(SPEC, "2"),)
    assert model.mentions.sources == (SPEC,)
    assert train(gold.without_sources(), tmp_path / "plain").stacking.sources == ()
    plain, _ = read_model(tmp_path / "plain")
    assert plain.mentions == model.mentions.alone(), "without its sources it is what it would be without them"
