"""Putting annotations into a layer's current state and taking them out, many at once.

Through the driver's own `executemany`: making SQLAlchemy's parameters costs as much as the writing itself, and an
import writes hundreds of thousands of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from annotator.store.layer import AnnotationRow

_INSERT = "INSERT INTO annotations (layer, id, slot, start_char, end_char, payload) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_TARGET = "INSERT INTO targets (layer, source, target) VALUES (?, ?, ?)"
_DELETE = "DELETE FROM annotations WHERE layer = ? AND id = ? AND slot = ?"
_DELETE_TARGETS = "DELETE FROM targets WHERE layer = ? AND source = ?"


def insert_rows(connection: Connection, layer: int, rows: Sequence[AnnotationRow]) -> None:
    """Put annotations, and what they name, into a layer's current state."""
    _run(
        connection,
        _INSERT,
        [(layer, row.id.encode(), row.slot, row.start_char, row.end_char, row.payload) for row in rows],
    )
    _run(
        connection,
        _INSERT_TARGET,
        [(layer, row.id.encode(), target.encode()) for row in rows for target in row.targets],
    )


def delete_rows(connection: Connection, layer: int, rows: Sequence[AnnotationRow]) -> None:
    """Take annotations, and what they name, out of a layer's current state."""
    _run(connection, _DELETE, [(layer, row.id.encode(), row.slot) for row in rows])
    _run(connection, _DELETE_TARGETS, [(layer, row.id.encode()) for row in rows if row.targets])


def _run(connection: Connection, statement: str, parameters: list[tuple[Any, ...]]) -> None:
    if parameters:
        marker = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.exec_driver_sql(statement.replace("?", marker), parameters)
