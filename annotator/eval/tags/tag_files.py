"""Files of tags: a token a line, its tag in the last column, a blank line between sentences, as CoNLL-2003 has them.

The first column is the token; columns are parted by tabs, or by blanks where a line has no tab. A line -DOCSTART-
begins a document; in a file without any, each sentence is one. Gold and predictions are read in step and must have the
same tokens; tokens are what mentions are measured in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from annotator.errors import FormatError, InputError
from annotator.eval.options import Repair
from annotator.eval.tags.bio import OUTSIDE, mentions_of_tags
from annotator.text.utf8 import decoded_utf8

SUFFIXES = (".conll", ".iob", ".bio")
"""The files that are read as tags."""

DOCUMENT_START = "-DOCSTART-"
BYTE_ORDER_MARK = "\ufeff"

BLANKS = " \t\r\n"
"""What parts columns; other blanks, such as one that does not break, may stand in a token."""


class Token(NamedTuple):
    """One line; lines count from 1."""

    line: int
    word: str
    tag: str


class Sentence(NamedTuple):
    """Tokens of the document with this number; 0 before the first -DOCSTART-."""

    document: int
    tokens: tuple[Token, ...]


class TaggedDocument(NamedTuple):
    """One document: the records of both sides, offsets in tokens, how many tokens it has, and how many have one tag.

    `loose` is how many tags of gold and of the prediction continue nothing.
    """

    gold: dict[str, Any]
    predicted: dict[str, Any]
    tokens: int
    right: int
    loose: tuple[int, int]


def are_tag_files(gold: Path, predictions: Path) -> bool:
    """Whether both are files of tags, by their suffix.

    Raises:
        InputError: only one is.
    """
    tags = [path.suffix.lower() in SUFFIXES for path in (gold, predictions)]
    if len(set(tags)) > 1:
        odd, other = (gold, predictions) if tags[0] else (predictions, gold)
        raise InputError(
            f"{odd} is a file of tags and {other} is none; expected both as tags ({', '.join(SUFFIXES)}) or neither, "
            "since tags count tokens and records count characters"
        )
    return tags[0]


def read_tagged(gold: Path, predictions: Path, repair: Repair = "none") -> Iterator[TaggedDocument]:
    """The documents of both files, in step; where documents begin is what gold says.

    Raises:
        InputError: a file cannot be read, a line has no token and tag, a tag is none or continues nothing (with repair
            `none`), or the files have different tokens.
    """
    whole = _has_documents(gold)
    paired = enumerate(_in_step(gold, predictions), 1)
    for number, group in groupby(paired, key=lambda each: each[1][0].document if whole else each[0]):
        yield _document(str(number), (gold, predictions), [pair for _, pair in group], repair)


def _document(
    name: str, files: tuple[Path, Path], pairs: list[tuple[Sentence, Sentence]], repair: Repair
) -> TaggedDocument:
    found: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    loose, first, right = [0, 0], 0, 0
    for pair in pairs:
        for side, sentence in enumerate(pair):
            tags = [token.tag for token in sentence.tokens]
            mentions = mentions_of_tags(tags, repair, sentence.tokens[0].line, f"{files[side]}:")
            known = len(found[side])
            found[side].extend(_entity(known + number, first, each) for number, each in enumerate(mentions, 1))
            loose[side] += count_loose(tags)
        right += sum(a.tag == b.tag for a, b in zip(pair[0].tokens, pair[1].tokens, strict=True))
        first += len(pair[0].tokens)
    gold, predicted = ({"id": name, "entities": entities} for entities in found)
    return TaggedDocument(gold, predicted, first, right, (loose[0], loose[1]))


def _entity(number: int, first: int, mention: tuple[str, int, int]) -> dict[str, Any]:
    type_name, start, end = mention
    return {"id": f"T{number}", "type": type_name, "spans": [[first + start, first + end]]}


def count_loose(tags: list[str]) -> int:
    """How many tags I-X follow neither B-X nor I-X."""
    return sum(tag.startswith("I-") and before[1:] != tag[1:] for before, tag in pairwise((OUTSIDE, *tags)))


def _in_step(gold: Path, predictions: Path) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentences of both files, which must have the same tokens."""
    for number, (wanted, found) in enumerate(zip_longest(read_sentences(gold), read_sentences(predictions))):
        if wanted is None or found is None:
            (short, long), rest = ((gold, predictions), found) if wanted is None else ((predictions, gold), wanted)
            raise InputError(
                f"{short}: ends after {number} sentences where {long}:{rest.tokens[0].line} goes on; {SAME_TOKENS}"
            )
        for mine, theirs in zip_longest(wanted.tokens, found.tokens):
            if mine is None or theirs is None or mine.word != theirs.word:
                line = theirs.line if theirs else found.tokens[-1].line + 1
                place = mine.line if mine else wanted.tokens[-1].line + 1
                raise InputError(
                    f"{predictions}:{line}: {_said(theirs)} where {gold}:{place} has {_said(mine)}; {SAME_TOKENS}"
                )
        yield wanted, found


SAME_TOKENS = "gold and predictions must have the same tokens in the same sentences"


def _said(token: Token | None) -> str:
    return f'the token "{token.word}"' if token else "the end of the sentence"


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of one file.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or a line has no token and tag.
    """
    document = 0
    tokens: list[Token] = []
    for number, line in _lines(path):
        columns = _columns(line)
        starts = columns[0] == DOCUMENT_START
        if (starts or columns == [""]) and tokens:
            yield Sentence(document, tuple(tokens))
            tokens = []
        if starts:
            document += 1
        elif columns != [""]:
            tokens.append(_token(path, number, columns))
    if tokens:
        yield Sentence(document, tuple(tokens))


def _columns(line: str) -> list[str]:
    """The columns of a line, one empty column of a blank one."""
    bare = line.strip(BLANKS)
    return [each.strip(BLANKS) for each in bare.split("\t")] if "\t" in bare else re.split(" +", bare)


def _token(path: Path, number: int, columns: list[str]) -> Token:
    if len(columns) < 2 or not columns[0] or not columns[-1]:
        raise InputError(
            f"{path}:{number}: no token with a tag; expected the token in the first column and its tag in the last, "
            "parted by tabs or blanks"
        )
    return Token(number, columns[0], columns[-1])


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, 1):
                line = decoded_utf8(raw, str(path), FormatError, number)
                yield number, line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error


def _has_documents(path: Path) -> bool:
    return any(_columns(line)[0] == DOCUMENT_START for _, line in _lines(path))
