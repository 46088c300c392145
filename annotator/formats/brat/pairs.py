"""The standoff files of a source: one `NAME.ann`, or a pair `NAME.a1` with what was given and `NAME.a2` with the rest.

A pair is read as one file, the given lines first; which lines those were is kept, so that it goes back as a pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import Finding, FormatError, Place
from annotator.formats.brat.kept import Pair
from annotator.formats.document_files import document_files
from annotator.text.utf8 import read_utf8

GIVEN, REST = ".a1", ".a2"
ENDINGS = (".ann", GIVEN, REST)
"""How files of standoff lines end."""


@dataclass(frozen=True, slots=True)
class Standoff:
    """The text and the standoff lines of one document; of a pair, as `pair` says, those of both files."""

    path: Path
    text: str
    ann: str
    pair: Pair | None = None

    def place(self, line: int) -> Place:
        """Where a line stands."""
        given_lines = self.pair.given_lines if self.pair else line
        if line <= given_lines:
            return Place(str(self.path), line)
        return Place(str(self.path.with_suffix(REST)), line - given_lines)

    def placed(self, finding: Finding) -> Finding:
        """A finding with the file and the line that it is about."""
        return replace(finding, place=self.place(finding.place.line or 1))


def standoff_files(source: Path) -> Iterator[tuple[str, Path]]:
    """(document id, the `.ann`, or the `.a1` of a pair, whether it is there or not) of every document of a source.

    Raises:
        InputError: a folder has none.
        FormatError: a document has both a `.ann` and a pair.
    """
    if not source.is_dir():
        ending = next((each for each in ENDINGS if source.with_suffix(each).is_file()), ENDINGS[0])
        ending = source.suffix if source.suffix in ENDINGS else ending
        source = source.with_suffix(GIVEN if ending == REST else ending)
        yield from document_files(source, *ENDINGS)
        return
    found: dict[str, Path] = {}
    for document_id, path in document_files(source, *ENDINGS, beside=" beside NAME.txt"):
        if path.suffix == REST:
            path = path.with_suffix(GIVEN)
        if (other := found.setdefault(document_id, path)) != path:
            message = f"is of the document of {other.name}, too; expected a .ann file or a pair of .a1 and .a2"
            raise FormatError(Finding(Place(str(path)), "", message, "brat"))
    yield from found.items()


def read_standoff(path: Path) -> Standoff:
    """The text and the lines of a document.

    Raises:
        FormatError: a file cannot be read, or is not UTF-8.
    """
    text, ann = _text(path.with_suffix(".txt")), _text(path)
    if path.suffix != GIVEN:
        return Standoff(path, text, ann)
    rest = path.with_suffix(REST)
    more = _text(rest) if rest.is_file() else ""
    is_cut = bool(ann) and not ann.endswith("\n")
    pair = Pair(ann.count("\n") + is_cut, given_final_newline=not is_cut, has_rest=rest.is_file())
    return Standoff(path, text, f"{ann}\n{more}" if is_cut and more else ann + more, pair)


def _text(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return read_utf8(path, FormatError)
