"""The store's migrations, run by `annotator.store.migrate` through alembic."""
