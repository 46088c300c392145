"""Files of tags as a format: a token a line with its tag, read in every scheme, written in iob2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from annotator.errors import Finding, FormatError, Place
from annotator.formats.conll.reading_notes import BECOMES, scheme_note
from annotator.formats.conll.schemes import Repair, Scheme
from annotator.formats.conll.sentences import SUFFIXES, Lines, read_sentences
from annotator.formats.conll.tagged_file import Tagged, TaggedFile, open_tagged, record_of_tags
from annotator.formats.conll.writing import losses_of, written
from annotator.formats.protocol import Loss, Reading, Rendering, counted
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


class Conll:
    """CoNLL-2002 and 2003: a token a line with its tag; every scheme is read, iob2 is written."""

    name = "conll"

    def __init__(self, scheme: Scheme = "auto", repair: Repair = "none") -> None:
        """Read tags of this scheme, by default the one that they look like; `repair` is for those that do not fit."""
        self._scheme, self._repair = scheme, repair

    def read(self, source: Path, schema: LabelSchema | None = None) -> Reading:
        """The documents of a file, or of the files in a folder that are called so."""
        files = sorted(each for each in source.iterdir() if each.suffix.lower() in SUFFIXES) if source.is_dir() else []
        documents: list[Document] = []
        losses: list[tuple[str, str]] = []
        notes: list[str] = []
        for file in files or [source]:
            prefix = f"{file.stem}-" if len(files) > 1 else ""
            for each in self._documents(file, losses, notes):
                ref = schema.ref if schema else None
                documents.append(replace(each, id=f"{prefix}{each.id}", schema_ref=ref))
        return Reading(tuple(documents), counted(losses), tuple(dict.fromkeys(notes)))

    def _documents(self, file: Path, losses: list[tuple[str, str]], notes: list[str]) -> Iterator[Document]:
        """The documents of a file; what of it is not read, or read otherwise, is noted."""
        lines = Lines()
        tagged = open_tagged(file, self._scheme, self._repair, lines)
        losses += [("line", each.message) for each in lines.malformed]
        if tagged.layout.columns > 2 or tagged.layout.in_lines:
            losses.append(("columns", "only the token and its tag are read"))
        if self._scheme == "auto":
            notes.append(scheme_note(str(tagged.notation)))
        for name, sentences in _in_documents(tagged):
            repaired = sum(each.repaired for each in sentences)
            if repaired:
                losses += [("tag", f"does not fit {tagged.notation}; {BECOMES[self._repair]}")] * repaired
            yield document_of(record_of_tags(name, sentences))

    def render(self, documents: Sequence[Document], target: Path, schema: LabelSchema | None = None) -> Rendering:
        """One file with all documents, the token in the first column and its tag behind a tab."""
        if target.is_dir():
            raise FormatError(Finding(Place(str(target)), "", "is a folder; expected a file, or - for standard output"))
        losses: list[Loss] = list(counted(loss for each in documents for loss in losses_of(each)))
        return Rendering({target: "\n".join(map(written, documents)).encode("utf-8")}, tuple(losses))


def _in_documents(tagged: TaggedFile) -> Iterator[tuple[str, list[Tagged]]]:
    return tagged.documents(map(tagged.decoded, read_sentences(tagged.path, tagged.layout, Lines())))
