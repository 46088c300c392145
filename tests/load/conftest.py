"""Fixtures of the load tests."""

from __future__ import annotations

from tests.databases import cluster, location, sqlite_location

__all__ = ["cluster", "location", "sqlite_location"]
