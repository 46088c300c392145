"""The tables of a store: one file a table, with all SQL on it."""
