"""Files of tags as a format: a token a line with its tag, read in every scheme, written in iob2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from annotator.formats.conll.reading_notes import BECOMES, scheme_note
from annotator.formats.conll.schemes import Repair, Scheme
from annotator.formats.conll.sentences import SUFFIXES, Lines, looks_tagged, read_sentences
from annotator.formats.conll.tagged_file import Tagged, TaggedFile, open_tagged, record_of_tags, words_of
from annotator.formats.conll.writing import losses_of, written
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.formats.tokens import meta_of
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

SHOWN_LINES = 10
"""So many lines without a token and tag are named."""


class Conll(Format):
    """CoNLL-2002 and 2003: a token a line with its tag; every scheme is read, iob2 is written."""

    name = "conll"
    suffixes = SUFFIXES
    rebuilt_text = True

    def __init__(self, scheme: Scheme = "auto", repair: Repair = "none") -> None:
        """Read tags of this scheme, by default the one that they look like; `repair` is for those that do not fit."""
        self._scheme, self._repair = scheme, repair

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of the files in a folder that are called so."""
        files = sorted(each for each in source.iterdir() if each.suffix.lower() in SUFFIXES) if source.is_dir() else []
        for file in files or [source]:
            prefix = f"{file.stem}-" if len(files) > 1 else ""
            for each in self._documents(file, report):
                ref = schema.ref if schema else None
                yield replace(each, id=f"{prefix}{each.id}", schema_ref=ref)

    def recognizes(self, sample: Sample) -> bool:
        """Whether it has lines of tokens with a tag of the form `B-TYPE`, or a file of a folder is called so."""
        if sample.is_folder:
            named_so = bool(sample.names) and all(Path(each).suffix.lower() in SUFFIXES for each in sample.names)
            return named_so and looks_tagged(sample.path / sample.names[0])
        return looks_tagged(sample.path)

    def _documents(self, file: Path, report: Report) -> Iterator[Document]:
        """The documents of a file; what of it is not read, or read otherwise, is reported."""
        lines = Lines()
        tagged = open_tagged(file, self._scheme, self._repair, lines)
        report.lose_all(("line", each.message) for each in lines.malformed)
        if lines.malformed:
            report.note(_malformed_note(file, [each.place.line or 0 for each in lines.malformed]))
        if tagged.layout.columns > 2 or tagged.layout.in_lines:
            report.lose("columns", "only the token and its tag are read")
        if self._scheme == "auto":
            report.note(scheme_note(str(tagged.notation)))
        for name, sentences in _in_documents(tagged):
            repaired = sum(each.repaired for each in sentences)
            if repaired:
                report.lose("tag", f"does not fit {tagged.notation}; {BECOMES[self._repair]}", repaired)
            document = document_of(record_of_tags(name, sentences))
            yield replace(document, meta=meta_of(words_of(sentences)))

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with all documents, the token in the first column and its tag behind a tab."""
        refuse_folder(target)
        yield target, _lines(documents, report)


def _lines(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    for number, each in enumerate(documents):
        report.lose_all(losses_of(each))
        yield ("\n" * bool(number) + written(each)).encode("utf-8")


def _in_documents(tagged: TaggedFile) -> Iterator[tuple[str, list[Tagged]]]:
    return tagged.documents(map(tagged.decoded, read_sentences(tagged.path, tagged.layout, Lines())))


def _malformed_note(file: Path, lines: list[int]) -> str:
    more = f" and {len(lines) - SHOWN_LINES} more" if len(lines) > SHOWN_LINES else ""
    return f"{file}: no token with a tag in line {', '.join(map(str, lines[:SHOWN_LINES]))}{more}"
