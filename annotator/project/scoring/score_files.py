"""Scoring files: what `annotator eval` does with gold and predictions on disk, inside or outside a project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from annotator.datasets.atomic_file import replace_file
from annotator.datasets.record import read_light
from annotator.errors import InputError, UsageError
from annotator.eval.counts.part_file import Part, Shard, part_from_plain
from annotator.eval.documents.resolved import Record
from annotator.eval.options import SchemaFacts, ScoreOptions
from annotator.eval.score import count, result_of
from annotator.eval.scores.notices import Notices
from annotator.eval.scores.signature import long_signature
from annotator.eval.tags.tag_files import SUFFIXES, are_tag_files
from annotator.project.schemas.find_schema import find_schema
from annotator.project.scoring.tag_files import count_tag_files, token_figures
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version


def score_files(
    gold: Path, predictions: Path, options: ScoreOptions, *, schema: Path | None = None, project: Path | None = None
) -> Mapping[str, Any]:
    """The result of scoring two files, as its JSON object; see `count_files`."""
    return result_of_part(count_files(gold, predictions, options, schema=schema, project=project))


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
    if are_tag_files(gold, predictions):
        return _count_tags(gold, predictions, options, shard)
    if options.repair != "none":
        raise UsageError(f"--repair {options.repair} is for files of tags: {', '.join(SUFFIXES)}")
    seen: tuple[set[str], set[str]] = (set(), set())
    gold_records = _noting(read_light(gold), seen[0])
    first = next(gold_records, None)
    found = _schema_of(first, schema, project)
    told = replace(options, schema_facts=schema_facts(found)) if found else options
    both = (
        gold_records if first is None else chain([first], gold_records),
        _noting(read_light(predictions), seen[1]),
    )
    wanted, judged = ((each for each in side if shard is None or shard.holds(each["id"])) for side in both)
    notices = Notices(told)
    counts = count(wanted, judged, told, notices)
    _refuse_mixed(gold, predictions, *seen)
    reference = found.ref if found else ""
    return Part(counts, told, file_hash(gold), reference, notices.warnings(), notices.left_out)


def _count_tags(gold: Path, predictions: Path, options: ScoreOptions, shard: Shard | None) -> Part:
    of_tokens = replace(options, unit="token")
    notices = Notices(of_tokens)
    counts = count_tag_files(gold, predictions, of_tokens, notices, shard)
    return Part(counts, of_tokens, file_hash(gold), "", notices.warnings(), notices.left_out)


def result_of_part(part: Part) -> Mapping[str, Any]:
    """The result that counts amount to, as its JSON object, signed with what was scored."""
    notices = Notices(part.options)
    notices.absorb(part.warnings, part.left_out)
    result = result_of(part.counts, part.options, notices).to_plain()
    tokens = token_figures(part.counts)
    signed = result | {"signature": long_signature(part.options, part.schema, part.gold[:8])}
    return signed | ({"tokens": tokens} if tokens else {})


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


def read_result(path: Path) -> Mapping[str, Any]:
    """An earlier result, as `annotator eval --output FILE.json` wrote it.

    Raises:
        InputError: it cannot be read, or is none.
    """
    result = json_object(path, "a result of annotator eval")
    if not isinstance(result.get("scores"), list):
        raise InputError(f"{path}: no result; expected what annotator eval --output FILE.json writes")
    return result


def json_object(path: Path, expected: str) -> Mapping[str, Any]:
    """The JSON object of a file; `expected` says in messages what it should be.

    Raises:
        InputError: it cannot be read, or is none.
    """
    try:
        found = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: not JSON ({error.msg}); expected {expected}") from error
    if not isinstance(found, dict):
        raise InputError(f"{path}: no JSON object; expected {expected}")
    return found


def write_report(path: Path, text: str) -> None:
    """Write a report, whole or not at all."""
    replace_file(path, [text.encode("utf-8")])


def file_hash(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _noting(records: Iterable[Record], refs: set[str]) -> Iterator[Record]:
    """The records, their schema versions noted on the way."""
    for record in records:
        if ref := record.get("schema"):
            refs.add(ref)
        yield record


def _schema_of(record: Record | None, file: Path | None, project: Path | None) -> LabelSchema | None:
    ref = None if record is None else record.get("schema")
    return find_schema(ref, file=file, project=project) if ref else None


def _refuse_mixed(gold: Path, predictions: Path, gold_refs: set[str], predicted_refs: set[str]) -> None:
    legal = {comparable_version(ref) for ref in gold_refs}
    odd = sorted(ref for ref in predicted_refs if comparable_version(ref) not in legal)
    if legal and odd:
        raise InputError(
            f"{predictions} is made for {', '.join(odd)}, {gold} for {', '.join(sorted(gold_refs))}; "
            "scores compare only within one MAJOR.MINOR; next: annotator schema migrate"
        )
