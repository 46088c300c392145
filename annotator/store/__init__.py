"""The working store: documents, layers and the operation log, on SQLite or PostgreSQL."""
