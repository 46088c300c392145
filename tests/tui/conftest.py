"""A PostgreSQL server of the tests' own, for screens on it."""

from tests.databases import cluster

__all__ = ["cluster"]
