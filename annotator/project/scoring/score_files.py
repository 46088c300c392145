"""Scoring files: what `annotator eval` does with gold and predictions on disk, inside or outside a project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from annotator.datasets.data_set_files import is_described, record_files
from annotator.disk.atomic_file import replace_file
from annotator.errors import InputError
from annotator.eval.counts.part_file import Part, Shard, part_from_plain
from annotator.eval.documents.shifts import SHIFT
from annotator.eval.notices import OTHER_TEXT
from annotator.eval.options import ScoreOptions
from annotator.eval.reports.notes import first_of
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import count, result_of
from annotator.eval.scores.result import Result
from annotator.eval.suites.drops import Stored, stored_from_plain
from annotator.formats.file_by_file import files_in
from annotator.formats.foreign import foreign_format, is_tags, reading_tags
from annotator.formats.protocol import Report
from annotator.model.record import Record
from annotator.project.records.record_files import refuse_tag_options
from annotator.project.schemas.find_schema import find_schema
from annotator.project.scoring.predictions import both_are_tags, gold_of, predictions_of, reading_notices
from annotator.project.scoring.prices import priced
from annotator.project.scoring.tag_files import count_tag_files
from annotator.schema.ref import comparable_version

if TYPE_CHECKING:
    from annotator.project.scoring.schema_warnings import SchemaWarnings
    from annotator.schema.label_schema import LabelSchema


def score_files(
    gold: Path, predictions: Path, options: ScoreOptions, *, schema: Path | None = None, project: Path | None = None
) -> Result:
    """The result of scoring two files; see `count_files`."""
    return result_of(count_files(gold, predictions, options, schema=schema, project=project))


def count_files(
    gold: Path,
    predictions: Path,
    options: ScoreOptions,
    *,
    shard: Shard | None = None,
    schema: Path | None = None,
    project: Path | None = None,
) -> Part:
    """The per-document counts of two files, of records or of tags, of all documents or of one share of them.

    Where the schema can be found, it adds what it knows: symmetric relations, values without coreference, legal types.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read, or the two name schema versions that cannot be compared.
    """
    if both_are_tags(gold, predictions, options):
        return _count_tags(gold, predictions, options, shard)
    files = ((gold, options.gold_format), (predictions, options.pred_format))
    if not any(_has_tags(path, name, options) for path, name in files):
        refuse_tag_options(options, "here neither file is one")
    told = Report()
    records = predictions_of(predictions, gold, options, told)
    part = count_predictions(gold, records, str(predictions), options, shard, schema, project, told)
    return replace(part, predictions=file_hash(predictions))


def _has_tags(path: Path, name: str, options: ScoreOptions) -> bool:
    """Whether a file holds tags, of CoNLL or of rows."""
    if is_tags(path, name):
        return True
    return reading_tags(foreign_format(path, name), options.scheme, options.repair) is not None


def count_predictions(
    gold: Path,
    predicted: Iterable[Record],
    name: str,
    options: ScoreOptions,
    shard: Shard | None = None,
    schema: Path | None = None,
    project: Path | None = None,
    told: Report | None = None,
) -> Part:
    """The per-document counts of predicted records, which messages call `name`, against a gold file.

    `told` is what is to be said of how the predictions are read, known when they have passed.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: the gold cannot be read, or the two name schema versions that cannot be compared.
    """
    gold_refs, predicted_refs = set[str](), set[str]()
    told_of_gold = Report()
    gold_records = _noting(gold_of(gold, options, told_of_gold), gold_refs)
    first = next(gold_records, None)
    label_schema = _schema_of(gold, first, schema, project)
    with_schema = replace(options, schema_facts=schema_facts(label_schema)) if label_schema else options
    in_gold = gold_records if first is None else chain([first], gold_records)
    in_prediction: Iterable[Record] = _noting(predicted, predicted_refs)
    watched = _watching(label_schema)
    if watched:
        in_gold, in_prediction = watched.passing(in_gold, "gold"), watched.passing(in_prediction, "prediction")
    part = count(in_gold, in_prediction, with_schema, shard)
    _refuse_mixed(str(gold), name, gold_refs, predicted_refs)
    # Each share of the documents reads both files whole: one of them tells of it.
    tells = shard is None or shard.number == 1
    read = reading_notices(told_of_gold, told or Report(), len(part.counts.documents)) if tells else ()
    warnings = (*read, *(watched.notices() if watched else ()), *part.warnings)
    ref = label_schema.ref if label_schema else ""
    run = priced(part.run, project)
    return replace(part, gold=file_hash(gold), schema=ref, warnings=warnings, run=run)


def _watching(schema: LabelSchema | None) -> SchemaWarnings | None:
    if schema is None:
        return None
    from annotator.project.scoring.schema_warnings import SchemaWarnings  # noqa: PLC0415 - where there is a schema

    return SchemaWarnings(schema)


def _count_tags(gold: Path, predictions: Path, options: ScoreOptions, shard: Shard | None) -> Part:
    part = count_tag_files(gold, predictions, replace(options, unit="token"), shard)
    return replace(part, gold=file_hash(gold), predictions=file_hash(predictions))


def refuse_other_text(part: Part, predictions: str) -> None:
    """Refuse predictions that were made for other texts than gold has.

    Raises:
        InputError: there are some.
    """
    documents = [str(each.document) for each in part.warnings if each.code == OTHER_TEXT]
    if documents:
        shifts = "".join(f" ({each.message})" for each in part.warnings if each.code == SHIFT)
        raise InputError(
            f"{predictions}: predicted for another text than gold has: {first_of(documents)}; offsets made for another "
            f"text mean other words; predict again, or score them as they are with --allow-other-text{shifts}"
        )


def write_part(part: Part, target: Path) -> None:
    """Write a part file, whole or not at all."""
    replace_file(target, [orjson.dumps(part.to_plain(), option=orjson.OPT_APPEND_NEWLINE)])


def read_part(path: Path) -> Part:
    """Read a part file.

    Raises:
        InputError: it cannot be read, or is none.
    """
    return part_from_plain(json_object(path, "what annotator eval --counts-out writes"), str(path))


def schema_facts(schema: LabelSchema) -> SchemaFacts:
    """What scoring takes from a schema."""
    return SchemaFacts(
        symmetric=frozenset(each.name for each in schema.relation_types.values() if each.symmetric),
        values=frozenset(each.name for each in schema.entity_types.values() if each.is_value),
        types={
            "entities": frozenset(schema.entity_types),
            "relations": frozenset(schema.relation_types),
            "events": frozenset(schema.event_types),
        },
    )


def read_stored(path: Path) -> Stored:
    """An earlier result, as `annotator eval --output FILE.json` wrote it.

    Raises:
        InputError: it cannot be read, or is none.
    """
    return stored_from_plain(json_object(path, "a result of annotator eval"), str(path))


def json_object(path: Path, expected: str) -> Mapping[str, Any]:
    """The JSON object of a file; `expected` says in messages what it should be.

    Raises:
        InputError: it cannot be read, or is none.
    """
    try:
        parsed = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: not JSON ({error.msg}); expected {expected}") from error
    if not isinstance(parsed, dict):
        raise InputError(f"{path}: no JSON object; expected {expected}")
    return parsed


def write_report(path: Path, text: str) -> None:
    """Write a report, whole or not at all."""
    replace_file(path, [text.encode("utf-8")])


def file_hash(path: Path) -> str:
    """Hex SHA-256 of a file's bytes; of a folder, of the names and hashes of its files; of a data set, its records."""
    if path.is_dir():
        files = record_files(path) if is_described(path) else files_in(path)
        lines = (f"{each.relative_to(path).as_posix()}\0{file_hash(each)}\n" for each in files)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _noting(records: Iterable[Record], refs: set[str]) -> Iterator[Record]:
    """The records, their schema versions noted on the way."""
    for record in records:
        if ref := record.schema:
            refs.add(ref)
        yield record


def _schema_of(gold: Path, record: Record | None, file: Path | None, project: Path | None) -> LabelSchema | None:
    ref = None if record is None else record.schema
    return find_schema(ref, file=file, project=project, records=gold) if ref else None


def _refuse_mixed(gold: str, predictions: str, gold_refs: set[str], predicted_refs: set[str]) -> None:
    legal = {comparable_version(ref) for ref in gold_refs}
    odd = sorted(ref for ref in predicted_refs if comparable_version(ref) not in legal)
    if legal and odd:
        raise InputError(
            f"{predictions} is made for {', '.join(odd)}, {gold} for {', '.join(sorted(gold_refs))}; "
            "scores compare only within one MAJOR.MINOR; next: annotator schema migrate"
        )
