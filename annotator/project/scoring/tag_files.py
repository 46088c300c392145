"""Scoring files of tags: their documents counted like any others, and how many tokens have the same tag."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from itertools import tee
from pathlib import Path
from typing import Any

from annotator.eval.counts.counts import CountKey, Counts
from annotator.eval.counts.part_file import Shard
from annotator.eval.options import ScoreOptions
from annotator.eval.score import count
from annotator.eval.scores.notices import Notices
from annotator.eval.tags.tag_files import TaggedDocument, read_tagged

RIGHT: CountKey = ("tokens", "accuracy", "", "right")
TOTAL: CountKey = ("tokens", "accuracy", "", "total")

REPAIRED = {
    "conlleval": "tags in {} continue nothing; each opens a mention (repair conlleval)",
    "discard": "tags in {} continue nothing; they are dropped with what continues them (repair discard)",
}


def count_tag_files(
    gold: Path, predictions: Path, options: ScoreOptions, notices: Notices, shard: Shard | None = None
) -> Counts:
    """The per-document counts of two files of tags, and of their tokens.

    Raises:
        InputError: as `read_tagged`.
    """
    tokens: dict[str, tuple[int, int]] = {}
    sides = tee(_watched(read_tagged(gold, predictions, options.repair), shard, options, notices, tokens))
    counted = count((each.gold for each in sides[0]), (each.predicted for each in sides[1]), options, notices)
    return _with_tokens(counted, tokens)


def _watched(
    documents: Iterator[TaggedDocument],
    shard: Shard | None,
    options: ScoreOptions,
    notices: Notices,
    tokens: dict[str, tuple[int, int]],
) -> Iterator[TaggedDocument]:
    """The documents of one share; their tokens and repaired tags are noted on the way."""
    for each in documents:
        if shard is None or shard.holds(each.gold["id"]):
            tokens[each.gold["id"]] = each.right, each.tokens
            for side, loose in zip(("gold", "the prediction"), each.loose, strict=True):
                if loose:
                    notices.warn("repaired-tag", None, loose, REPAIRED[options.repair].format(side))
            yield each


def _with_tokens(counts: Counts, tokens: Mapping[str, tuple[int, int]]) -> Counts:
    document_of, cell_of, values = counts.document_of[:], counts.cell_of[:], counts.values[:]
    for number, document in enumerate(counts.documents):
        document_of.extend((number, number))
        cell_of.extend((len(counts.cells), len(counts.cells) + 1))
        values.extend(array("d", map(float, tokens[document])))
    return Counts(counts.documents, (*counts.cells, RIGHT, TOTAL), document_of, cell_of, values)


def token_figures(counts: Counts) -> dict[str, Any] | None:
    """The JSON object `{count, right, accuracy}`, right: with the same tag; None where none were counted."""
    if TOTAL not in counts.cells:
        return None
    totals = counts.totals()
    right, total = int(totals.get(RIGHT, 0)), int(totals.get(TOTAL, 0))
    return {"count": total, "right": right, "accuracy": right / total if total else None}
