"""What scores say when they are broken down: who was taken for whom, and what kinds of errors there are how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from annotator.errors import UsageError
from annotator.eval.counts.part_file import Part, Shard
from annotator.eval.documents.label_set import WHOLE, label_set, types_in
from annotator.eval.documents.records import AnyRecord, as_record
from annotator.eval.mistakes.confusion import Confused, confusion_matrix
from annotator.eval.mistakes.examined import Examined, examine
from annotator.eval.mistakes.mistake import KINDS
from annotator.eval.options import ScoreOptions
from annotator.eval.reports.report import ErrorCount
from annotator.eval.tags.tag_files import read_tagged
from annotator.model.record import Record
from annotator.project.scoring.predictions import both_are_tags, gold_of, predictions_of

SCORED_AS = {"triggers": "events", "arguments": "events"}
"""The layer of scores to which a layer of errors belongs, where it has another name."""


def confusion_of(part: Part) -> list[Confused]:
    """The fields of the confusion matrix that are not empty.

    Raises:
        UsageError: entities were not counted by the one alignment.
    """
    if part.options.matching != "max" or not part.options.scores("entities"):
        raise UsageError("--confusion needs the layer entities and --matching max, whose pairs it counts")
    return confusion_matrix(part.counts)


def count_errors(gold: Path, predictions: Path, options: ScoreOptions, shard: Shard | None = None) -> list[ErrorCount]:
    """How often each kind of error occurs in the layers that are scored, in a fixed order.

    In every mode of duplicates they add up to the errors of the strict measures.

    Raises:
        UsageError: the pairs of another matching are counted.
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read.
    """
    if options.matching != "max":
        raise UsageError("--errors needs --matching max, whose pairs it tells")
    return error_counts(examine_files(gold, predictions, options, shard))


def error_counts(examined: Examined) -> list[ErrorCount]:
    """How often each kind of error occurs, in a fixed order."""
    counts = examined.counts
    return [
        ErrorCount(layer, kind, counts[layer, kind])
        for layer, kinds in KINDS.items()
        for kind in kinds
        if counts[layer, kind]
    ]


def examine_files(gold: Path, predictions: Path, options: ScoreOptions, shard: Shard | None = None) -> Examined:
    """The errors of the layers that are scored, looked through.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read.
    """
    if both_are_tags(gold, predictions, options):
        both = tee(read_tagged(gold, predictions, options.repair, options.scheme))
        sides: list[Iterable[AnyRecord]] = [(each.gold for each in both[0]), (each.predicted for each in both[1])]
    else:
        sides = [gold_of(gold, options), predictions_of(predictions, gold, options)]
    return examine_records(sides[0], sides[1], options, shard)


def examine_records(
    gold: Iterable[AnyRecord], predicted: Iterable[AnyRecord], options: ScoreOptions, shard: Shard | None = None
) -> Examined:
    """The same of records."""

    def is_wanted(layer: str) -> bool:
        return options.scores(SCORED_AS.get(layer, layer))

    labels = WHOLE
    if options.chooses:
        # Which types there are is known only from all of them.
        sides = list(map(as_record, gold)), list(map(as_record, predicted))
        gold, predicted = sides
        labels = label_set(options, types_in(sides[0]), types_in(sides[1]), options.schema_facts.types)
    shares = _of_share(gold, shard), _of_share(predicted, shard)
    return examine(*shares, options.schema_facts, options.duplicates, is_wanted, options, labels)


def _of_share(records: Iterable[AnyRecord], shard: Shard | None) -> Iterator[Record]:
    return (each for each in map(as_record, records) if shard is None or shard.holds(each.id))
