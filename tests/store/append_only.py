"""Triggers that forbid what must never happen to a log: a row that is changed, a row that is gone."""

from __future__ import annotations

from annotator.store.database.transaction import writing
from annotator.store.store import Store

TABLES = ("operations", "decisions")


def forbid_changes(store: Store) -> None:
    """Have a SQLite store refuse every change of its logs."""
    with writing(store.engine, store.location) as transaction:
        for table in TABLES:
            for action in ("UPDATE", "DELETE"):
                transaction.run(
                    f"CREATE TRIGGER no_{action}_of_{table} BEFORE {action} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the log was changed: {action}'); END"
                )
