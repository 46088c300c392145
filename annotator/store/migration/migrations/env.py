"""What alembic runs: the migrations, on the connection it is handed."""

from __future__ import annotations

from alembic import context

from annotator.store.migration.metadata import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
