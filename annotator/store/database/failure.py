"""What a database's errors mean to the person at the screen."""

from __future__ import annotations

import re
import sqlite3

from annotator.errors import StoreError

SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite's calls raise; Python cannot say an error whose message quotes damaged bytes of the file."""

_AWAY = (
    r"^connection is bad|^the connection is (lost|closed)|^connection to server|^server closed the connection"
    r"|^terminating connection|^consuming input failed|^the database system is"
)
MEANINGS = (
    (r"^database or disk is full|No space left on device", "the disk is full: make room"),
    (r"database (table )?is locked", "another process is writing to the store and has not finished: try again"),
    (r"readonly database", "the store may not be written: look at the permissions of the file and its folder"),
    (r"unable to open database file", "the store cannot be opened: look at the path and its permissions"),
    (r"disk I/O error", "the disk reports an error or is full: look at it"),
    (r"^database disk image is malformed|^malformed database schema", "the file is damaged: run `annotator doctor`"),
    (r"codec can't decode", "the file is damaged: run `annotator doctor`"),
    (r"^file is not a database|^unsupported file format", "the file is no store of this program"),
    (r"^no such (table|column):", "the store is incomplete: run `annotator doctor`"),
    (r"Connection refused", "no database answers there: is it running, is the address in annotator.toml right?"),
    (
        r"row-level security policy|^permission denied|^must be (owner|able)",
        "the team's rules do not let your login do that; docs/team.md says who may do what",
    ),
    (r"authentication failed|no password supplied", "the database wants another user or password"),
    (r'(database|role) "[^"]*" does not exist', "create it, or look at the address in annotator.toml"),
    (_AWAY, "the database does not answer now"),
)
"""What the databases say, as patterns, and what to do about it; the first that fits counts."""


def store_error(error: Exception, place: object) -> StoreError:
    """A database library's error as ours: where, what it means, and what the database said."""
    reason = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    meaning = next((meaning for sign, meaning in MEANINGS if re.search(sign, reason[0])), "the store failed")
    return StoreError(f"{place}: {meaning} ({reason[0]})")
