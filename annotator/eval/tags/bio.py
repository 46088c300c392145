"""Tags of tokens (IOB2, and IOB1 by repair) as mentions in token offsets, and token accuracy.

`repair` says what to do with an `I-X` that continues nothing: `none` refuses it, `conlleval` lets it open a mention as
that scorer and seqeval's default do, `discard` drops it and what continues it, as seqeval's strict mode does; that can
raise a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

from annotator.errors import InputError

Repair: TypeAlias = Literal["none", "conlleval", "discard"]
OUTSIDE = "O"


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


def mentions_of_tags(
    tags: Sequence[str], repair: Repair = "none", first_line: int = 1, file: str = "line "
) -> list[tuple[str, int, int]]:
    """The mentions of one sentence as (type, first token, token after the last).

    Raises:
        InputError: a tag that is neither O, B-TYPE nor I-TYPE; with repair `none`, an I that continues nothing. Lines
            count from `first_line`, and messages put `file` before them.
    """
    found: list[tuple[str, int, int]] = []
    open_type: str | None = None
    for position, tag in enumerate(tags):
        prefix, type_name = _split(tag, f"{file}{first_line + position}")
        if prefix == "I" and type_name == open_type:
            found[-1] = (*found[-1][:2], position + 1)
            continue
        if prefix == "I" and repair == "none":
            raise InputError(
                f'{file}{first_line + position}: tag "{tag}" continues nothing; expected B-{type_name} before it, '
                "or say how to repair: conlleval, discard"
            )
        opens = prefix == "B" or (prefix == "I" and repair == "conlleval")
        open_type = type_name if opens else None
        if opens:
            found.append((type_name, position, position + 1))
    return found


def _split(tag: str, place: str) -> tuple[str, str]:
    prefix, _, type_name = tag.partition("-")
    if tag == OUTSIDE:
        return OUTSIDE, ""
    if prefix not in ("B", "I") or not type_name:
        raise InputError(f'{place}: invalid tag "{tag}"; expected O, B-TYPE or I-TYPE')
    return prefix, type_name


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


def token_accuracy(gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]) -> float | None:
    """The share of tokens with the same tag on both sides, None without tokens.

    Raises:
        InputError: a sentence has more tokens on one side.
    """
    right = total = 0
    for number, (gold_tags, predicted_tags) in enumerate(zip(gold, predicted, strict=True), 1):
        if len(gold_tags) != len(predicted_tags):
            raise InputError(
                f"sentence {number}: {len(predicted_tags)} predicted tags for {len(gold_tags)} tokens; "
                "gold and prediction must have the same tokens"
            )
        right += sum(a == b for a, b in zip(gold_tags, predicted_tags, strict=True))
        total += len(gold_tags)
    return right / total if total else None
