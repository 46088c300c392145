"""Reading predictions beside their gold: records with offsets or quotes, in whatever unit, tags, other formats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.errors import UsageError
from annotator.eval.input_options import InputOptions
from annotator.eval.notice import Notice
from annotator.eval.tags.tag_files import read_in_step
from annotator.formats.conll.on_texts import records_on_texts
from annotator.formats.conll.tagged_file import open_tagged
from annotator.formats.foreign import (
    foreign_format,
    foreign_records,
    is_of_tokens,
    is_tags,
    named_as,
    on_articles,
    reading_tags,
)
from annotator.formats.protocol import Format, Report
from annotator.model.record import Record
from annotator.project.records.record_files import records_of

READ_AS, LOST = "read-as", "lost-in-reading"
"""The codes of warnings about how a format was read, and about what it holds that is not scored."""


class GoldTexts:
    """The texts of gold, read when one is asked for."""

    def __init__(self, gold: Path, options: InputOptions) -> None:
        """Nothing is read yet."""
        self._gold, self._options = gold, options

    @cached_property
    def _form(self) -> Format | None:
        return foreign_format(self._gold, self._options.gold_format, "--gold-format")

    @cached_property
    def _is_tags(self) -> bool:
        return is_tags(self._gold, self._options.gold_format)

    @cached_property
    def _read(self) -> dict[str, tuple[str | None, bool]]:
        records = records_of(self._gold, self._options, loose=True)
        return {each.id: (each.known_text, self._is_tags or is_of_tokens(self._form, each)) for each in records}

    @property
    def by_id(self) -> dict[str, str | None]:
        """The texts by the ids of their documents, in the order of the file."""
        return {name: text for name, (text, _) in self._read.items()}

    def of(self, document: str) -> str | None:
        """The text of a document; None where gold has none."""
        return self._read.get(document, (None, False))[0]

    def of_tokens(self) -> frozenset[str]:
        """The documents whose texts were made of tokens; records are not looked through for them."""
        if self._form is None and not self._is_tags:
            return frozenset()
        return frozenset(name for name, (_, made) in self._read.items() if made)


def both_are_tags(gold: Path, predictions: Path, options: InputOptions) -> bool:
    """Whether both are files of tags, which are read in step."""
    return is_tags(gold, options.gold_format) and is_tags(predictions, options.pred_format)


def gold_of(gold: Path, options: InputOptions, report: Report | None = None) -> Iterator[Record]:
    """The records of a gold file.

    Raises:
        InputError: as `records_of`.
    """
    return records_of(gold, options, loose=True, report=report)


def predictions_of(
    predictions: Path, gold: Path, options: InputOptions, report: Report | None = None
) -> Iterator[Record]:
    """The records of a file of predictions; what of them has no place in the text is among their `unplaced`.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read, a tag does not fit its scheme, or tokens are not those of gold.
        UsageError: it could be of several formats, or offsets are said to count something in a format that says so
            itself.
    """
    texts = GoldTexts(gold, options)
    if is_tags(predictions, options.pred_format):
        if is_tags(gold, options.gold_format):
            return (predicted for _, predicted in read_in_step(gold, predictions, options.repair, options.scheme))
        return records_on_texts(open_tagged(predictions, options.scheme, options.repair), texts.by_id)
    form = foreign_format(predictions, options.pred_format)
    if form is None:
        reader = PredictionReader(texts.of, options.offsets, options.placing, options.placing_threshold)
        read = read_records(predictions, loose=True, reader=reader)
        made = texts.of_tokens()
        return on_articles(read, None, texts.of, made, str(predictions)) if made else read
    if options.offsets != "chars":
        raise UsageError(f"--offsets {options.offsets} is for records; {form.name} says itself what it counts")
    told = Report() if report is None else report
    told.note(f"read as {form.name}")
    form = reading_tags(form, options.scheme, options.repair) or form
    read = foreign_records(form, predictions, told)
    named = named_as(read, form, texts.by_id, predictions, told)
    return on_articles(named, form, texts.of, texts.of_tokens(), str(predictions))


def reading_notices(gold: Report, predictions: Report, documents: int) -> Iterator[Notice]:
    """What a reader of scores must know of how gold and predictions were read."""
    for side, report in (("gold", gold), ("predictions", predictions)):
        for note in report.notes:
            yield Notice(READ_AS, None, documents, f"{side}: {note}")
        for loss in report.losses:
            yield Notice(LOST, None, loss.count, f"{side}: {loss.what}: {loss.why}")
