"""The store's migrations, run by `annotator.store.migration.migrate` through alembic."""
