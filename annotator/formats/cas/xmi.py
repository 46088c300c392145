"""The format `xmi`: UIMA CAS XMI 1.0, one document a view, with the type system beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from annotator.formats.cas.library import cassis, loaded
from annotator.formats.cas.of_record import cas_of_document
from annotator.formats.cas.schema_import import schema_of_types
from annotator.formats.cas.to_cassis import Writing, refuse_unfit_signs
from annotator.formats.cas.type_descriptions import described_types
from annotator.formats.cas.type_systems import FILE_NAME, TypeSystems, is_type_system
from annotator.formats.cas.views import documents_of
from annotator.formats.cas.xmi_scan import CODE, ROOT, scanned
from annotator.formats.document_files import document_files, read_each, written_documents
from annotator.formats.file_by_file import note_others
from annotator.formats.protocol import STDOUT, Format, OutputFile, Report
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


class Xmi(Format):
    """UIMA CAS XMI 1.0 with its type system, one document a view; needs the extra `uima`."""

    name = "xmi"
    suffixes = (".xmi",)
    ids_from_files = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of all `.xmi` files in a folder, at any depth.

        The type system of a file is `NAME.TypeSystem.xml` beside it, else those of its folder, else of the folders
        above up to the source, else all below the source; without any it is made from the data, and said.

        Raises:
            FormatError: a file is not what the format says, or has a DOCTYPE; with all findings of all files.
            InputError: a file cannot be read, or there is none.
            UsageError: the extra `uima` is not installed.
        """
        cassis()
        systems = TypeSystems(source)
        files = document_files(source, ".xmi")
        note_others(source, [*(path for _, path in files), *systems.all_files()], self.name, report)
        yield from read_each(files, partial(self._read_file, systems, report))

    def _read_file(self, systems: TypeSystems, report: Report, document_id: str, path: Path) -> Iterator[Document]:
        scan = scanned(path)
        system = systems.for_file(path, scan, report)
        load = partial(cassis().load_cas_from_xmi, path, typesystem=system, trusted=True)
        yield from documents_of(loaded(load, str(path), CODE), document_id, self.name, scan.type_by_id, report)

    def recognizes(self, sample: Sample) -> bool:
        """Whether the root of an XML file is that of XMI, or a folder has `.xmi` files."""
        if sample.is_folder:
            return any(Path(each).suffix.lower() == ".xmi" for each in sample.names)
        return sample.xml_root == ROOT

    def read_schema(self, source: Path, name: str | None, version: str, report: Report) -> LabelSchema | None:
        """The schema that the file of a type system describes; None for data, whose labels are in themselves.

        Raises:
            FormatError: it cannot be read, or has a DOCTYPE.
        """
        if source.is_dir() or not is_type_system(source):
            return None
        return schema_of_types(described_types(source), name or source.name.partition(".")[0], version, report)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """`NAME.xmi` for every document and one `TypeSystem.xml`, in the folder `target`.

        Where `target` is one file, its type system stands in `NAME.TypeSystem.xml` beside it; standard output has none.

        Raises:
            FormatError: a document has no text, or signs that XML does not have; or several should go into one file.
            UsageError: the extra `uima` is not installed.
        """
        writing = Writing()
        beside = target / FILE_NAME
        for document, path in written_documents(documents, target, self.name, ".xmi", report):
            refuse_unfit_signs(document)
            cas = cas_of_document(
                document,
                self.name,
                report,
                ranges=writing.ranges,
            )
            if path == target:
                beside = path.with_name(f"{path.stem}.{FILE_NAME}")
            yield path, [writing.xmi(cas, document)]
        if target != STDOUT:
            yield beside, [writing.type_system()]
