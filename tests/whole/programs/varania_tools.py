"""Another package's format and extractor, as test_plug_ins.py installs them beside the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.errors import Finding, FormatError, Place
from annotator.formats.protocol import Format, OutputFile, Report
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.label_schema import LabelSchema


class BracketLines(Format):
    """A line a document: its id, a tab, its words; those that are mentions are written `[TYPE|word]`."""

    name = "bracket-lines"

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
            document_id, tab, words = line.partition("\t")
            if not tab:
                message = "has no tab; expected an id, a tab, words"
                raise FormatError(Finding(Place(str(source), number), "", message, "tab"))
            yield _document(document_id, words.split(" "))

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        yield target, (_line(each, report) for each in documents)


def _line(document: Document, report: Report) -> bytes:
    lost = len(document.relations) + len(document.events)
    report.lose("relations and events", "a line has words alone", lost)
    return f"{document.id}\t{_words(document)}\n".encode()


def _document(document_id: str, words: Sequence[str]) -> Document:
    text, found = "", []
    for word in words:
        kind, bar, rest = word.strip("[]").partition("|")
        start = len(text) + bool(text)
        text += (" " if text else "") + (rest if bar else word)
        if bar:
            found.append((kind, (start, len(text))))
    made = [mention(f"T{number}", kind, text, (span,)) for number, (kind, span) in enumerate(found, 1)]
    return new_document(document_id, text, entities=by_id(made))


def _words(document: Document) -> str:
    text, pieces, last = document.text or "", [], 0
    for each in sorted(document.entities.values(), key=lambda entity: entity.spans):
        start, end = each.spans[0]
        pieces += [text[last:start], f"[{each.type}|{text[start:end]}]"]
        last = end
    return "".join([*pieces, text[last:]])


def capitals(records: Iterable[dict[str, Any]], kind: str = "NAME") -> Iterator[dict[str, Any]]:
    """Every word that begins with a capital."""
    for record in records:
        start, entities = 0, []
        for word in record["text"].split(" "):
            if word.istitle():
                span = [start, start + len(word)]
                entities.append({"id": f"T{start}", "type": kind, "spans": [span], "text": word, "attributes": {}})
            start += len(word) + 1
        yield {"id": record["id"], "entities": entities, "relations": [], "events": []}
