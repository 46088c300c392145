"""Scoring files: what `annotator eval` does with gold and predictions on disk, inside or outside a project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from annotator.datasets.atomic_file import replace_file
from annotator.datasets.record import Plain, read_plain
from annotator.errors import InputError
from annotator.eval.options import Knowledge, ScoreOptions
from annotator.eval.score import score
from annotator.project.schemas import comparable, find_schema
from annotator.schema.label_schema import LabelSchema


def score_files(
    gold: Path, predictions: Path, options: ScoreOptions, *, schema: Path | None = None, project: Path | None = None
) -> Mapping[str, Any]:
    """The result of scoring two files, as its JSON object.

    Where the schema can be found, it adds what it knows: symmetric relations, values without coreference, legal types.

    Raises:
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read, or the two name schema versions that cannot be compared.
    """
    seen: tuple[set[str], set[str]] = (set(), set())
    gold_records = _noting(read_plain(gold, loose=True), seen[0])
    first = next(gold_records, None)
    found = _schema_of(first, schema, project)
    told = replace(options, knowledge=knowledge_of(found)) if found else options
    whole_gold = chain([first], gold_records) if first else gold_records
    result = score(whole_gold, _noting(read_plain(predictions, loose=True), seen[1]), told).to_plain()
    _refuse_mixed(gold, predictions, *seen)
    return result | {"signature": _signed(result["signature"], gold, found)}


def knowledge_of(schema: LabelSchema) -> Knowledge:
    """What scoring takes from a schema."""
    return Knowledge(
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
    import orjson  # noqa: PLC0415 - only with a baseline

    try:
        result = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise InputError(
            f"{path}:{error.lineno}: not JSON ({error.msg}); expected a result of annotator eval"
        ) from error
    if not isinstance(result, dict) or not isinstance(result.get("scores"), list):
        raise InputError(f"{path}: no result; expected what annotator eval --output FILE.json writes")
    return result


def write_report(path: Path, text: str) -> None:
    """Write a report, whole or not at all."""
    replace_file(path, [text.encode("utf-8")])


def file_hash(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _noting(records: Iterable[Plain], refs: set[str]) -> Iterator[Plain]:
    """The records, their schema versions noted on the way."""
    for record in records:
        if ref := record.get("schema"):
            refs.add(ref)
        yield record


def _schema_of(record: Plain | None, file: Path | None, project: Path | None) -> LabelSchema | None:
    ref = record.get("schema") if record else None
    return find_schema(ref, file=file, project=project) if ref else None


def _refuse_mixed(gold: Path, predictions: Path, gold_refs: set[str], predicted_refs: set[str]) -> None:
    legal = {comparable(ref) for ref in gold_refs}
    odd = sorted(ref for ref in predicted_refs if comparable(ref) not in legal)
    if legal and odd:
        raise InputError(
            f"{predictions} is made for {', '.join(odd)}, {gold} for {', '.join(sorted(gold_refs))}; "
            "scores compare only within one MAJOR.MINOR; next: annotator schema migrate"
        )


def _signed(signature: str, gold: Path, schema: LabelSchema | None) -> str:
    """The signature with what was scored: the first eight digits of gold's hash, and the schema when it was found."""
    parts = signature.split("|")
    what = [f"schema:{schema.ref}"] if schema else []
    return "|".join([*parts[:-1], *what, f"gold:{file_hash(gold)[:8]}", parts[-1]])
