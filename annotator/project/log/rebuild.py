"""`annotator log --rebuild`: a project made of a log file alone.

What is whole up to the first damage counts when nothing whole stands behind it: a torn end. What stands there is kept
beside the project. Any other damage is refused: what would be made of it is not what was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from annotator.disk.atomic_file import replace_file
from annotator.errors import Finding, FoundError, InputError, Place
from annotator.project.archives.unpacked import STORE
from annotator.project.backup.archive import is_description
from annotator.project.backup.restore import place_of, put_in_place, write_file
from annotator.project.config import CONFIG_NAME, read_config
from annotator.project.log.read_log import TABLES, lines_of
from annotator.project.log.sealed_lines import Damage, Line
from annotator.project.log.table_rows import COUNTED, row_of
from annotator.project.project import Project
from annotator.store.backup.soundness import Amount, amount_of
from annotator.store.database.failure import store_error
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import BATCH_ROWS
from annotator.store.database.transaction import Transaction, writing
from annotator.store.migration import metadata
from annotator.store.repair import remake_layer
from annotator.store.store import Store, create_store
from annotator.store.tables.layer import named
from annotator.store.tables.layers import all_layers


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made: how much, and what is to be said of what is missing."""

    folder: Path
    amount: Amount
    notes: tuple[str, ...]


def rebuild(file: Path, folder: Path) -> Rebuilt:
    """Make a project in a new folder of a log file.

    Raises:
        FoundError: the file is damaged before its end.
        InputError: it is no log, or the folder holds something already.
        StoreError: the project cannot be written.
    """
    target, is_new = place_of(folder)
    if not is_new:
        raise InputError(f"{folder}: is a project already; expected a new folder")
    end = _whole_until(file)
    with TemporaryDirectory(prefix="annotator-") as scratch:
        copy = Path(scratch) / STORE
        store = create_store(StoreLocation(path=copy))
        try:
            files = _fill(store, file, end)
            notes = list(_remade(store))
            amount = amount_of(store.rows)
        finally:
            store.close()
        _put(files, copy, target)
    return Rebuilt(target, amount, (*_lost(file, end, target, amount), *notes))


def _whole_until(file: Path) -> int | None:
    """The line behind which there is nothing whole; None where all of a file is whole.

    Raises:
        FoundError: something whole stands behind something damaged.
    """
    damages, whole = [], 0
    for each in lines_of(file):
        if isinstance(each, Damage):
            damages.append(each)
        else:
            whole = each.place
    if early := [each for each in damages if each.place <= whole]:
        raise FoundError(*(Finding(Place(str(file), each.place), "", each.message, each.code) for each in early))
    return whole if damages else None


def _fill(store: Store, file: Path, end: int | None) -> dict[str, str]:
    """Put all rows of a file into an empty store; the files that describe the project, by path."""
    files: dict[str, str] = {}
    whole = (each for each in lines_of(file) if isinstance(each, Line) and (end is None or each.place <= end))
    try:
        with writing(store.writable(), store.location) as transaction:
            for kind, lines in groupby(whole, key=lambda line: str(line.says.get("is"))):
                if kind in TABLES:
                    _insert(transaction, kind, lines)
                elif kind == "file":
                    files |= {str(line.says.get("path")): str(line.says.get("content")) for line in lines}
    except SQLAlchemyError as error:
        raise store_error(error, file) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file}: a line says nothing that a store could hold ({error})") from error
    if unknown := [path for path in files if not is_description(path)]:
        raise InputError(f"{file}: {unknown[0]!r} belongs to no project's description; nothing was made")
    return files


def _insert(transaction: Transaction, kind: str, lines: Iterator[Line]) -> None:
    table, rows = TABLES[kind], []
    for line in lines:
        rows.append(_completed(kind, row_of(table, line.content)))
        if len(rows) == BATCH_ROWS:
            transaction.connection.execute(table.insert(), rows)
            rows = []
    if rows:
        transaction.connection.execute(table.insert(), rows)


def _completed(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    if kind != metadata.layers.name:
        return row
    # Until the state is made of the operations, the layer is as it began.
    begun = {"head": row["base"], "text_sha256": row["base_text_sha256"]}
    return row | begun | dict.fromkeys(COUNTED, 0)


def _remade(store: Store) -> Iterator[str]:
    """Make every layer's state, also those of removed articles; what is wrong with a log is said."""
    documents = metadata.documents
    with writing(store.writable(), store.location) as transaction:
        gone = transaction.all("SELECT number, removed_at FROM documents WHERE removed_at IS NOT NULL")
        transaction.connection.execute(documents.update().values(removed_at=None))
    for key in all_layers(store.rows):
        if fault := remake_layer(store, key):
            yield f"{named(key)}: {fault}"
    with writing(store.writable(), store.location) as transaction:
        for number, removed_at in gone:
            row = documents.update().where(documents.c.number == number)
            transaction.connection.execute(row.values(removed_at=removed_at))


def _put(files: dict[str, str], copy: Path, target: Path) -> None:
    for path, content in sorted(files.items(), key=lambda pair: pair[0] == CONFIG_NAME):
        write_file(target / path, content.encode())
    if CONFIG_NAME not in files:
        write_file(target / CONFIG_NAME, b"")
    project = Project(read_config(target / CONFIG_NAME))
    try:
        put_in_place(project, copy, is_new=True)
    finally:
        project.close()


def _lost(file: Path, end: int | None, target: Path, amount: Amount) -> Iterator[str]:
    """Keep what stands behind the last whole line, and say how much is missing."""
    if end is None:
        return
    content = file.read_bytes()
    rest = content.split(b"\n", end)[end] if end else content
    first = next(each for each in lines_of(file) if isinstance(each, Line))
    lost = int(first.says.get("amount", {}).get("operations", 0)) - amount.operations
    message = f"the end of {file} is torn: {max(lost, 0)} operations are lost"
    if rest:
        aside = target / ".annotator" / f"{file.name}.set-aside"
        replace_file(aside, [rest])
        message += f"; what stands there, {len(rest)} bytes, is set aside as {aside}"
    yield message
