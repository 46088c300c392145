"""What a record keeps of the standoff file it was read from: its lines, by number, under `meta.brat`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from annotator.formats.brat.kept import META, Pair
from annotator.formats.brat.lines import ANNOTATOR_NOTES, AnnLine, EventLine, LineError, NoteLine, TextBound, parse_line
from annotator.model.document import Document
from annotator.model.spans import surface


@dataclass
class Stored:
    """The lines as they were read: by number, with what they say; and how the file ended its lines.

    `blank` are lines without words by number; `unowned` the numbers of lines that belong to no annotation.
    """

    lines: dict[int, tuple[str, AnnLine]] = field(default_factory=dict)
    triggers: dict[str, TextBound] = field(default_factory=dict)
    newline: str = "\n"
    final_newline: bool = True
    blank: dict[int, str] = field(default_factory=dict)
    unowned: frozenset[int] = frozenset()
    pair: Pair | None = None


def stored_lines(document: Document) -> Stored:
    """What `meta.brat` keeps of the file that a document was read from; nothing of a document from elsewhere.

    Lines that somebody spoilt in the record are passed over: they state nothing any more.
    """
    stored = Stored()
    kept = document.meta.get(META)
    for owner, lines in kept.items() if isinstance(kept, dict) else ():
        if not isinstance(lines, dict):
            continue
        if owner == "":
            stored.newline = "\r\n" if lines.get("newline") == "\r\n" else "\n"
            stored.final_newline = not lines.get("no_final_newline")
            stored.pair = _pair(lines.get("pair"))
            stored.blank = dict(_blank_lines(lines))
            stored.unowned = frozenset(int(number) for number in lines if _is_number(number))
        notes = _notes(document, owner)
        for number, template in lines.items():
            if _is_number(number) and isinstance(template, str):
                with suppress(LineError):
                    stored.lines[int(number)] = _completed(document, template, notes)
    events = {line.trigger for _, line in stored.lines.values() if isinstance(line, EventLine)}
    stored.triggers = {
        line.id: line for _, line in stored.lines.values() if isinstance(line, TextBound) and line.id in events
    }
    return stored


def _is_number(key: str) -> bool:
    return key.isdecimal() and len(key) < 10


def _pair(kept: object) -> Pair | None:
    if not isinstance(kept, dict) or type(lines := kept.get("given_lines")) is not int:
        return None
    return Pair(lines, kept.get("given_final_newline") is not False, kept.get("has_rest") is not False)


def _blank_lines(whole: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    empty, white = whole.get("blank"), whole.get("white")
    yield from ((each, "") for each in (empty if isinstance(empty, list) else ()) if isinstance(each, int))
    for number, line in white.items() if isinstance(white, dict) else ():
        if _is_number(number) and isinstance(line, str) and not line.strip() and "\n" not in line:
            yield int(number), line


def _notes(document: Document, owner: str) -> Iterator[str]:
    """The lines of an annotation's note, and then nothing, for as many lines as there were in the file."""
    annotation = document.find(owner)
    yield from ((annotation.note if annotation else None) or "").split("\n")
    while True:
        yield ""


def _completed(document: Document, template: str, notes: Iterator[str]) -> tuple[str, AnnLine]:
    """A kept line with the words that the document says, and what it says."""
    line = parse_line(template.rstrip("\r"))
    if template.split("\t", 2)[2:] != [""]:  # Words that end with a TAB were kept.
        return template, line
    if isinstance(line, TextBound):
        return template + surface(document.text or "", line.spans), line
    if isinstance(line, NoteLine) and line.name == ANNOTATOR_NOTES:
        note = next(notes)
        return template + note, NoteLine(line.id, line.name, line.target, note)
    return template, line
