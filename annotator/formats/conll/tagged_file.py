"""A file of tags as documents: sentences with the mentions that their tags mark, and as records with a text.

The text of such a record is its tokens with a blank between them and a line end between sentences: it is not the
article that the tokens came from, which no file of tags holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from annotator.errors import Finding, FormatError, InputError, Place
from annotator.formats.conll.mentions import Mention, Misfit, decode
from annotator.formats.conll.reading_notes import reading_notes
from annotator.formats.conll.schemes import Notation, Repair, Scheme, Seen, notation_of
from annotator.formats.conll.sentences import Layout, Lines, Sentence, layout_of, looked_through, read_sentences
from annotator.formats.tokens import joined
from annotator.model.annotation import Entity, mention
from annotator.model.record import Record, text_hash
from annotator.model.spans import Span
from annotator.text.alignment import Differs, aligned


class Tagged(NamedTuple):
    """A sentence with its mentions, in its tokens, and how many of its tags were repaired."""

    sentence: Sentence
    mentions: list[Mention]
    repaired: int


@dataclass(frozen=True, slots=True)
class TaggedFile:
    """A file that was looked through: where its columns are, and how its tags are written."""

    path: Path
    layout: Layout
    notation: Notation
    repair: Repair = "none"
    seen: Seen = frozenset()
    """Its tags, each with the one before it."""
    has_documents: bool = False
    """Whether it says where documents begin."""
    guessed: bool = False
    """Whether nobody named its scheme."""

    def sentences(self) -> Iterator[Tagged]:
        """The sentences with their mentions.

        Raises:
            InputError: a line has no token and tag, or a tag does not fit its scheme and is not to be repaired.
        """
        for sentence in read_sentences(self.path, self.layout):
            yield self.decoded(sentence)

    def decoded(self, sentence: Sentence) -> Tagged:
        """A sentence with its mentions.

        Raises:
            InputError: a tag does not fit its scheme, and is not to be repaired.
        """
        decoding = decode([token.tag for token in sentence.tokens], self.notation, self.repair)
        if decoding.misfits and (self.repair == "none" or decoding.misfits[0].fatal):
            raise FormatError(self._finding(sentence, decoding.misfits[0]))
        return Tagged(sentence, decoding.mentions, len(decoding.misfits))

    def misfits(self, sentence: Sentence) -> list[Finding]:
        """The tags of a sentence that do not fit."""
        decoding = decode([token.tag for token in sentence.tokens], self.notation)
        return [self._finding(sentence, each) for each in decoding.misfits]

    def reading_notes(self) -> tuple[str, ...]:
        """What people are told of how it is read: the scheme where it was guessed, and what became of misfits."""
        repaired = 0
        if self.repair != "none":
            repaired = sum(self.decoded(each).repaired for each in read_sentences(self.path, self.layout, Lines()))
        return reading_notes(self.notation, self.repair, repaired, guessed=self.guessed)

    def _finding(self, sentence: Sentence, misfit: Misfit) -> Finding:
        way_out = "" if misfit.fatal else f" ({self.notation}), or say how to repair: conlleval, discard"
        place = Place(str(self.path), sentence.tokens[misfit.position].line)
        return Finding(place, "", f"{misfit.message}{way_out}", "tag")

    def documents(self, sentences: Iterable[Tagged] | None = None) -> Iterator[tuple[str, list[Tagged]]]:
        """The documents of its sentences, or of these, by name: what the file calls them, else their number.

        Raises:
            InputError: as `sentences`; two documents have one name.
        """
        names: set[str] = set()
        whole = self.has_documents
        numbered = enumerate(self.sentences() if sentences is None else sentences, 1)
        groups = groupby(numbered, key=lambda each: each[1].sentence.document if whole else each[0])
        for number, (_, group) in enumerate(groups, 1):
            tagged = [each for _, each in group]
            name = tagged[0].sentence.name or str(number)
            if name in names:
                raise InputError(f"{self.path}:{tagged[0].sentence.tokens[0].line}: two documents are called {name!r}")
            names.add(name)
            yield name, tagged

    def records(self) -> Iterator[Record]:
        """The documents as records.

        Raises:
            InputError: as `documents`.
        """
        for name, tagged in self.documents():
            yield record_of_tags(name, tagged)


def open_tagged(path: Path, scheme: Scheme = "auto", repair: Repair = "none", lines: Lines | None = None) -> TaggedFile:
    """A file of tags, looked through once for its columns and its scheme; `lines` collects those without a tag.

    Raises:
        InputError: it cannot be read, or a line has no token and tag.
    """
    layout = layout_of(path)
    seen, in_documents = looked_through(read_sentences(path, layout, lines))
    return TaggedFile(path, layout, notation_of(seen, scheme), repair, seen, in_documents, scheme == "auto")


def record_of_tags(name: str, tagged: Sequence[Tagged]) -> Record:
    """The record of a document's sentences."""
    return record_on(name, tagged, *joined(words_of(tagged)))


def words_of(tagged: Sequence[Tagged]) -> list[list[str]]:
    """The tokens of a document by sentence."""
    return [[token.word for token in each.sentence.tokens] for each in tagged]


def record_on(name: str, tagged: Sequence[Tagged], text: str, places: Sequence[Span]) -> Record:
    """The record of a document's sentences whose tokens stand at these places of a text."""
    entities: list[Entity] = []
    first = 0
    for each in tagged:
        for type_name, start, end in each.mentions:
            span = places[first + start][0], places[first + end - 1][1]
            entities.append(mention(f"T{len(entities) + 1}", type_name, text, (span,)))
        first += len(each.sentence.tokens)
    return Record(name, text or None, text_hash(text), entities=tuple(entities))


def places_in(text: str, tagged: Sequence[Tagged], path: Path) -> list[Span]:
    """Where the tokens of a document stand in an article, one after the other.

    Raises:
        InputError: one is not there.
    """
    tokens = [token for each in tagged for token in each.sentence.tokens]
    own, places = joined([[token.word for token in tokens]])
    where = aligned(own, text, whole=False)
    if isinstance(where, Differs):
        token = tokens[bisect_right(places, (where.here, len(own))) - 1]
        raise InputError(
            f'{path}:{token.line}: the token "{token.word}" does not follow in the article; expected its words in '
            "order, nothing left out"
        )
    return [where.span(place) for place in places]
