"""Training: on a file or on what a project has finished, into a folder of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from annotator.datasets.write import write_records
from annotator.errors import InputError, StoreError
from annotator.model.document import by_id
from annotator.project.suggestions.finished_gold import FinishedGold, finished_gold
from annotator.project.suggestions.train import Trained, train
from annotator.suggest.learner.model_files import FILES, read_model
from annotator.suggest.worth.stacking import Stacking
from tests.suggest.learner import taught


@pytest.fixture
def gold() -> FinishedGold:
    return finished_gold([taught.GOLD], taught.SCHEMA_FILE)


@pytest.mark.slow
def test_a_model_says_what_it_was_fitted_to(gold: FinishedGold, tmp_path: Path) -> None:
    trained = train(gold, tmp_path / "m", language="en", seed=3)
    counts = [
        sum(len(each.entities) for each in gold.documents),
        sum(len(each.events) for each in gold.documents),
        sum(len(each.relations) for each in gold.documents),
    ]
    mentions, events, relations = counts
    assert trained == Trained("conflict-news@2.0.0", 2, 0, mentions, events, relations, Stacking())
    model, fitted_to = read_model(tmp_path / "m")
    assert model.schema == taught.schema()
    assert [fitted_to.mentions, fitted_to.events, fitted_to.relations] == counts
    assert sorted(fitted_to.documents) == sorted(each.id for each in gold.documents)
    assert (fitted_to.language, fitted_to.seed) == ("en", 3)


@pytest.mark.slow
def test_the_order_of_the_documents_changes_nothing(gold: FinishedGold, tmp_path: Path) -> None:
    train(gold, tmp_path / "one")
    train(replace(gold, documents=gold.documents[::-1]), tmp_path / "two")
    assert all((tmp_path / "one" / each).read_bytes() == (tmp_path / "two" / each).read_bytes() for each in FILES)


@pytest.mark.slow
def test_a_model_is_replaced_and_nothing_else(gold: FinishedGold, tmp_path: Path) -> None:
    train(gold, tmp_path / "m")
    (tmp_path / "m" / "notes.txt").write_text("mine", "utf-8")
    train(replace(gold, documents=gold.documents[:1]), tmp_path / "m")
    assert (tmp_path / "m" / "notes.txt").read_text("utf-8") == "mine"
    assert len(read_model(tmp_path / "m")[1].documents) == 1
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(StoreError, match=r"other: holds notes.txt; expected a new folder, or one with a model in it"):
        train(gold, tmp_path / "other")
    with pytest.raises(StoreError, match=r"notes.txt: is a file"):
        train(gold, tmp_path / "other" / "notes.txt")
    with pytest.raises(StoreError, match=r"there is no such folder to write m into"):
        train(gold, tmp_path / "nowhere" / "models" / "m")


@pytest.mark.slow
def test_a_folder_for_models_is_made_with_the_first_one(gold: FinishedGold, tmp_path: Path) -> None:
    train(gold, tmp_path / "models" / "first")
    assert read_model(tmp_path / "models" / "first")


def test_nothing_to_learn_is_refused(gold: FinishedGold, tmp_path: Path) -> None:
    bare = structs.replace(gold.documents[0], entities=by_id([]), events=by_id([]), relations=by_id([]))
    with pytest.raises(InputError, match=r"no mention is labelled"):
        train(replace(gold, documents=(bare,)), tmp_path / "m")
    assert not (tmp_path / "m").exists()


def test_gold_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    first = taught.gold()[0]
    (tmp_path / "empty.jsonl").write_bytes(b"")
    with pytest.raises(InputError, match=r"empty.jsonl: holds no document"):
        finished_gold([tmp_path / "empty.jsonl"])
    write_records([structs.replace(first, schema_ref="conflict-news@1.0.0")], tmp_path / "other.jsonl")
    with pytest.raises(InputError, match=r"is made for conflict-news@1.0.0; .*is conflict-news@2.0.0; expected one"):
        finished_gold([tmp_path / "other.jsonl"], taught.SCHEMA_FILE)
    wordless = [structs.replace(each, text=None) for each in first.entities.values()]
    bare = structs.replace(first, text=None, entities=by_id(wordless), events=by_id([]), relations=by_id([]))
    write_records([bare], tmp_path / "text-free.jsonl")
    with pytest.raises(InputError, match=r"has no text to learn from"):
        finished_gold([tmp_path / "text-free.jsonl"], taught.SCHEMA_FILE)
