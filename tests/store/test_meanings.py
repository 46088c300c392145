"""What a database says is explained by what it says in full, never by a word that happens to stand in it."""

from __future__ import annotations

import sqlite3

import pytest

from annotator.store.database.failure import store_error


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("database or disk is full", "make room"),
        ("could not extend file: No space left on device", "make room"),
        ("database is locked", "try again"),
        ("database table is locked: layers", "try again"),
        ("attempt to write a readonly database", "permissions"),
        ("unable to open database file", "permissions"),
        ("disk I/O error", "disk"),
        ("database disk image is malformed", "damaged"),
        ("malformed database schema (layers)", "damaged"),
        ("file is not a database", "no store of this program"),
        ("no such table: layers", "incomplete"),
        ('database "gold" does not exist', "create it"),
        ('FATAL:  role "mira" does not exist', "create it"),
        ('FATAL:  password authentication failed for user "mira"', "another user or password"),
    ],
)
def test_what_is_meant_is_said(said: str, meaning: str) -> None:
    error = store_error(sqlite3.OperationalError(said), "here")
    assert meaning in str(error).removesuffix(f"({said})")


@pytest.mark.parametrize(
    "said",
    [
        "function min(bytea) does not exist",
        'column "head" does not exist',
        'malformed array literal: "x"',
        '"x" is not a database user',
        'relation "disk is full" already exists',
        "there is no such table function",
    ],
)
def test_what_is_not_known_is_only_quoted(said: str) -> None:
    assert str(store_error(sqlite3.OperationalError(said), "here")) == f"here: the store failed ({said})"
