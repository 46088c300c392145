"""Where the keys go that an article costs: `python -m tests.tui.editor.key_table [GOLD.jsonl ID]`.

With `all` the keys of every article of conflict-wire, as `datasets/conflict-wire/passes/keys.csv` has them.

An article is annotated as its gold is, by a hand that never slips, on a screen of 80x24; every key is counted. Reaching
the head of a relation is counted apart: relations are counted from their heads.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from annotator.datasets.data_set_files import record_files
from annotator.datasets.record import read_documents
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from tests.shared import ROOT
from tests.tui.editor.replay import Hand

SCHEMAS = ROOT / "schema" / "conflict-news"
PASSES = ROOT / "datasets" / "conflict-wire" / "passes"
SHOWN = "causeway-02"
"""The article whose keys the page of keys shows; proposals of values and fillers were tried on it."""

KINDS = ("mention", "value", "head", "relation", "event")
NAMES = {"head": "head of a relation"}


@cache
def replayed(source: Path, document_id: str) -> Hand:
    """The hand that has annotated an article as it is in a file of gold."""
    gold = gold_of(source, document_id)
    hand = Hand(gold, schema_of(gold))
    hand.annotate()
    return hand


def schema_of(gold: Document) -> LabelSchema:
    """The last schema of the MAJOR.MINOR that an article was labelled under: a PATCH changes no label."""
    assert gold.schema_ref is not None
    feature = gold.schema_ref.rpartition("@")[2].rpartition(".")[0]
    return read_schema(max(SCHEMAS.glob(f"{feature}.*.yaml")))


def gold_of(source: Path, document_id: str) -> Document:
    """The labels of an article in a file."""
    return next(each for each in read_documents(source) if each.id == document_id)


def keys_of(hand: Hand, kind: str) -> int:
    """The keys that all annotations of a kind have cost."""
    return sum(keys for (during, _), keys in hand.spent.items() if during == kind)


def each_of(hand: Hand, kind: str) -> float:
    """The keys that an annotation of a kind costs on average, all that it needs among them."""
    return keys_of(hand, kind) / len(hand.keys[kind])


def table(hand: Hand) -> str:
    """One line for each purpose, and one for the sum of each kind."""
    return "\n".join(_lines(hand)) + "\n"


def _lines(hand: Hand) -> Iterator[str]:
    yield f"{'a':<20} {'for':<20} {'keys':>5} {'each':>6}"
    for kind in KINDS:
        count = len(hand.keys[kind])
        for (during, purpose), keys in sorted(hand.spent.items(), key=lambda item: -item[1]):
            if during == kind:
                yield f"{NAMES.get(kind, kind):<20} {purpose:<20} {keys:>5} {keys / count:>6.2f}"
        total = f"all of {count}"
        yield f"{NAMES.get(kind, kind):<20} {total:<20} {keys_of(hand, kind):>5} {each_of(hand, kind):>6.2f}"
    yield f"{'the article':<41} {len(hand.pressed):>5}"


def main(arguments: list[str]) -> None:
    """Print the table."""
    if arguments == ["all"]:
        print("article,keys")
        for file in record_files(PASSES.parent):
            for gold in read_documents(file):
                print(f"{gold.id},{len(replayed(file, gold.id).pressed)}", flush=True)
        return
    source, document_id = (Path(arguments[0]), arguments[1]) if arguments else (PASSES / "second.jsonl", SHOWN)
    print(table(replayed(source, document_id)), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
