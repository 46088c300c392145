"""The format `brat`: folders of `.txt` with `.ann` beside them, and the `annotation.conf` around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import Finding, FormatError
from annotator.formats.brat.pairs import ENDINGS, GIVEN, REST, read_standoff, standoff_files
from annotator.formats.brat.reading import Told, read_document
from annotator.formats.brat.schema_export import configuration_files
from annotator.formats.brat.schema_import import CONFIGURATION, read_schema_folder
from annotator.formats.brat.writing import standoff_parts, standoff_text
from annotator.formats.document_files import file_name, only_one, with_text
from annotator.formats.protocol import STDOUT, Format, OutputFile, Report
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

LINE = re.compile(r"[TERAMN][^\s]*\t[^\s]+ [^\t\n]+|#[0-9]+\t[^\s]+ [^\t\n]+\t|\*\t[^\s]+ ")
"""The beginning of a first line of standoff."""


class Brat(Format):
    """brat standoff, a `.txt` and a `.ann` (or `.a1` and `.a2`) for each document."""

    name = "brat"
    suffixes = ENDINGS
    schema_file = CONFIGURATION

    def __init__(self, *, keep_pieces: bool = False) -> None:
        """Read mentions that a line end cuts as one, unless their pieces are to be kept."""
        self._keep_pieces = keep_pieces

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a `.ann`, `.a1`, `.a2` or `.txt` file, or of all in a folder, at any depth.

        Without a schema, the nearest `annotation.conf` above a file says which roles end in a digit.

        Raises:
            FormatError: a file is not what the format says; with all findings of all files.
            InputError: a file cannot be read, or there is none.
        """
        root = source if source.is_dir() else source.parent
        schemas: dict[Path, LabelSchema | None] = {}
        findings: list[Finding] = []
        told: Told = Counter()
        for document_id, path in standoff_files(source):
            known = schema or _schema_above(path.parent, root, schemas)
            standoff = read_standoff(path)
            try:
                document = read_document(
                    document_id,
                    standoff.text,
                    standoff.ann,
                    str(path),
                    known,
                    pair=standoff.pair,
                    keep_pieces=self._keep_pieces,
                    told=told,
                )
            except FormatError as error:
                findings += map(standoff.placed, error.findings)
                continue
            if not findings:
                yield document
        if findings:
            raise FormatError(*findings)
        for what, count in sorted((+told).items()):
            report.note(f"{count} x {what}")

    def recognizes(self, sample: Sample) -> bool:
        """Whether it is a file of lines such as `T1<tab>TYPE 0 5<tab>words`, or a folder with one, or brat's schema."""
        if sample.is_folder:
            return any(Path(each).suffix in ENDINGS or Path(each).name == CONFIGURATION for each in sample.names)
        return bool(LINE.match(sample.text))

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """`NAME.txt` and `NAME.ann` for every document in the folder `target`, with the schema's configuration.

        What was read from a pair of `.a1` and `.a2` is written as one.

        On standard output, the lines of the one document there is.

        Raises:
            FormatError: a document has no text, or several should go to standard output.
        """
        for document in only_one(documents, target, self.name) if target == STDOUT else documents:
            text = with_text(document, self.name)
            parts, lost = standoff_parts(document, schema)
            report.lose_all(lost)
            if document.schema_ref:
                report.note(f"brat does not say under which schema documents are, here {document.schema_ref}")
            if target == STDOUT:
                if parts.given is not None:
                    report.note("the lines of a pair of .a1 and .a2 are written as one")
                yield STDOUT, [standoff_text(document, schema)[0].encode("utf-8")]
                continue
            name = file_name(document.id)
            if name != document.id:
                report.lose("document id", "it became a file name")
            yield target / f"{name}.txt", [text.encode("utf-8")]
            files = {".ann": parts.rest} if parts.given is None else {GIVEN: parts.given, REST: parts.rest}
            for ending, lines in files.items():
                if lines is not None:
                    yield target / f"{name}{ending}", [lines.encode("utf-8")]
        if schema is not None and target != STDOUT:
            yield from self.write_schema(schema, target, report)

    def read_schema(self, source: Path, name: str | None, version: str, report: Report) -> LabelSchema | None:
        """The schema of the folder with `annotation.conf`, or of that file; None where there is no such file.

        Raises:
            FormatError: a file is no configuration of brat.
            InputError: `annotation.conf` cannot be read.
        """
        folder = source if source.is_dir() else source.parent
        if not (folder / CONFIGURATION).is_file():
            return None
        schema, losses = read_schema_folder(folder, name or folder.resolve().name, version)
        report.lose_all(losses)
        return schema

    def write_schema(self, schema: LabelSchema, target: Path, report: Report) -> Iterator[OutputFile]:
        """`annotation.conf`, `visual.conf` and `kb_shortcuts.conf`."""
        texts, losses = configuration_files(schema)
        report.lose_all(losses)
        yield from ((target / name, [text.encode("utf-8")]) for name, text in texts.items())


def _schema_above(folder: Path, root: Path, known: dict[Path, LabelSchema | None]) -> LabelSchema | None:
    """The schema of the nearest configuration in a folder or above it, up to the root that is read."""
    if folder not in known:
        if (folder / CONFIGURATION).is_file():
            known[folder] = read_schema_folder(folder, folder.resolve().name or "brat")[0]
        else:
            known[folder] = None if folder == root else _schema_above(folder.parent, root, known)
    return known[folder]
