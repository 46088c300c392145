"""What a record keeps of the standoff file it was read from: its lines, by number, under `meta.brat`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from annotator.formats.brat.lines import AnnLine, EventLine, LineError, NoteLine, TextBound, parse_line
from annotator.formats.brat.reading import META
from annotator.model.document import Document
from annotator.model.spans import surface


@dataclass
class Stored:
    """The lines as they were read: by number, with what they say; and how the file ended its lines."""

    lines: dict[int, tuple[str, AnnLine]] = field(default_factory=dict)
    triggers: dict[str, TextBound] = field(default_factory=dict)
    newline: str = "\n"
    final_newline: bool = True
    blank: tuple[int, ...] = ()


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
            blank = lines.get("blank")
            stored.blank = tuple(each for each in blank if isinstance(each, int)) if isinstance(blank, list) else ()
        for number, template in lines.items():
            if number.isdecimal() and len(number) < 10 and isinstance(template, str):
                with suppress(LineError):
                    stored.lines[int(number)] = _completed(document, template, owner)
    events = {line.trigger for _, line in stored.lines.values() if isinstance(line, EventLine)}
    stored.triggers = {
        line.id: line for _, line in stored.lines.values() if isinstance(line, TextBound) and line.id in events
    }
    return stored


def _completed(document: Document, template: str, owner: str) -> tuple[str, AnnLine]:
    """A kept line with the words that the document says, and what it says."""
    line = parse_line(template.rstrip("\r"))
    is_without_words = template.split("\t", 2)[2:] == [""]  # Words that end with a TAB were kept.
    if is_without_words and isinstance(line, TextBound):
        return template + surface(document.text or "", line.spans), line
    if is_without_words and isinstance(line, NoteLine):
        annotation = document.find(owner)
        note = (annotation.note if annotation else None) or ""
        return template + note, NoteLine(line.id, line.name, line.target, note)
    return template, line
