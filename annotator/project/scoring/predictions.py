"""Reading predictions beside their gold: records with offsets or quotes, in whatever unit, or tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.eval.input_options import InputOptions
from annotator.eval.tags.tag_files import read_in_step
from annotator.formats.conll.on_texts import records_on_texts
from annotator.formats.conll.sentences import looks_tagged
from annotator.formats.conll.tagged_file import open_tagged
from annotator.model.record import Record
from annotator.project.records.record_files import records_of


class GoldTexts:
    """The texts of gold, read when one is asked for."""

    def __init__(self, gold: Path, options: InputOptions) -> None:
        """Nothing is read yet."""
        self._gold, self._options = gold, options

    @cached_property
    def by_id(self) -> Mapping[str, str | None]:
        """The texts by the ids of their documents, in the order of the file."""
        return {record.id: record.known_text for record in records_of(self._gold, self._options, loose=True)}

    def of(self, document: str) -> str | None:
        """The text of a document; None where gold has none."""
        return self.by_id.get(document)


def gold_of(gold: Path, options: InputOptions) -> Iterator[Record]:
    """The records of a gold file.

    Raises:
        InputError: as `records_of`.
    """
    return records_of(gold, options, loose=True)


def predictions_of(predictions: Path, gold: Path, options: InputOptions) -> Iterator[Record]:
    """The records of a file of predictions; what of them has no place in the text is among their `unplaced`.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read, a tag does not fit its scheme, or tokens are not those of gold.
    """
    texts = GoldTexts(gold, options)
    if not looks_tagged(predictions):
        reader = PredictionReader(texts.of, options.offsets, options.placing, options.placing_threshold)
        return read_records(predictions, loose=True, reader=reader)
    if looks_tagged(gold):
        return (predicted for _, predicted in read_in_step(gold, predictions, options.repair, options.scheme))
    return records_on_texts(open_tagged(predictions, options.scheme, options.repair), texts.by_id)
