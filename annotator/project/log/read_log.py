"""A log file looked over: `annotator log --verify`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.errors import Finding, InputError, Place
from annotator.project.log.sealed_lines import Damage, Line, read_sealed
from annotator.project.log.table_rows import LOGGED, row_of
from annotator.project.log.write_log import FORMAT
from annotator.store.migration import metadata
from annotator.store.tables.decisions import StoredDecision
from annotator.store.tables.layer import LayerKey, named
from annotator.store.tables.log import Operation

TABLES = {table.name: table for table in LOGGED}


@dataclass(slots=True)
class _Sequence:
    """The numbers of the layers' operations so far; `damaged` is set while lines before the next one are not whole."""

    seen: dict[int, int] = field(default_factory=dict)
    damaged: bool = False

    def gap(self, layer: int, seq: int) -> str | None:
        expected = seq if self.damaged else self.seen.get(layer, 0) + 1
        self.seen[layer], self.damaged = seq, False
        missing = f"{expected}" if seq == expected + 1 else f"{expected} to {seq - 1}"
        return f"operation {missing} is missing" if seq > expected else None


def lines_of(file: Path) -> Iterator[Line | Damage]:
    """The lines of a log file, and what of it is damaged.

    Raises:
        InputError: it cannot be read, or begins as no log of this program.
    """
    try:
        with file.open("rb") as stream:
            yield from _begun(file, read_sealed(stream))
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error


def _begun(file: Path, lines: Iterator[Line | Damage]) -> Iterator[Line | Damage]:
    whole = False
    for each in lines:
        if isinstance(each, Line) and not whole:
            whole = True
            if each.number == 1 and each.says.get("is") != "log":
                raise InputError(f"{file}: is no log of this program; expected what `annotator log --export` wrote")
            if each.number == 1 and each.says.get("format") != FORMAT:
                raise InputError(
                    f"{file}: is a log of another format than {FORMAT}, which this program knows: update it"
                )
        yield each
    if not whole:
        raise InputError(f"{file}: has no whole line; expected what `annotator log --export` wrote")


def verify_log(file: Path) -> list[Finding]:
    """Everything in a log file that is torn, changed, missing or repeated, or was so in the store.

    Raises:
        InputError: it cannot be read, or is no log.
    """
    findings, sequence = [], _Sequence()
    for each in lines_of(file):
        if isinstance(each, Damage):
            findings.append(Finding(Place(str(file), each.place), "", each.message, each.code))
            sequence.damaged = True
        else:
            findings += [Finding(Place(str(file), each.place), "", fault, "store") for fault in _faults(each, sequence)]
    return findings


def _faults(line: Line, sequence: _Sequence) -> Iterator[str]:
    table = TABLES.get(str(line.says.get("is")))
    if table is None:
        return
    try:
        row = row_of(table, line.content)
        if table is metadata.operations:
            yield from _operation_faults(line.says, row, sequence)
        elif table is metadata.decisions and _decision(line.says, row).sum != row["checksum"]:
            yield f"document {line.says.get('document')!r}: the decision was damaged in the store already"
    except (ValueError, KeyError, TypeError) as error:
        yield f"says nothing that a store could hold ({error})"


def _operation_faults(says: dict[str, Any], row: dict[str, Any], sequence: _Sequence) -> Iterator[str]:
    key = LayerKey(str(says.get("document")), str(says.get("layer")))
    if gap := sequence.gap(row["layer"], row["seq"]):
        yield f"{named(key)}: {gap}: it was so in the store already"
    columns = (column.name for column in metadata.operations.columns)
    operation = Operation.of(tuple(row[name] for name in columns if name != "layer"))
    if not operation.is_whole(key):
        yield f"{named(key)}: operation {operation.seq} was damaged in the store already"


def _decision(says: dict[str, Any], row: dict[str, Any]) -> StoredDecision:
    who = row["who"].decode("utf-8", "replace")
    return StoredDecision(
        str(says.get("document")), row["key"], row["kind"], row["content"], who, row["at"], row["elapsed_ms"]
    )
