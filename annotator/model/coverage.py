"""Coverage: declaring what a document was labelled for exhaustively, and taking that back, as edits.

A document lists what it is *not* complete for (`incomplete_for`): types, parts of a type (`Attack/polarity`), parts of
every type (`*/coref`). Declaring takes entries away. Nothing else does: labelling never makes anything complete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from annotator.model.change import Change, Edit
from annotator.model.document import Document

DECLARE, WITHDRAW = "declare", "withdraw"
"""How the two are called in the log."""


def declare(document: Document, names: Iterable[str], except_parts: Iterable[str] = ()) -> Edit:
    """Declare types, or parts such as `Attack/polarity` and `*/coref`, as labelled exhaustively.

    A type is declared with all its parts, a part of every type with that of each. `except_parts` stay open: parts of
    the types declared. An edit without changes when nothing of it was open.
    """
    declared = frozenset(names)
    kept = {entry for entry in document.incomplete_for if not _is_covered(entry, declared)}
    opened = {part for part in except_parts if type_of(part) in declared or type_of(part) == "*"}
    return _edit(document, kept | opened, DECLARE)


def declare_all(document: Document, asked: Collection[str] = ()) -> Edit:
    """Declare everything that is open; with `asked`, what concerns these types."""
    kept = {entry for entry in document.incomplete_for if asked and not concerns(entry, asked)}
    return _edit(document, kept, DECLARE)


def withdraw(document: Document, names: Iterable[str]) -> Edit:
    """Take a declaration back: these types or parts are not labelled exhaustively."""
    opened = frozenset(names)
    kept = {entry for entry in document.incomplete_for if not _is_covered(entry, opened)}
    whole = {*document.incomplete_for, *opened}
    new = {name for name in opened if "/" not in name or type_of(name) not in whole}
    return _edit(document, kept | new, WITHDRAW)


def is_done(incomplete_for: Iterable[str], asked: Collection[str] = ()) -> bool:
    """Whether a document that is incomplete for this is done: nothing is open; with `asked`, nothing of these types."""
    return not any(concerns(entry, asked) for entry in incomplete_for)


def concerns(entry: str, asked: Collection[str]) -> bool:
    """Whether an entry of `incomplete_for` is about one of these types; about any, where none is named."""
    return not asked or type_of(entry) == "*" or type_of(entry) in asked


def type_of(entry: str) -> str:
    """The type that an entry of `incomplete_for` names, `*` for every type."""
    return entry.partition("/")[0]


def _is_covered(entry: str, names: frozenset[str]) -> bool:
    name, _, part = entry.partition("/")
    return entry in names or name in names or (bool(part) and f"*/{part}" in names)


def _edit(document: Document, entries: Iterable[str], name: str) -> Edit:
    after = tuple(sorted(entries))
    if after == document.incomplete_for:
        return Edit(name, ())
    return Edit(name, (Change("incomplete_for", "", document.incomplete_for, after),))
