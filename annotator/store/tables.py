"""The store's tables, for SQLAlchemy Core. Importing this module imports SQLAlchemy: only writers do, and late.

Ids, names, texts and JSON are UTF-8 bytes: PostgreSQL's text cannot hold U+0000, and bytes sort by code point on both
databases. The migrations in `annotator/store/migrations` make exactly these tables; a test compares them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

METADATA = MetaData()

texts = Table(
    "texts",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("text", LargeBinary, nullable=False),
    Column("chars", Integer, nullable=False),
)
"""Every text once; a layer keeps the text its spans were made on when the article changes."""

documents = Table(
    "documents",
    METADATA,
    Column("number", Integer, Identity(), primary_key=True),
    Column("id", LargeBinary, nullable=False, unique=True),
    Column("position", Integer, nullable=False, index=True),
    Column("title", LargeBinary, nullable=False),
    Column("meta", LargeBinary, nullable=False),
    Column("text_sha256", ForeignKey("texts.sha256"), nullable=False),
    Column("source", LargeBinary),
    Column("removed_at", String(32)),
)
"""The project's articles in order; `source` is the file one was added from, relative to the project where it can be."""

layers = Table(
    "layers",
    METADATA,
    Column("number", Integer, Identity(), primary_key=True),
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("text_sha256", ForeignKey("texts.sha256"), nullable=False),
    Column("base", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("entities", Integer, nullable=False),
    Column("relations", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    UniqueConstraint("document", "name"),
)
"""One person's annotations of one article: what `annotator.store.layer.LayerState` says."""

annotation_rows = Table(
    "annotations",
    METADATA,
    Column("layer", ForeignKey("layers.number", ondelete="CASCADE"), primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("slot", String(10), primary_key=True),
    Column("start_char", Integer),
    Column("end_char", Integer),
    Column("payload", LargeBinary, nullable=False),
    Index("annotations_place", "layer", "start_char", "end_char"),
    sqlite_with_rowid=False,
)
"""The current state."""

targets = Table(
    "targets",
    METADATA,
    Column("layer", ForeignKey("layers.number", ondelete="CASCADE"), primary_key=True),
    Column("source", LargeBinary, primary_key=True),
    Column("target", LargeBinary, primary_key=True),
    Index("targets_target", "layer", "target"),
    sqlite_with_rowid=False,
)
"""Which annotation names which: what hangs on a window's mentions is found without reading the whole layer."""

operations = Table(
    "operations",
    METADATA,
    Column("layer", ForeignKey("layers.number", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("state", SmallInteger, nullable=False),
    Column("edit", LargeBinary, nullable=False),
    Column("who", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
    Column("elapsed_ms", Integer),
    Column("checksum", String(32), nullable=False),
    Index("operations_state", "layer", "state", "seq"),
    sqlite_with_rowid=False,
)
"""The log: every edit, numbered 1, 2, 3, ... in its layer; `state` is one of `annotator.store.log.State`."""

set_aside = Table(
    "set_aside",
    METADATA,
    Column("number", Integer, Identity(), primary_key=True),
    Column("document", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("edit", LargeBinary, nullable=False),
    Column("checksum", String(32), nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", String(200), nullable=False),
)
"""Damaged operations that a repair took out of a log, as they were found."""
