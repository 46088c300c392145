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
from annotator.eval.tags.tag_files import TaggedDocument, open_pair, read_pair
from annotator.formats.conll.reading_notes import repairs_note, scheme_note
from annotator.formats.conll.schemes import Notation

SIDES = ("gold", "the prediction")


class _Seen:
    """What is noted of documents on their way to the scorer: their tokens, and how many tags were repaired."""

    def __init__(self) -> None:
        self.tokens: dict[str, tuple[int, int]] = {}
        self.repaired: Counter[int] = Counter()

    def watch(self, documents: Iterator[TaggedDocument], shard: Shard | None) -> Iterator[TaggedDocument]:
        """The documents of one share."""
        for each in documents:
            name = each.gold["id"]
            if shard is None or shard.holds(name):
                self.tokens[name] = each.right, each.tokens
                self.repaired.update(dict(enumerate(each.repaired)))
                yield each


def count_tag_files(gold: Path, predictions: Path, options: ScoreOptions, shard: Shard | None = None) -> Part:
    """The per-document counts of two files of tags, and of their tokens.

    Raises:
        InputError: as `read_tagged`.
    """
    seen, files = _Seen(), open_pair(gold, predictions, options.scheme, options.repair)
    sides = tee(seen.watch(read_pair(files), shard))
    part = count((each.gold for each in sides[0]), (each.predicted for each in sides[1]), options)
    notations = [file.notation for file in files]
    notices = [
        Notice("repaired-tag", None, tags, repairs_note(f"tags in {SIDES[side]}", notations[side], options.repair))
        for side, tags in seen.repaired.items()
        if tags
    ]
    if options.scheme == "auto":
        notices.append(Notice("tag-scheme", None, len(seen.tokens), _guessed(*notations)))
    scheme = notations[0].scheme if notations[0].scheme == notations[1].scheme else options.scheme
    warnings = sorted([*part.warnings, *notices], key=Notice.place)
    counted = replace(part.options, scheme=scheme)
    counts, shares = _with_tokens(part.counts, seen.tokens), (shard,) if shard else ()
    return replace(part, options=counted, counts=counts, warnings=tuple(warnings), shares=shares)


def _guessed(gold: Notation, predicted: Notation) -> str:
    """In which scheme both files are taken to be."""
    both = (
        f"gold and the prediction as {gold}" if gold == predicted else f"gold as {gold}, the prediction as {predicted}"
    )
    return scheme_note(both)


def _with_tokens(counts: Counts, tokens: dict[str, tuple[int, int]]) -> Counts:
    builder = CountsBuilder()
    builder.add_counts(counts)
    numbers = np.arange(2 * len(tokens))
    values = np.array(list(tokens.values()), dtype=np.float64).reshape(-1)
    builder.add_entries(list(tokens), (RIGHT, TOTAL), numbers // 2, numbers % 2, values)
    return builder.finish()
