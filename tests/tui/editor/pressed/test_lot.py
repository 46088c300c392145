"""The articles that are replayed and those finished before: the lot of the simulation, and other gold."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import InputError
from tests.tui.editor.key_table import PASSES, SCHEMAS
from tests.tui.editor.pressed.lot import SEED, Lot

HELD_OUT = Path(__file__).parents[1] / "held_out.jsonl"


def test_the_articles_are_those_of_the_simulation() -> None:
    lot = Lot()
    assert SEED == 0
    assert [each.id for each in lot.replayed()] == ["causeway-01", "vail-02", "valley-01", "valley-03", "quay-01"]
    assert len({each.id for each in (*lot.before(), *lot.replayed())}) == len(lot.before()) + len(lot.replayed()) == 20


def test_fewer_articles_are_the_first_of_the_same_after_the_same() -> None:
    assert (Lot(articles=2).replayed(), Lot(articles=2).before()) == (Lot().replayed()[:2], Lot().before())


def test_other_gold_is_replayed_after_the_bundled_by_its_schema_which_it_is_valid_by() -> None:
    lot = Lot(gold=(HELD_OUT,))
    assert [each.id for each in lot.replayed()] == ["held-out"]
    assert len(lot.before()) == 20
    assert lot.schema().ref == "conflict-news@2.1.0"


def test_an_article_is_never_finished_before_it_is_replayed() -> None:
    some = PASSES.parent / "train.jsonl"
    lot = Lot(gold=(some,), finished=(some,), articles=7)
    assert not {each.id for each in lot.replayed()} & {each.id for each in lot.before()}
    assert len(lot.replayed()) + len(lot.before()) == len(list(read_documents(some)))


def test_gold_of_which_nobody_knows_the_schema_is_refused(tmp_path: Path) -> None:
    [document] = read_documents(HELD_OUT)
    write_records([replace(document, schema_ref="ships@1.0.0")], tmp_path / "gold.jsonl")
    with pytest.raises(InputError, match=r"labelled by ships@1\.0\.0; name the schema's file"):
        Lot(gold=(tmp_path / "gold.jsonl",), finished=(tmp_path / "gold.jsonl",)).schema()


def test_finished_articles_of_another_version_are_refused() -> None:
    with pytest.raises(InputError, match=r"expected conflict-news@1\.1\.0; name other finished articles"):
        Lot(gold=(HELD_OUT,), schema_file=SCHEMAS / "1.1.0.yaml").schema()
