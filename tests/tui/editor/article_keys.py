"""What the articles of docs/keys.md cost in keys: `python -m tests.tui.editor.article_keys [ID ...]`.

By a hand that never slips: a mention, a relation from its head, an event; then an event with a learner that ranks the
fillers of events and was fitted to all other stories, and of that its fillers, reaching it and its values. It takes
minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

from annotator.datasets.data_set_files import record_files
from annotator.datasets.record import read_documents
from annotator.model.document import Document
from annotator.suggest.learner.arguments import fit_arguments
from annotator.suggest.learner.reading.lesson import lessons_of
from annotator.tui.learning.filler_ranker import FillerRanker
from tests.tui.editor.key_table import PASSES, SHOWN, each_of, gold_of, schema_of
from tests.tui.editor.replay import Hand

WHILE_BUILDING = (SHOWN, "vail-01", "valley-03", "exchange-01", "quay-01")
ONCE = ("exchange-04", "valley-02", "exchange-02", "orrin-03", "orrin-04", "quay-02", "vail-02", "valley-01")
SHARES = ("fillers", "reaching it", "values")


@cache
def data_set() -> tuple[Document, ...]:
    """All articles, as they are in the data set."""
    return tuple(each for file in record_files(PASSES.parent) for each in read_documents(file))


def article(document_id: str) -> Document:
    """The labels that are replayed: of the article whose keys the page shows those of its second pass."""
    if document_id == SHOWN:
        return gold_of(PASSES / "second.jsonl", SHOWN)
    return next(each for each in data_set() if each.id == document_id)


@cache
def ranker(story: str) -> FillerRanker:
    """What the articles of all other stories teach about fillers."""
    others = [each for each in data_set() if each.meta["story"] != story]
    schema = schema_of(others[0])
    return FillerRanker(fit_arguments(list(lessons_of(others, schema, None)), schema))


def replayed(gold: Document, *, with_learner: bool) -> Hand:
    """The hand that has annotated an article."""
    hand = Hand(gold, schema_of(gold))
    if with_learner:
        hand.work.ranker = ranker(str(gold.meta["story"]))
    hand.annotate()
    return hand


def row(document_id: str) -> str:
    """A line of the table."""
    gold = article(document_id)
    bare, learned = (replayed(gold, with_learner=each) for each in (False, True))
    events = len(learned.keys["event"])
    kinds = " | ".join(f"{each_of(bare, kind):.2f}" for kind in ("mention", "relation", "event"))
    shares = ", ".join(f"{learned.spent['event', purpose] / events:.2f}" for purpose in SHARES)
    counted = "while building" if document_id in WHILE_BUILDING else "once, unseen"
    return f"| `{document_id}` | {counted} | {kinds} | {each_of(learned, 'event'):.2f} | {shares} |"


def rows(document_ids: list[str]) -> Iterator[str]:
    """The lines of some articles; without ids of all in the table."""
    return map(row, document_ids or [*WHILE_BUILDING, *ONCE])


if __name__ == "__main__":
    for line in rows(sys.argv[1:]):
        print(line, flush=True)
