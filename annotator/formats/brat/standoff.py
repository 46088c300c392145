"""The format `brat`: folders of `.txt` with `.ann` beside them, and the `annotation.conf` around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from annotator.errors import Finding, FormatError, InputError, Place
from annotator.formats.brat.reading import read_document
from annotator.formats.brat.schema_export import configuration_files
from annotator.formats.brat.schema_import import CONFIGURATION, read_schema_folder
from annotator.formats.brat.writing import standoff_text
from annotator.formats.protocol import STDOUT, Loss, Reading, Rendering, counted
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8


class Brat:
    """brat standoff, one document a pair of files."""

    name = "brat"

    def read(self, source: Path, schema: LabelSchema | None = None) -> Reading:
        """The documents of a `.ann` (or `.txt`) file, or of all in a folder, at any depth.

        Without a schema, the nearest `annotation.conf` above a file says which roles end in a digit.

        Raises:
            FormatError: a file is not what the format says; with all findings of all files.
            InputError: a file cannot be read, or there is none.
        """
        root = source if source.is_dir() else source.parent
        files = sorted(source.glob("**/*.ann")) if source.is_dir() else [source.with_suffix(".ann")]
        if not files:
            raise InputError(f"{source}: no .ann file in it; expected NAME.ann beside NAME.txt")
        schemas: dict[Path, LabelSchema | None] = {}
        documents: list[Document] = []
        findings: list[Finding] = []
        for path in files:
            known = schema or _schema_above(path.parent, root, schemas)
            document_id = path.relative_to(root).with_suffix("").as_posix()
            text, ann = _text(path.with_suffix(".txt")), _text(path)
            try:
                documents.append(read_document(document_id, text, ann, str(path), known))
            except FormatError as error:
                findings += error.findings
        if findings:
            raise FormatError(*findings)
        return Reading(tuple(documents))

    def render(self, documents: Sequence[Document], target: Path, schema: LabelSchema | None = None) -> Rendering:
        """`NAME.txt` and `NAME.ann` for every document in the folder `target`, with the schema's configuration.

        On standard output, the lines of the one document there is.

        Raises:
            FormatError: a document has no text, or several should go to standard output.
        """
        if target == STDOUT and len(documents) != 1:
            raise FormatError(
                Finding(Place("-"), "", f"{len(documents)} documents for standard output; expected a folder", "brat")
            )
        files: dict[Path, bytes] = {}
        losses: list[tuple[str, str]] = []
        for document in documents:
            if document.text is None:
                message = "has no text; brat needs it: put the texts back first"
                raise FormatError(Finding(Place(document.id), "text", message, "brat"))
            ann, lost = standoff_text(document, schema)
            losses += lost
            if target == STDOUT:
                files[STDOUT] = ann.encode("utf-8")
                continue
            name = file_name(document.id)
            if name != document.id:
                losses.append(("document id", "it became a file name"))
            files[target / f"{name}.txt"] = document.text.encode("utf-8")
            files[target / f"{name}.ann"] = ann.encode("utf-8")
        if schema is not None and target != STDOUT:
            configuration = self.render_schema(schema, target)
            return Rendering({**files, **configuration.files}, (*counted(losses), *configuration.losses))
        return Rendering(files, counted(losses))

    def read_schema(self, source: Path, name: str | None, version: str) -> tuple[LabelSchema, tuple[Loss, ...]]:
        """The schema of the folder with `annotation.conf`, or of that file.

        Raises:
            FormatError: a file is no configuration of brat.
            InputError: `annotation.conf` cannot be read.
        """
        folder = source if source.is_dir() else source.parent
        return read_schema_folder(folder, name or folder.resolve().name, version)

    def render_schema(self, schema: LabelSchema, target: Path) -> Rendering:
        """`annotation.conf`, `visual.conf` and `kb_shortcuts.conf`."""
        texts, losses = configuration_files(schema)
        return Rendering({target / name: text.encode("utf-8") for name, text in texts.items()}, counted(losses))


def file_name(document_id: str) -> str:
    """A relative path for a document: its id where that is a harmless one, else a form of it with a hash."""
    parts = document_id.split("/")
    if all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", part) for part in parts) and len(document_id) < 200:
        return document_id
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", document_id)[:60]
    return f"{plain}-{sha256(document_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _schema_above(folder: Path, root: Path, known: dict[Path, LabelSchema | None]) -> LabelSchema | None:
    """The schema of the nearest configuration in a folder or above it, up to the root that is read."""
    if folder not in known:
        if (folder / CONFIGURATION).is_file():
            known[folder] = read_schema_folder(folder, folder.resolve().name or "brat")[0]
        else:
            known[folder] = None if folder == root else _schema_above(folder.parent, root, known)
    return known[folder]


def _text(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return read_utf8(path, FormatError)
