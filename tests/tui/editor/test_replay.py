"""What annotating costs in keys, counted by replaying gold through the editor: the sample's, and a held-out article's.

The held-out article was annotated after the screen was built and was not used while building it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.schema.language import read_schema
from tests.shared import ROOT
from tests.tui.editor.replay import Hand, mean

pytestmark = pytest.mark.slow

HELD_OUT = Path(__file__).with_name("held_out.jsonl")
SAMPLE = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"
SCHEMA = ROOT / "schema" / "conflict-news" / "2.0.1.yaml"


@cache
def counts(source: Path) -> dict[str, list[int]]:
    """The keys of every annotation, by kind; the replay itself asserts that the gold comes out."""
    schema = read_schema(SCHEMA)
    found: dict[str, list[int]] = defaultdict(list)
    for gold in read_documents(source):
        hand = Hand(gold, schema)
        hand.annotate()
        for kind, keys in hand.keys.items():
            found[kind] += keys
    return found


@pytest.mark.parametrize("source", [SAMPLE, HELD_OUT], ids=["sample", "held-out"])
@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("labelled", 2.0),
        ("mention", 2.6),
        ("value", 3.9),
        ("relation", 4.0),
        ("event", 7.0),
    ],
)
def test_an_annotation_costs_no_more_keys_than_this_on_average(kind: str, most: float, source: Path) -> None:
    found = counts(source)[kind]
    assert len(found) >= 5
    assert mean(found) <= most


def test_an_event_of_two_arguments_costs_seven_keys_at_most_on_text_not_seen_before() -> None:
    assert mean(counts(HELD_OUT)["event of two arguments"]) <= 7
