"""The format `dygie`: JSON Lines of DyGIE++ and SciERC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.corpora.dygie.reading import document_of_row
from annotator.formats.corpora.dygie.row import NAME
from annotator.formats.corpora.dygie.writing import rows_of
from annotator.formats.json_rows import documents_of_rows, json_rows
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.formats.under_schema import under
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


class Dygie(Format):
    """DyGIE++ and SciERC: mentions, relations, events and clusters by tokens; predictions with their scores."""

    name = NAME
    rebuilt_text = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file."""
        rows = json_rows(source, report)
        return documents_of_rows(rows, lambda row: [under(document_of_row(row, report), schema)])

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first object has a `doc_key` and sentences of tokens, and nothing of RAMS."""
        first = sample.first
        sentences = first.get("sentences")
        tokens = isinstance(sentences, list) and all(isinstance(each, list) for each in sentences)
        return (
            "doc_key" in first and tokens and first.keys().isdisjoint(("ent_spans", "evt_triggers", "gold_evt_links"))
        )

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a document a line."""
        refuse_folder(target)
        yield target, rows_of(documents, report)
