"""The lines of a CoNLL-2012 file: parts of documents, sentences in them, and a token a line with its columns.

Columns are parted by tabs, or by blanks where a line has no tab. There are twelve and more - document, part, number of
the word, word, part of speech, parse, lemma, frameset, sense, speaker, named entity, arguments of predicates, thing -
or fewer: document, part, number, word, thing; number, word, thing; word, thing. Where only the document's name stands
before the last column, words are not known. The files of SemEval-2010 have a number, the word and many columns more.
A line `-DOCSTART-` begins a document too, called by its number where no name in brackets stands behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import Finding, Place
from annotator.formats.conll.sentences import DOCUMENT_START, OF_BRACKETS, columns_of
from annotator.formats.corpora.conll2012.brackets import NONE
from annotator.formats.text_lines import text_lines

BEGIN, END = OF_BRACKETS, "#end document"
WHOLE = 12
"""So many columns are the least where there are named entities and speakers."""

NAMED_ENTITY = 10
OTHERS = {4: "part of speech", 5: "parse", 6: "lemma", 7: "frameset", 8: "sense", 9: "speaker"}
"""Columns that a record has no place for."""

UNKNOWN_WORD = "_"
"""Stands for each word of a file that has none."""

_HEADER = re.compile(r"\((?P<name>.*)\);?(?:\s*part\s+(?P<part>\d+))?")
_OF_PART = re.compile(r"(?P<name>.+)_part_(?P<part>[0-9]{3,})", re.DOTALL)


@dataclass
class Part:
    """One part of a document: what its first line says, its tokens by sentence, and the cells of each token."""

    begin: str
    place: Place
    sentences: list[list[str]] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """How many tokens have something in each column that is not read."""
    slips: list[Finding] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its document."""
        return id_of(self.begin)

    def take(self, number: int, columns: list[str], *, new_sentence: bool) -> None:
        """Take a token's line."""
        word = _word(columns, self.begin)
        if word is None:
            message = (
                f"{len(columns)} column{'s' * (len(columns) != 1)}; expected a token, and its brackets in the last"
            )
            self.slips.append(Finding(Place(self.place.file, number), "", message, "columns"))
            return
        if new_sentence or not self.sentences:
            self.sentences.append([])
        self.sentences[-1].append(word)
        self.things.append(columns[-1])
        self.lines.append(number)
        whole = len(columns) >= WHOLE and _is_numbered(columns)
        self.names.append(columns[NAMED_ENTITY] if whole else "*")
        if whole:
            self.others.update(what for place, what in OTHERS.items() if _says(columns[place], what))
            self.others["arguments of predicates"] += any(each not in NONE for each in columns[NAMED_ENTITY + 1 : -1])
        else:
            between = columns[columns.index(word) + 1 : -1] if word in columns else []
            self.others["columns between the word and the last one"] += any(each not in NONE for each in between)


def _says(cell: str, what: str) -> bool:
    return cell not in NONE and not (what == "parse" and not cell.strip("*"))


def _word(columns: list[str], begin: str) -> str | None:
    """The word of a token's line; None where it has none."""
    if len(columns) < 2:
        return None
    if len(columns) == 2:
        return UNKNOWN_WORD if columns[0] == _name_and_part(begin)[0] else columns[0]
    if columns[0].isdecimal() and not _is_numbered(columns):
        return columns[1]
    return columns[3] if len(columns) >= 5 else columns[-2]


def _is_numbered(columns: list[str]) -> bool:
    """Whether the document's name is followed by the numbers of the part and of the word."""
    return len(columns) >= 5 and columns[1].isdecimal() and columns[2].isdecimal()


def parts(file: Path) -> Iterator[Part]:
    """The parts of a file, each when it has been read.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    part: Part | None = None
    ended, number_of = False, 0
    for number, line in text_lines(file):
        columns = columns_of(line)
        if line.startswith(BEGIN):
            if part:
                yield part
            begin = line.rstrip("\r\n").removeprefix(BEGIN).removeprefix(" ")
            part, ended = Part(begin, Place(str(file), number)), True
        elif columns[0] == DOCUMENT_START:
            if part:
                yield part
            number_of += 1
            named = [each for each in columns[1:] if _HEADER.fullmatch(each)]
            part, ended = Part(named[0] if named else str(number_of), Place(str(file), number)), True
        elif line.startswith(END) or columns == [""]:
            ended = True
        elif part is None:
            part = Part("", Place(str(file), number))
            part.slips.append(Finding(part.place, "", f"a token before any document; expected {BEGIN} (NAME)", "begin"))
        else:
            part.take(number, columns, new_sentence=ended)
            ended = False
    if part:
        yield part


def id_of(begin: str) -> str:
    """The document id of what stands behind `#begin document`: its name, and its part where that is not the first."""
    name, part = _name_and_part(begin)
    return f"{name}_part_{part:03}" if part else name


def begin_of(document_id: str) -> str:
    """What stands behind `#begin document` for a document of this id."""
    match = _OF_PART.fullmatch(document_id)
    name, part = (match["name"], int(match["part"])) if match else (document_id, 0)
    return f"({name}); part {part:03}"


def name_of(document_id: str) -> tuple[str, int]:
    """The name and the part of a document of this id."""
    return _name_and_part(begin_of(document_id))


def _name_and_part(begin: str) -> tuple[str, int]:
    match = _HEADER.fullmatch(begin.strip())
    return (match["name"], int(match["part"] or 0)) if match else (begin.strip(), 0)
