"""The store's tables, as the migrations are held to them; what reads and writes them is one file a table.

Ids, names, texts and JSON are UTF-8 bytes: PostgreSQL's text cannot hold U+0000, and bytes sort by code point on both
databases. The migrations in `annotator/store/migrations` make exactly these tables; a test compares them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
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
    Column("base_text_sha256", ForeignKey("texts.sha256"), nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("entities", Integer, nullable=False),
    Column("relations", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    UniqueConstraint("document", "name"),
)
"""One person's annotations of one article: see `store.tables.layer.LayerState`, and its log's beginning."""

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
    Column("kind", String(10), nullable=False),
    Column("parent", Integer),
    Column("target", Integer),
    Column("edit", LargeBinary, nullable=False),
    Column("provenance", LargeBinary, nullable=False),
    Column("who", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
    Column("elapsed_ms", Integer),
    Column("checksum", String(32), nullable=False),
    Index("operations_parent", "layer", "parent", "seq"),
    sqlite_with_rowid=False,
)
"""The log, append-only: every operation, numbered 1, 2, 3, ... in its layer; see `annotator.store.tables.log`."""

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
"""Damaged operations that repairs of format 0001 took out of a log, as they were found; later repairs take none out."""

leases = Table(
    "leases",
    METADATA,
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("token", String(32), nullable=False),
    Column("holder", LargeBinary, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
)
"""Who has a layer open, and until when; on PostgreSQL alone."""

assignments = Table(
    "assignments",
    METADATA,
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("task", String(10), primary_key=True),
    Column("types", LargeBinary, nullable=False),
    Column("assigned_by", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
    Column("own", Boolean, nullable=False),
)
"""Who is asked to do what (`task`: `annotate` or `adjudicate`) with an article, for which types (a JSON list, empty for
all); `own` is set where somebody adjudicates what they labelled themselves, by leave."""

adjudicated_layers = Table(
    "adjudicated_layers",
    METADATA,
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("total", BigInteger, nullable=False),
)
"""Which layers an article's adjudicated one was made of, and the state sum that each had then."""

decisions = Table(
    "decisions",
    METADATA,
    Column("number", Integer, Identity(), primary_key=True),
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("who", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
    Column("elapsed_ms", Integer),
    Column("checksum", String(32), nullable=False),
    Index("decisions_key", "document", "key"),
)
"""The decisions of adjudication, append-only; `key` is the hash of the document, the kind and the readings as content,
and of several under one key the last one holds. `content` is JSON: readings, choice, reason, note."""

prediction_runs = Table(
    "prediction_runs",
    METADATA,
    Column("number", Integer, Identity(), primary_key=True),
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
    Column("extractor", LargeBinary, nullable=False),
    Column("version", LargeBinary, nullable=False),
    Column("schema_ref", LargeBinary, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("document", "extractor", "version", "schema_ref", "text_sha256"),
)
"""What an extractor was run on: suggestions hold for this version of it, this schema and this text."""

predictions = Table(
    "predictions",
    METADATA,
    Column("run", ForeignKey("prediction_runs.number", ondelete="CASCADE"), primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("slot", String(10), primary_key=True),
    Column("start_char", Integer),
    Column("end_char", Integer),
    Column("score", Float),
    Column("payload", LargeBinary, nullable=False),
    Index("predictions_place", "run", "start_char", "end_char"),
    sqlite_with_rowid=False,
)
"""Suggestions beside the layers; none is in a layer before somebody took it, as that operation's provenance tells."""

notices = Table(
    "notices",
    METADATA,
    Column("number", Integer, Identity(), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("told_at", String(32)),
)
"""What is to be said once about the store, by `annotator doctor`."""
