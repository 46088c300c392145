"""The format `cas-json`: UIMA CAS JSON 0.4, one document a view; read only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from annotator.formats.cas.json_scan import CODE, is_cas, scanned_json
from annotator.formats.cas.library import cassis, loaded
from annotator.formats.cas.views import documents_of
from annotator.formats.document_files import document_files, read_each
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


class CasJson(Format):
    """UIMA CAS JSON 0.4, which holds its types itself, one document a view; needs the extra `uima`."""

    name = "cas-json"
    ids_from_files = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of all `.json` files in a folder, at any depth.

        Raises:
            FormatError: a file is not what the format says; with all findings of all files.
            InputError: a file cannot be read, or there is none.
            UsageError: the extra `uima` is not installed.
        """
        cassis()
        yield from read_each(document_files(source, ".json"), partial(self._read_file, report))

    def _read_file(self, report: Report, document_id: str, path: Path) -> Iterator[Document]:
        scan = scanned_json(path)
        cas = loaded(partial(cassis().load_cas_from_json, scan.content), str(path), CODE)
        yield from documents_of(cas, document_id, self.name, scan.type_by_id, report)

    def recognizes(self, sample: Sample) -> bool:
        """Whether it is a JSON object with the feature structures of a CAS."""
        return is_cas(sample.value)
