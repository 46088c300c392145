"""What a database's errors mean to the person at the screen."""

from __future__ import annotations

from annotator.errors import StoreError

MEANINGS = (
    ("disk is full", "the disk is full: make room, the work is kept in memory and tried again"),
    ("No space left", "the disk is full: make room, the work is kept in memory and tried again"),
    ("is locked", "another process is writing to the store and has not finished: it is tried again"),
    ("readonly", "the store may not be written: look at the permissions of the file and its folder"),
    ("unable to open", "the store cannot be opened: look at the path and its permissions"),
    ("disk I/O", "the disk reports an error or is full: look at it, the work is kept in memory and tried again"),
    ("malformed", "the file is damaged: run `annotator doctor`"),
    ("not a database", "the file is no store of this program"),
    ("no such table", "the store is incomplete: run `annotator doctor`"),
    ("refused", "no database answers there: is it running, is the address in annotator.toml right?"),
    ("authentication", "the database wants another user or password"),
    ("does not exist", "the database or the user does not exist: create it, or look at the address in annotator.toml"),
)
"""What the databases say, and what to do about it; the first that fits counts."""


class StaleWriteError(StoreError):
    """The layer in the store is not the one the edits were made for: somebody else wrote it. Never retried."""


def store_error(error: Exception, place: object) -> StoreError:
    """A database library's error as ours: where, what it means, and what the database said."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    meaning = next((meaning for sign, meaning in MEANINGS if sign in said[0]), "the store failed")
    return StoreError(f"{place}: {meaning} ({said[0]})")
