"""What annotating costs in keys, counted by replaying the sample's gold through the desk."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from annotator.datasets.record import read_records
from annotator.schema.language import read_schema
from tests.shared import ROOT
from tests.tui.desk.replay import Hand, mean

SAMPLE = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"
SCHEMA = ROOT / "schema" / "conflict-news" / "2.0.0.yaml"


@cache
def counts() -> dict[str, list[int]]:
    """The keys of every annotation, by kind; the replay itself asserts that the gold comes out."""
    schema = read_schema(SCHEMA)
    found: dict[str, list[int]] = defaultdict(list)
    for gold in read_records(SAMPLE):
        hand = Hand(gold, schema)
        hand.annotate()
        for kind, keys in hand.keys.items():
            found[kind] += keys
    return found


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("labelled", 2.0),
        ("mention", 2.6),
        ("value", 3.9),
        ("relation", 4.0),
        ("event", 10.0),
    ],
)
def test_an_annotation_costs_no_more_keys_than_this_on_average(kind: str, most: float) -> None:
    found = counts()[kind]
    assert len(found) >= 10
    assert mean(found) <= most
