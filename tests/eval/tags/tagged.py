"""Sentences of tags as records, without files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.errors import InputError
from annotator.formats.conll.mentions import Mention, decode
from annotator.formats.conll.schemes import Notation, Repair, Scheme


def mentions_of_tags(tags: Sequence[str], repair: Repair = "none", scheme: Scheme = "iob2") -> list[Mention]:
    """The mentions of one sentence; with repair `none` what does not fit is refused."""
    found = decode(tags, Notation(scheme), repair)
    for misfit in found.misfits:
        if misfit.fatal or repair == "none":
            raise InputError(f"{misfit.position}: {misfit.message}")
    return found.mentions


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
    for number, tags in enumerate(sentences, 1):
        entities = [
            {"id": f"T{index}", "type": type_name, "spans": [[start, end]]}
            for index, (type_name, start, end) in enumerate(mentions_of_tags(tags, repair), 1)
        ]
        yield {"id": str(number), "entities": entities}
