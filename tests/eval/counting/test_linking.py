"""Linking under neleval's names."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score

Record = dict[str, Any]


def record(*mentions: tuple[int, str | None, str | None]) -> Record:
    """Mentions by (start, link, coref)."""
    entities = []
    for number, (start, link, coref) in enumerate(mentions):
        entity = {"id": f"T{number}", "type": "PER", "spans": [[start, start + 2]]}
        entities.append(entity | ({"links": [link]} if link else {}) | ({"coref": coref} if coref else {}))
    return {"id": "d", "entities": entities}


def f1(gold: Record, predicted: Record) -> dict[str, float | None]:
    return {row.measure: row.f1 for row in score([gold], [predicted], ScoreOptions(layers=("linking",))).scores}


GOLD = record((0, "kb:1", None), (4, "kb:2", None), (8, None, "n"), (12, None, "n"))


def test_a_wrong_link_on_the_right_mention() -> None:
    found = f1(GOLD, record((0, "kb:1", None), (4, "kb:9", None), (8, None, "m"), (12, None, "m")))
    assert (found["strong-mention-match"], found["strong-typed-mention-match"]) == (1.0, 1.0)
    assert (found["strong-link-match"], found["strong-nil-match"], found["strong-all-match"]) == (0.5, 1.0, 0.75)
    assert found["entity-match"] == 0.5
    assert (found["mention-ceaf"], found["b-cubed"], found["muc"], found["pairwise"]) == (1.0, 1.0, 1.0, 1.0)
    assert found["b-cubed-plus"] == pytest.approx(0.75)


def test_a_link_where_there_is_none() -> None:
    found = f1(GOLD, record((0, "kb:1", None), (4, "kb:2", None), (8, "kb:3", None), (12, None, "n")))
    assert found["strong-nil-match"] == pytest.approx(2 / 3)
    assert found["strong-all-match"] == 0.75
    assert found["pairwise"] == 0.0


def test_one_of_several_links_is_enough() -> None:
    gold, predicted = record((0, "kb:1", None)), record((0, "geo:7", None))
    gold["entities"][0]["links"] = ["kb:1", "geo:7"]
    assert f1(gold, predicted)["strong-link-match"] == 1.0
    assert f1(predicted, gold)["strong-link-match"] == 1.0


def test_documents_where_neither_side_links_take_no_part() -> None:
    assert set(f1(record((0, None, None)), record((0, None, None))).values()) == {None}
