"""Gold and predictions that are both files of tags: read in step, since they must have the same tokens.

Tokens are what mentions are measured in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.formats.conll.schemes import Notation, Repair, Scheme, notations_of
from annotator.formats.conll.sentences import Sentence, Token, read_sentences
from annotator.formats.conll.tagged_file import TaggedFile, open_tagged, record_of_tags
from annotator.model.record import Record


class TaggedDocument(NamedTuple):
    """One document: the records of both sides, offsets in tokens, how many tokens it has, and how many have one tag.

    `repaired` is how many tags of gold and of the prediction do not fit their scheme.
    """

    gold: dict[str, Any]
    predicted: dict[str, Any]
    tokens: int
    right: int
    repaired: tuple[int, int]


def open_pair(gold: Path, predictions: Path, scheme: Scheme = "auto", repair: Repair = "none") -> list[TaggedFile]:
    """Both files, read in one scheme where none of them has letters of its own.

    Raises:
        InputError: a file cannot be read, or a line has no token and tag.
    """
    files = [open_tagged(path, scheme, repair) for path in (gold, predictions)]
    notations = notations_of(files[0].seen, files[1].seen, scheme)
    return [replace(file, notation=each) for file, each in zip(files, notations, strict=True)]


def read_tagged(
    gold: Path, predictions: Path, repair: Repair = "none", scheme: Scheme = "auto"
) -> Iterator[TaggedDocument]:
    """The documents of both files, in step; where documents begin, and their names, is what gold says.

    Raises:
        InputError: a file cannot be read, a line has no token and tag, a tag does not fit its scheme (with repair
            `none`), or the files have different tokens.
    """
    yield from read_pair(open_pair(gold, predictions, scheme, repair))


def read_pair(files: list[TaggedFile]) -> Iterator[TaggedDocument]:
    """The same of two files that are open.

    Raises:
        InputError: as above.
    """
    for name, pairs in _documents(files):
        yield _document(name, files, pairs)


def read_in_step(
    gold: Path, predictions: Path, repair: Repair = "none", scheme: Scheme = "auto"
) -> Iterator[tuple[Record, Record]]:
    """The documents of both files as records with a text, which offsets count the characters of.

    Raises:
        InputError: as `read_tagged`.
    """
    files = open_pair(gold, predictions, scheme, repair)
    for name, pairs in _documents(files):
        sides = ([files[side].decoded(pair[side]) for pair in pairs] for side in (0, 1))
        one, other = (record_of_tags(name, tagged) for tagged in sides)
        yield one, other


def _documents(files: list[TaggedFile]) -> Iterator[tuple[str, list[tuple[Sentence, Sentence]]]]:
    """The sentences of both files by document, as gold has them."""
    whole = files[0].has_documents
    paired = enumerate(_in_step(files), 1)
    groups = groupby(paired, key=lambda each: each[1][0].document if whole else each[0])
    for number, (_, group) in enumerate(groups, 1):
        pairs = [pair for _, pair in group]
        yield pairs[0][0].name or str(number), pairs


def _document(name: str, files: list[TaggedFile], pairs: list[tuple[Sentence, Sentence]]) -> TaggedDocument:
    both: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    repaired, first, right = [0, 0], 0, 0
    for pair in pairs:
        for side, sentence in enumerate(pair):
            tagged = files[side].decoded(sentence)
            known = len(both[side])
            both[side].extend(_entity(known + number, first, each) for number, each in enumerate(tagged.mentions, 1))
            repaired[side] += tagged.repaired
        right += sum(_same_tag(files, *tokens) for tokens in zip(pair[0].tokens, pair[1].tokens, strict=True))
        first += len(pair[0].tokens)
    gold, predicted = ({"id": name, "entities": entities} for entities in both)
    return TaggedDocument(gold, predicted, first, right, (repaired[0], repaired[1]))


def _same_tag(files: list[TaggedFile], gold: Token, predicted: Token) -> bool:
    """Whether both tokens have one tag, however it is spelt; in two schemes, as they stand."""
    one, two = files[0].notation, files[1].notation
    return gold.tag == predicted.tag or _read(one, gold) == _read(two, predicted)


def _read(notation: Notation, token: Token) -> object:
    return notation.read(token.tag)


def _entity(number: int, first: int, mention: tuple[str, int, int]) -> dict[str, Any]:
    type_name, start, end = mention
    return {"id": f"T{number}", "type": type_name, "spans": [[first + start, first + end]]}


def _in_step(files: list[TaggedFile]) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentences of both files, which must have the same tokens."""
    gold, predictions = (file.path for file in files)
    sides = (read_sentences(file.path, file.layout) for file in files)
    for number, (gold_sentence, predicted_sentence) in enumerate(zip_longest(*sides)):
        if gold_sentence is None or predicted_sentence is None:
            (short, long), rest = (
                ((gold, predictions), predicted_sentence)
                if gold_sentence is None
                else ((predictions, gold), gold_sentence)
            )
            raise InputError(
                f"{short}: ends after {number} sentences where {long}:{rest.tokens[0].line} goes on; {SAME_TOKENS}"
            )
        for mine, theirs in zip_longest(gold_sentence.tokens, predicted_sentence.tokens):
            if mine is None or theirs is None or mine.word != theirs.word:
                line = theirs.line if theirs else predicted_sentence.tokens[-1].line + 1
                place = mine.line if mine else gold_sentence.tokens[-1].line + 1
                expected = f"{gold}:{place} has {_token_text(mine)}; {SAME_TOKENS}"
                raise InputError(f"{predictions}:{line}: {_token_text(theirs)} where {expected}")
        yield gold_sentence, predicted_sentence


SAME_TOKENS = "gold and predictions must have the same tokens in the same sentences"


def _token_text(token: Token | None) -> str:
    return f'the token "{token.word}"' if token else "the end of the sentence"
