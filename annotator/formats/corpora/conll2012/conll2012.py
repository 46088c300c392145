"""The format `conll2012`: files of parts of documents, with coreference in their last column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import Finding, FormatError, InputError, Place
from annotator.formats.corpora.conll2012.parts import BEGIN, parts
from annotator.formats.corpora.conll2012.reading import document_of_part
from annotator.formats.corpora.conll2012.writing import lines_of
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.formats.text_lines import text_lines
from annotator.formats.under_schema import under
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.schema.label_schema import LabelSchema


class Conll2012(Format):
    """CoNLL-2012: coreference in brackets, and named entities; one document a part."""

    name = "conll2012"
    suffixes = (".v4_gold_conll", ".v4_auto_conll", ".gold_conll", ".auto_conll")
    rebuilt_text = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of all such files in a folder.

        Raises:
            FormatError: a line is no token, brackets do not match, or two documents have one name; with all findings.
            InputError: a file cannot be read, or is not UTF-8; a folder has none.
        """
        findings: list[Finding] = []
        places: dict[str, Place] = {}
        for part in (part for file in _files(source) for part in parts(file)):
            try:
                document = document_of_part(part, report)
            except FormatError as error:
                findings += error.findings
                continue
            first = places.setdefault(part.id, part.place)
            if first != part.place:
                message = f"{quoted(part.id)} is already the document of {first}; expected names that differ"
                findings.append(Finding(part.place, "", message, "duplicate-document"))
            if not findings:
                yield under(document, schema)
        if findings:
            raise FormatError(*findings)

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first line begins a document, or that of a folder's first file does."""
        if sample.is_folder:
            return any(begins_document(sample.path / each) for each in sample.names[:1])
        return next((line for line in sample.lines if line.strip()), "").startswith(BEGIN)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with all documents."""
        refuse_folder(target)
        yield target, lines_of(documents, report)


def begins_document(file: Path) -> bool:
    """Whether the first line of a file that is not blank begins a document of this format."""
    try:
        return next((line for _, line in text_lines(file) if line.strip()), "").startswith(BEGIN)
    except InputError:
        return False


def _files(source: Path) -> list[Path]:
    """The file itself, or those below a folder that begin a document."""
    if not source.is_dir():
        return [source]
    files = [each for each in sorted(source.rglob("*")) if each.is_file() and begins_document(each)]
    if not files:
        raise InputError(f"{source}: no file in it begins with {BEGIN}")
    return files
