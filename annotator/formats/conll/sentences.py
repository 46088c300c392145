"""The lines of a file of tags: tokens in sentences in documents, whatever the columns.

A token stands on a line with its tag; a blank line ends the sentence. Columns are parted by tabs, or by blanks where a
line has no tab. The token is in the first column (in the second, where the first one numbers the tokens), the tag in
the last column that holds tags. A line `-DOCSTART-` or a comment `# id = NAME` begins a document; where a file has
neither, each sentence is one. Other comments, lines that begin with `#`, say nothing. A file may also have a sentence
a line, `word|TAG word|POS|TAG`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from annotator.errors import Finding, FormatError, InputError, Place
from annotator.formats.conll.schemes import OUTSIDE, Seen, is_tag
from annotator.formats.text_lines import text_lines

SUFFIXES = (".conll", ".iob", ".iob1", ".iob2", ".bio", ".bioes", ".iobes", ".bilou")
"""Files that are tags whatever stands in them; others are where their lines look so."""

DOCUMENT_START = "-DOCSTART-"
OF_BRACKETS = "#begin document"
"""A file that begins so has brackets in its last column, not tags (`annotator.formats.corpora.conll2012`)."""

BLANKS = " \t\r\n"
"""What parts columns; other blanks, such as one that does not break, may stand in a token."""

LOOKED_AT = 2000
"""By so many lines the columns of a file are known."""

_NAMED = re.compile(r"#\s*(?:new)?(?:doc(?:ument)?)?[ _-]?id\b\s*(?:[=:]\s*(.*\S)|(\S+))", re.IGNORECASE)


class Token(NamedTuple):
    """One token; lines count from 1."""

    line: int
    word: str
    tag: str


class Sentence(NamedTuple):
    """Tokens of the document with this number, 0 before the first one begins; "" where it has no name."""

    document: int
    tokens: tuple[Token, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file has its tokens and tags: places of columns, how many columns are usual, or a sentence a line."""

    token: int = 0
    tag: int = -1
    columns: int = 2
    in_lines: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Collects lines without token and tag, where reading goes on behind them."""

    malformed: list[Finding] = field(default_factory=list)


def looks_tagged(path: Path) -> bool:
    """Whether a file is one of tags: by its suffix, else by its first lines; one of brackets is not."""
    with suppress(InputError):
        lines = [line for _, line in islice(text_lines(path), 50) if line.strip(BLANKS)]
        if any(line.startswith(OF_BRACKETS) for line in lines[:1]):
            return False
        if path.suffix.lower() in SUFFIXES:
            return True
        rows = [columns_of(line) for line in lines if not line.lstrip().startswith(("{", "[", "#"))]
        tagged = [row for row in rows if len(row) > 1 and any(map(is_tag, row[1:]))]
        if rows and len(rows) == len(lines) - sum(line.startswith("#") for line in lines):
            return 2 * len(tagged) >= len(rows) or _in_lines(rows)
    return path.suffix.lower() in SUFFIXES


def layout_of(path: Path) -> Layout:
    """Where a file has its tokens and tags.

    Raises:
        InputError: it cannot be read.
    """
    lines = (line for _, line in text_lines(path) if line.strip(BLANKS))
    all_rows = [columns_of(line) for line in islice(lines, LOOKED_AT)]
    rows = [row for row in all_rows if row[0] != DOCUMENT_START and not row[0].startswith("#")]
    # A file may have nothing but tokens that look like comments.
    rows = rows or [row for row in all_rows if len(row) > 1 and is_tag(row[-1])]
    if not rows:
        return Layout()
    if _in_lines(rows):
        return Layout(in_lines=True)
    columns = Counter(map(len, rows)).most_common(1)[0][0]
    whole = [row for row in rows if len(row) == columns]
    numbered = columns > 2 and whole[0][0] in ("0", "1") and all(row[0].isdecimal() for row in whole)
    tagged = (place for place in range(columns - 1, 0, -1) if 2 * sum(is_tag(row[place]) for row in whole) > len(whole))
    place = next(tagged, columns - 1)
    return Layout(int(numbered), -1 if place == columns - 1 else place, columns)


def _in_lines(rows: list[list[str]]) -> bool:
    """Whether every line is a sentence of `word|TAG`."""
    items = [item.split("|") for row in rows for item in row]
    return all(len(parts) > 1 and parts[0] and is_tag(parts[-1]) for parts in items)


def read_sentences(path: Path, layout: Layout | None = None, lines: Lines | None = None) -> Iterator[Sentence]:
    """The sentences of one file; lines without token and tag are passed over where `lines` collects them.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or a line has no token and tag.
    """
    where = layout or layout_of(path)
    document, name = 0, ""
    tokens: list[Token] = []
    for number, line in text_lines(path):
        columns = columns_of(line)
        comment = line.startswith("#") and not _is_token(columns, where)
        begun = _NAMED.match(line) if comment else None
        starts = columns[0] == DOCUMENT_START or begun is not None
        if (starts or columns == [""] or where.in_lines) and tokens:
            yield Sentence(document, tuple(tokens), name)
            tokens = []
        if starts:
            document, name = document + 1, (begun[1] or begun[2]) if begun else ""
        elif where.in_lines and not comment and columns != [""]:
            tokens = [_token(path, number, item.split("|"), Layout()) for item in columns]
        elif not comment and columns != [""]:
            try:
                tokens.append(_token(path, number, columns, where))
            except FormatError as error:
                if lines is None:
                    raise
                lines.malformed.extend(error.findings)
    if tokens:
        yield Sentence(document, tuple(tokens), name)


def _is_token(columns: list[str], layout: Layout) -> bool:
    """Whether a line that begins with `#`, as a hashtag does, has a token with a tag."""
    return len(columns) == layout.columns and is_tag(columns[layout.tag])


def columns_of(line: str) -> list[str]:
    """The columns of a line, one empty column of a blank one."""
    bare = line.strip(BLANKS)
    return [each.strip(BLANKS) for each in bare.split("\t")] if "\t" in bare else re.split(" +", bare)


def _token(path: Path, number: int, columns: list[str], layout: Layout) -> Token:
    there = len(columns) > max(layout.token + 1, layout.tag) and columns[layout.token] and columns[layout.tag]
    if not there or (len(columns) != layout.columns and not is_tag(columns[layout.tag])):
        where = "last" if layout.tag < 0 else f"{layout.tag + 1}."
        message = (
            f"no token with a tag; expected the token in the {'second' if layout.token else 'first'} column and its "
            f"tag in the {where}, parted by tabs or blanks"
        )
        raise FormatError(Finding(Place(str(path), number), "", message, "no-tag"))
    return Token(number, columns[layout.token], columns[layout.tag])


def looked_through(sentences: Iterable[Sentence]) -> tuple[Seen, bool]:
    """Every tag with the one before it in its sentence, and whether anything says where documents begin."""
    seen: set[tuple[str, str]] = set()
    in_documents = False
    for sentence in sentences:
        before = OUTSIDE
        in_documents |= sentence.document > 0
        for token in sentence.tokens:
            seen.add((before, token.tag))
            before = token.tag
    return seen, in_documents
