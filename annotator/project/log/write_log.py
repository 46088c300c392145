"""`annotator log --export`: everything that was done in a project, in a file from which it can be made again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, select

from annotator import __version__
from annotator.disk.atomic_file import replace_file
from annotator.project.backup.take import descriptions, snapshot_of
from annotator.project.log.sealed_lines import sealed
from annotator.project.log.table_rows import LOGGED, columns_of, line_of
from annotator.project.project import Project
from annotator.store.backup.soundness import Amount, amount_of
from annotator.store.database.rows import BATCH_ROWS, SqliteRows
from annotator.store.migration import metadata

FORMAT = 1


def write_log(project: Project, file: Path) -> Amount:
    """Write the log of a project, of one moment also while people label; the file is replaced whole or not at all.

    Raises:
        StoreError: the store cannot be read, or the file not be written.
    """
    with snapshot_of(project) as copy:
        with closing(SqliteRows(copy)) as rows:
            amount = amount_of(rows)
        engine = create_engine(f"sqlite:///{copy}")
        try:
            with engine.connect() as connection:
                replace_file(file, sealed(_lines(project, amount, connection)))
        finally:
            engine.dispose()
    return amount


def _lines(project: Project, amount: Amount, connection: Connection) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    yield {"is": "log", "format": FORMAT, "program": __version__, "made_at": now, "amount": asdict(amount)}
    for path in descriptions(project):
        # What is no UTF-8 is no schema.
        with suppress(UnicodeDecodeError):
            content = path.read_bytes().decode()
            yield {"is": "file", "path": path.relative_to(project.folder).as_posix(), "content": content}
    names = _Names(connection)
    for table in LOGGED:
        query = select(*(table.columns[name] for name in columns_of(table))).order_by(*table.primary_key)
        for stored_row in connection.execution_options(yield_per=BATCH_ROWS).execute(query).mappings():
            row = {str(name): value for name, value in stored_row.items()}
            yield {"is": str(table.name)} | names.of(table, row) | line_of(table, row)


class _Names:
    """The names of articles and layers, which rows know by number, for who reads the file."""

    def __init__(self, connection: Connection) -> None:
        documents, layers = metadata.documents, metadata.layers
        self._documents = {
            number: _text(id_) for number, id_ in connection.execute(select(documents.c.number, documents.c.id))
        }
        stored_layers = connection.execute(select(layers.c.number, layers.c.document, layers.c.name))
        self._layers = {
            number: (self._documents.get(document, ""), _text(name)) for number, document, name in stored_layers
        }

    def of(self, table: Table, row: dict[str, Any]) -> dict[str, str]:
        if table is metadata.operations:
            document, layer = self._layers.get(row["layer"], ("", ""))
            return {"document": document, "layer": layer}
        is_numbered = isinstance(row.get("document"), int)
        return {"document": self._documents.get(row["document"], "")} if is_numbered else {}


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
