"""The lines of a WebAnno table: its header, its sentences, and the rows of tokens and parts of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.errors import Finding, FormatError, Place
from annotator.formats.cas.header import FORMAT_LINE, OLDER, HeaderError, layer_of_line
from annotator.formats.cas.structures import Layer, SlotFeature
from annotator.formats.webanno.escapes import token_cell, unescaped_text
from annotator.model.quoted import quoted
from annotator.model.spans import Span
from annotator.text.offsets import offsets_in

CODE = "webanno"
FORMAT = re.compile(r"#FORMAT=WebAnno TSV (3\.\d+)\s*")
MOST_BLANKS = 1 << 20
"""How many blanks may be put between sentences: offsets that are wrong make no text of any size."""

MOST_HEADER_LINES = 20
_LAYERS_2 = re.compile(r"# \S+ \| ")
_SENTENCE_2 = re.compile(r"#id=\d+")
_TEXT = "#Text="
SENTENCE_ID = "#Sentence.id="
_UNIT = re.compile(r"(\d{1,9})-(\d{1,9})(?:\.(\d{1,9}))?")
_OFFSETS = re.compile(r"(\d{1,12})-(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Row:
    """A token, or with a number behind the dot a part of one: its id, where it stands, and the cells of its columns."""

    line: int
    id: str
    span: Span
    cells: tuple[str, ...]

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the token above it."""
        return "." in self.id


@dataclass
class Lines:
    """A table as it was written, offsets in code points."""

    file: str
    version: str = "3.3"
    header: list[str] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    text: str = ""
    rows: list[Row] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    """The number of the first row of each sentence."""
    sentence_ids: dict[int, str] = field(default_factory=dict)
    """What sentences are called, by their number from 0."""
    others: list[tuple[int, str]] = field(default_factory=list)
    """Lines with a name of their own, and their numbers."""
    findings: list[Finding] = field(default_factory=list)

    def fault(self, line: int, message: str, path: str = "") -> None:
        """Say what is wrong with a line."""
        self.findings.append(Finding(Place(self.file, line), path, message, CODE))


def is_version_2(first_lines: Iterable[str]) -> bool:
    """Whether lines begin a file of WebAnno TSV 2: layers such as `# NAME | FEATURE`, `#id=1`, `#text=...`."""
    lines = [each.strip() for each in first_lines]
    return (
        bool(lines)
        and _LAYERS_2.match(lines[0]) is not None
        and any(_SENTENCE_2.fullmatch(one) and other.startswith("#text=") for one, other in pairwise(lines))
    )


def parsed(content: str, file: str) -> Lines:
    """The lines of a table.

    Raises:
        FormatError: it is none; with every line that is wrong.
    """
    lines = Lines(file)
    body = list(_after_header(content, lines))
    if not lines.findings:
        _Body(lines).read(body)
    if lines.findings:
        raise FormatError(*lines.findings)
    return lines


def _after_header(content: str, lines: Lines) -> Iterator[tuple[int, str]]:
    in_header = True
    for number, raw in enumerate(content.removeprefix("\ufeff").split("\n"), 1):
        line = raw.removesuffix("\r")
        if number == 1:
            match = FORMAT.fullmatch(line)
            lines.version = match[1] if match else ""
            if not match and is_version_2(content.split("\n", MOST_HEADER_LINES)):
                lines.fault(1, "is WebAnno TSV 2; export it from WebAnno or INCEpTION as WebAnno TSV v3.3")
                return
            if not match:
                lines.fault(1, f"begins with {quoted(line[:40])}; expected #FORMAT=WebAnno TSV 3.0 to 3.3")
        elif in_header and line.startswith("#T_"):
            _declare(line, number, lines)
        else:
            in_header = in_header and not line
            yield number, line


def _declare(line: str, number: int, lines: Lines) -> None:
    try:
        layer = layer_of_line(line)
    except HeaderError as error:
        lines.fault(number, str(error))
        return
    if any(each.name == layer.name for each in lines.layers):
        lines.fault(number, f"the layer {layer.name} is declared twice; expected it once")
    lines.header.append(line)
    lines.layers.append(layer)


def header_of(lines: Lines) -> list[str]:
    """The lines of the header that are kept: those of layers, and the first one where its version is written too."""
    return [*([f"{FORMAT_LINE}{OLDER}"] if lines.version == OLDER else []), *lines.header]


def columns_of(layer: Layer) -> int:
    """How many columns a layer has."""
    slots = sum(isinstance(each, SlotFeature) for each in layer.columns)
    return max(1, len(layer.columns) + slots + (layer.kind == "relation"))


class _Body:
    """The text and the rows, while they are read; offsets are UTF-16 until the text is whole."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._columns = sum(map(columns_of, lines.layers))
        self._as_java = lines.version in ("3.0", "3.1")
        self._pieces: list[str] = []
        self._length = 0
        self._sentence: list[str] = []
        self._rows: list[tuple[int, str, Span, str, tuple[str, ...]]] = []
        self._last = (0, 0)
        self._blanks = 0

    def read(self, body: list[tuple[int, str]]) -> None:
        """Read all of it."""
        for number, line in body:
            if line.startswith(_TEXT):
                self._sentence.append(unescaped_text(line.removeprefix(_TEXT), as_java=self._as_java))
            elif line.startswith(SENTENCE_ID):
                name = unescaped_text(line.removeprefix(SENTENCE_ID), as_java=self._as_java)
                self._lines.sentence_ids[len(self._lines.begins)] = name
            elif line.startswith("#"):
                self._lines.others.append((number, line))
            elif line:
                self._row(number, line)
        if self._sentence:
            self._lines.fault(body[-1][0], "the text has no token; expected a row such as 1-1, 0-4 and the token")
        self._finish()

    def _row(self, number: int, line: str) -> None:
        fields = line.split("\t")
        match = _OFFSETS.fullmatch(fields[1]) if len(fields) > 2 else None
        if not match or not _UNIT.fullmatch(fields[0]):
            expected = "expected sentence-token, begin-end and the token, with tabs between"
            self._lines.fault(number, f"begins with {quoted(line[:40])}; {expected}")
            return
        count = len(fields) - 3
        if count != self._columns and not (count == self._columns + 1 and not fields[-1]):
            message = f"has {count} columns of annotations; expected {self._columns}, as the header says"
            self._lines.fault(number, message)
            return
        span = (int(match[1]), int(match[2]))
        if self._is_next(number, fields[0], span):
            self._rows.append((number, fields[0], span, fields[2], tuple(fields[3 : 3 + self._columns])))

    def _is_next(self, number: int, unit: str, span: Span) -> bool:
        """Whether a row follows the one above; a first token puts its sentence into the text."""
        sentence, token, part = (int(each) if each else 0 for each in _UNIT.fullmatch(unit).groups())  # type: ignore[union-attr]
        if part:
            if (sentence, token) != self._last:
                self._lines.fault(number, f"the part {unit} stands not behind its token", unit)
                return False
            return True
        if self._sentence:
            self._begin_sentence(number, span[0])
        elif not self._rows or sentence != self._last[0]:
            self._lines.fault(number, "a sentence begins without a text; expected a line #Text= above it", unit)
            return False
        self._last = (sentence, token)
        return True

    def _begin_sentence(self, number: int, begin: int) -> None:
        if begin == self._length - 1 and self._pieces[-1].endswith("\n"):
            self._pieces[-1] = self._pieces[-1][:-1]
            self._length -= 1
        if begin < self._length:
            self._lines.fault(number, f"begins at {begin}, within the sentence before it, which ends at {self._length}")
        gap = max(0, begin - self._length)
        self._blanks += gap
        if self._blanks > MOST_BLANKS:
            found = f"begins at {begin}, {gap} behind the sentence before it"
            self._lines.fault(number, f"{found}; expected at most {MOST_BLANKS} blanks between sentences, all in all")
            gap = 0
        self._pieces.append(" " * gap)
        text = "".join(f"{line}\n" for line in self._sentence)
        self._pieces.append(text)
        self._length = max(begin, self._length) + len(text.encode("utf-16-le", "surrogatepass")) // 2
        self._lines.begins.append(len(self._rows))
        self._sentence = []

    def _finish(self) -> None:
        lines = self._lines
        lines.text = "".join(self._pieces).removesuffix("\n")
        if lines.findings:
            return
        convert = offsets_in("utf16", lines.text)
        for number, unit, span, token, cells in self._rows:
            spans = convert((span,)) if span[0] <= span[1] else None
            if spans is None:
                expected = "expected UTF-16 offsets in it, end not included"
                lines.fault(number, f"{span[0]}-{span[1]} is no place of the text; {expected}", unit)
                continue
            surface = lines.text[slice(*spans[0])]
            if token not in (surface, token_cell(surface)) and unescaped_text(token) != surface:
                found = f"says {quoted(token)}, and {quoted(surface)} stands at {span[0]}-{span[1]}"
                lines.fault(number, f"{found}; expected the same, with UTF-16 offsets", unit)
            lines.rows.append(Row(number, unit, spans[0], cells))
