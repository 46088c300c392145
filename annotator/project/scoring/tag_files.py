"""Scoring files of tags: their documents counted like any others, and how many tokens have the same tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import tee
from pathlib import Path

import numpy as np

from annotator.eval.counts.counts import Counts, CountsBuilder
from annotator.eval.counts.part_file import Part, Shard
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.eval.score import count
from annotator.eval.scores.tokens import RIGHT, TOTAL
from annotator.eval.tags.tag_files import TaggedDocument, read_tagged

REPAIRED = {
    "conlleval": "tags in {} continue nothing; each opens a mention (repair conlleval)",
    "discard": "tags in {} continue nothing; they are dropped with what continues them (repair discard)",
}


class _Seen:
    """What is noted of documents on their way to the scorer: their tokens, and how many tags were repaired."""

    def __init__(self) -> None:
        self.tokens: dict[str, tuple[int, int]] = {}
        self.repaired: Counter[str] = Counter()

    def watch(self, documents: Iterator[TaggedDocument], shard: Shard | None) -> Iterator[TaggedDocument]:
        """The documents of one share."""
        for each in documents:
            name = each.gold["id"]
            if shard is None or shard.holds(name):
                self.tokens[name] = each.right, each.tokens
                self.repaired.update(dict(zip(("gold", "the prediction"), each.loose, strict=True)))
                yield each


def count_tag_files(gold: Path, predictions: Path, options: ScoreOptions, shard: Shard | None = None) -> Part:
    """The per-document counts of two files of tags, and of their tokens.

    Raises:
        InputError: as `read_tagged`.
    """
    seen = _Seen()
    sides = tee(seen.watch(read_tagged(gold, predictions, options.repair), shard))
    part = count((each.gold for each in sides[0]), (each.predicted for each in sides[1]), options)
    repaired = [
        Notice("repaired-tag", None, tags, REPAIRED[options.repair].format(side))
        for side, tags in seen.repaired.items()
        if tags
    ]
    warnings = sorted([*part.warnings, *repaired], key=Notice.place)
    shares = (shard,) if shard else ()
    return replace(part, counts=_with_tokens(part.counts, seen.tokens), warnings=tuple(warnings), shares=shares)


def _with_tokens(counts: Counts, tokens: dict[str, tuple[int, int]]) -> Counts:
    builder = CountsBuilder()
    builder.add_counts(counts)
    numbers = np.arange(2 * len(tokens))
    values = np.array(list(tokens.values()), dtype=np.float64).reshape(-1)
    builder.add_entries(list(tokens), (RIGHT, TOTAL), numbers // 2, numbers % 2, values)
    return builder.finish()
