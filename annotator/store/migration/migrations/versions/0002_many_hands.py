"""Undo as an operation, coverage as a declaration; leases, assignments, decisions, suggestions, notices as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import context, op

from annotator.store.database.transaction import Transaction
from annotator.store.migration.migrations.log_0002 import Coverage, Layer, NewRow, OldRow, migrated, restored
from annotator.store.tables.texts import put_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WITHDRAWN = (
    "layers that were labelled before coverage could be declared: {count}; nothing says that they are complete, so "
    "that they count as begun, and whoever finished one declares it done. Imported layers keep what they said"
)


def upgrade() -> None:
    """Make the new tables, and bring every log over."""
    _make_tables()
    with op.batch_alter_table("layers") as batch:
        batch.add_column(sa.Column("position", sa.Integer))
        batch.add_column(sa.Column("base_text_sha256", sa.String(64)))
    op.drop_index("operations_state", "operations")
    with op.batch_alter_table("operations") as batch:
        batch.add_column(sa.Column("kind", sa.String(10)))
        batch.add_column(sa.Column("parent", sa.Integer))
        batch.add_column(sa.Column("target", sa.Integer))
        batch.add_column(sa.Column("provenance", sa.LargeBinary))
        batch.alter_column("state", existing_type=sa.SmallInteger, nullable=True)
    _convert(Transaction(op.get_bind()), context.config.attributes.get("coverage"))
    with op.batch_alter_table("operations") as batch:
        batch.alter_column("kind", existing_type=sa.String(10), nullable=False)
        batch.alter_column("provenance", existing_type=sa.LargeBinary, nullable=False)
        batch.drop_column("state")
    op.create_index("operations_parent", "operations", ["layer", "parent", "seq"])
    with op.batch_alter_table("layers") as batch:
        batch.alter_column("position", existing_type=sa.Integer, nullable=False)
        batch.alter_column("base_text_sha256", existing_type=sa.String(64), nullable=False)
        batch.create_foreign_key("layers_base_text", "texts", ["base_text_sha256"], ["sha256"])


def downgrade() -> None:
    """Bring every log back, and drop the new tables and all that is in them."""
    op.drop_index("operations_parent", "operations")
    with op.batch_alter_table("operations") as batch:
        batch.add_column(sa.Column("state", sa.SmallInteger))
    _convert_back(Transaction(op.get_bind()))
    with op.batch_alter_table("operations") as batch:
        batch.alter_column("state", existing_type=sa.SmallInteger, nullable=False)
        for column in ("kind", "parent", "target", "provenance"):
            batch.drop_column(column)
    op.create_index("operations_state", "operations", ["layer", "state", "seq"])
    with op.batch_alter_table("layers") as batch:
        batch.drop_constraint("layers_base_text", type_="foreignkey")
        batch.drop_column("base_text_sha256")
        batch.drop_column("position")
    for table in ("notices", "predictions", "prediction_runs", "decisions", "adjudicated_layers", "assignments"):
        op.drop_table(table)
    op.drop_table("leases")


def _convert(transaction: Transaction, coverage: Coverage | None) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    withdrawn = 0
    for number, layer, text_sha256 in _layers(transaction):
        old = [OldRow(*row) for row in _operations(transaction, number, "state, edit")]
        new = migrated(layer, old, _Everything(transaction, number, coverage), now)
        _put_operations(transaction, number, new.rows)
        base_text = put_text(transaction, new.first_text) if new.first_text is not None else text_sha256
        transaction.run(
            "UPDATE layers SET base = :base, head = :head, total = :total, position = :position, "
            "base_text_sha256 = :base_text, last_seq = :last_seq WHERE number = :number",
            number=number,
            base=new.base,
            head=new.head,
            total=new.total,
            position=new.position,
            base_text=base_text,
            last_seq=max([_last_seq(transaction, number), *(row.seq for row in new.rows)]),
        )
        withdrawn += new.withdrawn
    if withdrawn:
        message = WITHDRAWN.format(count=withdrawn).encode()
        transaction.run("INSERT INTO notices (at, message) VALUES (:now, :message)", now=now, message=message)


class _Everything:
    """What a layer lists while nothing is declared: all types of a schema version, else those that the layer has."""

    def __init__(self, transaction: Transaction, layer: int, coverage: Coverage | None) -> None:
        self._transaction = transaction
        self._layer = layer
        self._coverage = coverage

    def __call__(self, ref: str) -> tuple[str, ...]:
        known = self._coverage(ref) if self._coverage and ref else ()
        return known or _used_types(self._transaction, self._layer)


def _used_types(transaction: Transaction, layer: int) -> tuple[str, ...]:
    rows = transaction.all("SELECT payload FROM annotations WHERE layer = :layer", layer=layer)
    types = set()
    for (payload,) in rows:
        try:
            types.add(str(orjson.loads(bytes(payload))["type"]))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(sorted(types))


def _layers(transaction: Transaction) -> Iterator[tuple[int, Layer, str]]:
    query = (
        "SELECT l.number, d.id, l.name, l.base, l.head, l.total, l.text_sha256 "
        "FROM layers l JOIN documents d ON d.number = l.document ORDER BY l.number"
    )
    for number, document, name, base, head, total, text_sha256 in transaction.all(query):
        key = (str(bytes(document), "utf-8"), str(bytes(name), "utf-8"))
        yield number, Layer(*key, bytes(base), bytes(head), total), text_sha256


def _last_seq(transaction: Transaction, layer: int) -> int:
    return int(transaction.all("SELECT last_seq FROM layers WHERE number = :layer", layer=layer)[0][0])


def _operations(transaction: Transaction, layer: int, columns: str) -> Iterator[tuple[Any, ...]]:
    query = f"SELECT seq, {columns}, who, at, elapsed_ms, checksum FROM operations WHERE layer = :layer ORDER BY seq"
    for row in transaction.all(query, layer=layer):
        yield tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def _put_operations(transaction: Transaction, layer: int, rows: list[NewRow]) -> None:
    transaction.run("DELETE FROM operations WHERE layer = :layer", layer=layer)
    transaction.run_many(
        "INSERT INTO operations (layer, seq, kind, parent, target, edit, who, at, elapsed_ms, checksum, provenance) "
        "VALUES (:layer, :seq, :kind, :parent, :target, :edit, :who, :at, :elapsed_ms, :checksum, :provenance)",
        [(layer, *row, b"") for row in rows],
    )


def _convert_back(transaction: Transaction) -> None:
    positions = dict(transaction.all("SELECT number, position FROM layers"))
    for number, layer, _ in _layers(transaction):
        new = [NewRow(*row) for row in _operations(transaction, number, "kind, parent, target, edit")]
        rows = restored(layer, new, positions[number])
        transaction.run("DELETE FROM operations WHERE layer = :layer", layer=number)
        transaction.run_many(
            "INSERT INTO operations (layer, seq, state, edit, who, at, elapsed_ms, checksum, kind, provenance) "
            "VALUES (:layer, :seq, :state, :edit, :who, :at, :elapsed_ms, :checksum, 'edit', :provenance)",
            [(number, *row, b"") for row in rows],
        )
        transaction.run("UPDATE layers SET last_seq = :last WHERE number = :number", number=number, last=len(rows))


def _document_column() -> sa.Column[int]:
    return sa.Column("document", sa.Integer, sa.ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True)


def _make_tables() -> None:
    op.create_table(
        "leases",
        _document_column(),
        sa.Column("name", sa.LargeBinary, primary_key=True),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("holder", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "assignments",
        _document_column(),
        sa.Column("name", sa.LargeBinary, primary_key=True),
        sa.Column("task", sa.String(10), primary_key=True),
        sa.Column("types", sa.LargeBinary, nullable=False),
        sa.Column("assigned_by", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
    )
    op.create_table(
        "adjudicated_layers",
        _document_column(),
        sa.Column("name", sa.LargeBinary, primary_key=True),
        sa.Column("total", sa.BigInteger, nullable=False),
    )
    _make_decisions()
    _make_predictions()
    op.create_table(
        "notices",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.Column("told_at", sa.String(32)),
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("who", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("elapsed_ms", sa.Integer),
        sa.Column("checksum", sa.String(32), nullable=False),
    )
    op.create_index("decisions_key", "decisions", ["document", "key"])


def _make_predictions() -> None:
    op.create_table(
        "prediction_runs",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
        sa.Column("extractor", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.LargeBinary, nullable=False),
        sa.Column("schema_ref", sa.LargeBinary, nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("document", "extractor", "version", "schema_ref", "text_sha256"),
    )
    op.create_table(
        "predictions",
        sa.Column("run", sa.Integer, sa.ForeignKey("prediction_runs.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("slot", sa.String(10), primary_key=True),
        sa.Column("start_char", sa.Integer),
        sa.Column("end_char", sa.Integer),
        sa.Column("score", sa.Float),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("predictions_place", "predictions", ["run", "start_char", "end_char"])
