"""A row of DyGIE++, and the runs of tokens in it.

A run is `[first, last]`, both counted over all sentences of the document; within our program it is half-open. Items of
`ner`, `relations` and `events` stand in one list a sentence. The same keys with `predicted_` before them say what a
model found: each item then ends with a raw score and a probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from annotator.formats.json_rows import Row
from annotator.model.spans import Span

Item: TypeAlias = tuple[Any, ...]
Cluster: TypeAlias = tuple[tuple[int, int], ...]

NAME = "dygie"
PREDICTED = "predicted_"
LAYERS = ("ner", "relations", "events", "clusters", "event_clusters")
SENTENCE_STARTS = ("_sentence_start", "sentence_start", "sentences_start", "_sentence_starts")
"""Keys for the token that each sentence begins with: it follows from the sentences, mostly."""


class DygieRow(Struct):
    """One document."""

    doc_key: str
    sentences: tuple[tuple[str, ...], ...]
    ner: tuple[tuple[Item, ...], ...] = ()
    relations: tuple[tuple[Item, ...], ...] = ()
    events: tuple[tuple[tuple[Item, ...], ...], ...] = ()
    clusters: tuple[Cluster, ...] = ()
    event_clusters: tuple[Cluster, ...] = ()
    predicted_ner: tuple[tuple[Item, ...], ...] = ()
    predicted_relations: tuple[tuple[Item, ...], ...] = ()
    predicted_events: tuple[tuple[tuple[Item, ...], ...], ...] = ()
    predicted_clusters: tuple[Cluster, ...] = ()
    predicted_event_clusters: tuple[Cluster, ...] = ()
    dataset: str | None = None
    weight: float | None = None


class Runs(NamedTuple):
    """Reads runs of tokens: those of each sentence begin with this number in the row."""

    row: Row
    starts: tuple[int, ...]
    lengths: tuple[int, ...]

    def in_sentence(self, path: str, sentence: int, values: Sequence[Any]) -> Span:
        """The run that two numbers of a sentence's item say, from the document's first token on.

        Raises:
            FormatError: they are no numbers of tokens of that sentence.
        """
        first, last = self._numbers(path, values)
        start, length = self.starts[sentence], self.lengths[sentence]
        if not start <= first <= last < start + length:
            message = (
                f"[{first}, {last}] is not in sentence {sentence}; expected tokens {start} to {start + length - 1}"
            )
            raise self.row.refused(path, message, "tokens")
        moved = sum(self.lengths[:sentence]) - start
        return first + moved, last + moved + 1

    def anywhere(self, path: str, values: Sequence[Any]) -> Span:
        """The run that two numbers say, in whatever sentence.

        Raises:
            FormatError: they are no numbers of tokens.
        """
        first, last = self._numbers(path, values)
        ends = [start + length for start, length in zip(self.starts, self.lengths, strict=True)]
        begins, stops = (
            [number for number, start in enumerate(self.starts) if start <= token < ends[number]]
            for token in (first, last)
        )
        if not begins or not stops or first > last:
            raise self.row.refused(path, f"[{first}, {last}] are no tokens of the document", "tokens")
        before = list(accumulate(self.lengths, initial=0))
        return first - self.starts[begins[0]] + before[begins[0]], last - self.starts[stops[0]] + before[stops[0]] + 1

    def _numbers(self, path: str, values: Sequence[Any]) -> tuple[int, int]:
        if len(values) != 2 or any(type(each) is not int for each in values):
            raise self.row.refused(path, "expected the numbers of a first and a last token", "tokens")
        return values[0], values[1]


def runs_of(row: Row, read: DygieRow) -> Runs:
    """The runs of a row: sentences begin where it says, where its items fit that alone; else they follow each other."""
    lengths = tuple(map(len, read.sentences))
    following = tuple(accumulate(lengths, initial=0))[:-1]
    said: list[int] = next((row.value[key] for key in SENTENCE_STARTS if isinstance(row.value.get(key), list)), [])
    usable = len(said) == len(lengths) and all(type(each) is int for each in said)
    if usable and not _fit(read, following, lengths) and _fit(read, said, lengths):
        return Runs(row, tuple(said), lengths)
    return Runs(row, following, lengths)


def _fit(read: DygieRow, starts: Sequence[int], lengths: Sequence[int]) -> bool:
    """Whether the first token of each item stands in the item's sentence."""
    layers = (read.ner, read.relations, read.predicted_ner, read.predicted_relations)
    triggers = tuple(
        tuple(event[0] for event in events if event)
        for layer in (read.events, read.predicted_events)
        for events in layer
    )
    return all(
        type(item[0]) is not int or starts[sentence] <= item[0] < starts[sentence] + lengths[sentence]
        for layer in (*layers, triggers[: len(read.events)], triggers[len(read.events) :])
        for sentence, items in enumerate(layer[: len(lengths)])
        for item in items
        if item
    )
