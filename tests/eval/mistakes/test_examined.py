"""Errors looked through: all are counted, few are kept, each side stands in its sentence."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.mistakes.examined import examine
from annotator.eval.mistakes.find import mistakes
from annotator.eval.mistakes.mistake import tally
from annotator.eval.mistakes.shown import Piece, sentence
from tests.eval.mistakes.test_find import records

TEXT = "Nobody knew. Acme Corp. Ltd left Selm on Monday. Then it rained."


def record(name: str, *mentions: tuple[str, int, int]) -> dict[str, Any]:
    entities = [{"id": f"T{n}", "type": kind, "spans": [[a, b]]} for n, (kind, a, b) in enumerate(mentions)]
    return {"id": name, "text": TEXT, "entities": entities}


@given(records(), records())
def test_all_errors_are_counted_and_few_are_kept(gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    found = examine([gold], [predicted])
    assert found.counts == tally(mistakes([gold], [predicted]))
    kept = Counter((each.mistake.layer, each.mistake.kind) for each in found.examples)
    assert kept == Counter({kind: min(count, 3) for kind, count in found.counts.items()})
    assert sum(each.errors for each in found.worst) == found.counts.total()


def test_three_mistakes_of_a_kind_are_shown() -> None:
    found = examine([record("d", *[("ORG", at, at + 1) for at in range(5)])], [])
    assert [each.mistake.gold and each.mistake.gold.spans for each in found.examples] == [
        ((n, n + 1),) for n in range(3)
    ]


def test_the_worst_documents_come_first() -> None:
    gold = [record(f"d{n:02}", *[("ORG", at, at + 1) for at in range(n)]) for n in range(15)]
    found = examine(gold, [])
    assert [each.errors for each in found.worst] == list(range(14, 4, -1))
    assert found.worst[0].kinds == (("entities missing", 14),)


def test_both_sides_stand_in_their_sentence() -> None:
    found = examine([record("d", ("ORG", 13, 22))], [record("d", ("ORG", 13, 27))])
    [example] = found.examples
    assert example.gold[0] == Piece("Acme Corp", True)
    assert "".join(piece.text for piece in example.predicted).strip() == "Acme Corp. Ltd left Selm on Monday."
    assert [piece.text for piece in example.predicted if piece.meant] == ["Acme Corp. Ltd"]


def test_layers_that_are_not_scored_are_left_out() -> None:
    assert examine([record("d", ("ORG", 0, 3))], [], is_wanted=lambda layer: layer != "entities").counts == Counter()


@given(st.text("ab. \n", max_size=400), st.integers(0, 400), st.integers(0, 30))
def test_a_sentence_holds_all_that_is_meant(text: str, start: int, length: int) -> None:
    pieces = sentence(text, ((start, start + length),))
    assert "".join(piece.text for piece in pieces if piece.meant) == text[start : start + length]
    assert sum(len(piece.text) for piece in pieces) <= length + 2 * 160 + 1
