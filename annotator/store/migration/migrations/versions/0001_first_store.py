"""The first store: texts, documents, layers, annotations, what they name, the log, what was set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_articles()
    _make_layers()
    _make_state()
    _make_log()


def _make_articles() -> None:
    op.create_table(
        "texts",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("chars", sa.Integer, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.LargeBinary, nullable=False),
        sa.Column("meta", sa.LargeBinary, nullable=False),
        sa.Column("text_sha256", sa.String(64), sa.ForeignKey("texts.sha256"), nullable=False),
        sa.Column("source", sa.LargeBinary),
        sa.Column("removed_at", sa.String(32)),
    )
    op.create_index("ix_documents_position", "documents", ["position"])


def _make_layers() -> None:
    op.create_table(
        "layers",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("text_sha256", sa.String(64), sa.ForeignKey("texts.sha256"), nullable=False),
        sa.Column("base", sa.LargeBinary, nullable=False),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
        sa.Column("entities", sa.Integer, nullable=False),
        sa.Column("relations", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.UniqueConstraint("document", "name"),
    )


def _layer_column() -> sa.Column[int]:
    return sa.Column("layer", sa.Integer, sa.ForeignKey("layers.number", ondelete="CASCADE"), primary_key=True)


def _make_state() -> None:
    op.create_table(
        "annotations",
        _layer_column(),
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("slot", sa.String(10), primary_key=True),
        sa.Column("start_char", sa.Integer),
        sa.Column("end_char", sa.Integer),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("annotations_place", "annotations", ["layer", "start_char", "end_char"])
    op.create_table(
        "targets",
        _layer_column(),
        sa.Column("source", sa.LargeBinary, primary_key=True),
        sa.Column("target", sa.LargeBinary, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("targets_target", "targets", ["layer", "target"])


def _make_log() -> None:
    op.create_table(
        "operations",
        _layer_column(),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("state", sa.SmallInteger, nullable=False),
        sa.Column("edit", sa.LargeBinary, nullable=False),
        sa.Column("who", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("elapsed_ms", sa.Integer),
        sa.Column("checksum", sa.String(32), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("operations_state", "operations", ["layer", "state", "seq"])
    op.create_table(
        "set_aside",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("edit", sa.LargeBinary, nullable=False),
        sa.Column("checksum", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables and all that is in them."""
    for table in ("set_aside", "operations", "targets", "annotations", "layers", "documents", "texts"):
        op.drop_table(table)
