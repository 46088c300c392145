"""What the learner beside the screen is sent: finished gold of other articles, never another annotator's layer."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from annotator.project.project import Project
from annotator.project.suggestions import live_gold as module
from annotator.project.suggestions.live_gold import keep_figures, kept_figures, live_gold
from annotator.store.database.transaction import writing
from annotator.store.tables.predictions import keep_predictions
from annotator.suggest.learner_process.messages import Figures, Gold
from tests.project.suggestions.taught_project import put, taught_project
from tests.suggest.learner import taught

FIRST, SECOND = taught.gold()
HERE = "open"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return taught_project(tmp_path / "p")


def sent(gold: Gold) -> list[tuple[str, str | None]]:
    return [(each.id, each.annotator) for each in gold.documents]


def test_nothing_of_another_annotator_and_nothing_of_the_open_article_is_sent(project: Project) -> None:
    put(project, "ana", FIRST, SECOND)
    assert sent(live_gold(project, "mira", HERE, 1)) == []
    put(project, "mira", SECOND)
    assert sent(live_gold(project, "mira", HERE, 1)) == [(SECOND.id, "mira")]
    assert sent(live_gold(project, "mira", SECOND.id, 1)) == []
    put(project, "gold", SECOND)
    assert sent(live_gold(project, "mira", SECOND.id, 1)) == [], (
        "gold of the open article would be told to who labels it"
    )
    assert sent(live_gold(project, "ana", FIRST.id, 1)) == [(SECOND.id, "gold")]


def test_what_other_extractors_say_comes_along_and_figures_hang_on_that_of_finished_articles(project: Project) -> None:
    put(project, "mira", FIRST, SECOND)

    def said(open_one: str) -> tuple[list[str], list[str], str]:
        gold = live_gold(project, "mira", open_one, 1)
        return [each.document for each in gold.said], [each.document for each in gold.said_here], figures_file(gold)

    def figures_file(gold: Gold) -> str:
        return str(module._file(project, gold))

    before = said(HERE)
    assert before[:2] == ([], [])
    with writing(project.store.writable(), project.store.location) as transaction:
        keep_predictions(transaction, SECOND, "file:p.jsonl", "1", "2024-01-01T00:00:00Z")
    found = said(HERE)
    assert found[:2] == ([SECOND.id], [])
    assert found[2] != before[2]
    documents, here, file = said(SECOND.id)
    assert (documents, here) == ([], [SECOND.id])
    gold = live_gold(project, "mira", SECOND.id, 1)
    assert figures_file(structs.replace(gold, said_here=())) == file


def test_of_many_articles_the_last_are_sent(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    put(project, "mira", FIRST, SECOND)
    monkeypatch.setattr(module, "MOST_MENTIONS", len(SECOND.entities))
    assert sent(live_gold(project, "mira", HERE, 1)) == [(SECOND.id, "mira")]


def test_figures_are_known_again_for_the_same_gold_whatever_is_off(project: Project) -> None:
    put(project, "mira", FIRST, SECOND)
    gold = live_gold(project, "mira", HERE, 1)
    assert gold.figures is None
    figures = Figures(("relations",), ("GPE",))
    keep_figures(project, gold, figures)
    assert live_gold(project, "mira", HERE, 2, ("triggers",)).figures == figures
    fewer = live_gold(project, "mira", FIRST.id, 3)
    assert fewer.figures is None
    other_schema = structs.replace(gold, schema=gold.schema + "\n")
    assert kept_figures(project, other_schema) is None


def test_only_some_figures_are_kept_and_damaged_ones_are_computed_again(project: Project) -> None:
    put(project, "mira", FIRST)
    gold = live_gold(project, "mira", HERE, 1)
    for number in range(module.MOST_KEPT + 3):
        keep_figures(project, structs.replace(gold, language=f"x-{number}"), Figures())
    kept = list((project.folder / ".annotator" / "learner").glob("*.json"))
    assert len(kept) == module.MOST_KEPT
    keep_figures(project, gold, Figures())
    for each in (project.folder / ".annotator" / "learner").glob("*.json"):
        each.write_text("{", "utf-8")
    assert kept_figures(project, gold) is None


def test_a_disk_that_refuses_costs_nothing_but_figures(project: Project) -> None:
    put(project, "mira", FIRST)
    (project.folder / ".annotator" / "learner").write_text("a file in the place of the folder")
    gold = live_gold(project, "mira", HERE, 1)
    keep_figures(project, gold, Figures())
    assert kept_figures(project, gold) is None
