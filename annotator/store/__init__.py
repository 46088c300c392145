"""The working store: what people label, in SQLite or PostgreSQL, with a log of every edit.

An edit is one operation: it is appended to the layer's log in the same transaction that changes the layer's current
state, and it is called saved only when that transaction is durable. Reading goes through plain SQL (`rows`), which
needs no SQLAlchemy on SQLite, so that an article is on screen before that library is imported; writing goes through
SQLAlchemy Core (`tables`, `writer`, `catalog`), the same on both databases.
"""
