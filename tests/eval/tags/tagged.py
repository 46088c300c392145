"""Sentences of tags as records, without files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.eval.options import Repair
from annotator.eval.tags.bio import mentions_of_tags


def tag_sequences(lines: Iterable[str]) -> Iterator[list[str]]:
    """The tags of CoNLL lines, a sentence at a time: last column of each line, sentences parted by blank lines."""
    sentence: list[str] = []
    for line in lines:
        columns = line.split()
        if columns:
            sentence.append(columns[-1])
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def records_of_tags(sentences: Iterable[Sequence[str]], repair: Repair = "none") -> Iterator[dict[str, Any]]:
    """Gold records of tagged sentences, one a sentence, offsets in tokens; ids are the numbers of the sentences."""
    line = 1
    for number, tags in enumerate(sentences, 1):
        mentions = mentions_of_tags(tags, repair, line)
        entities = [
            {"id": f"T{index}", "type": type_name, "spans": [[start, end]]}
            for index, (type_name, start, end) in enumerate(mentions, 1)
        ]
        yield {"id": str(number), "entities": entities}
        line += len(tags) + 1
