"""What people are told of how tags were read: in which scheme, and what became of those that do not fit it."""

from __future__ import annotations

from annotator.formats.conll.schemes import Notation, Repair

BECOMES = {"conlleval": "read as conlleval does", "discard": "dropped, with their mentions"}
"""What becomes of tags that do not fit, by the repair."""


def scheme_note(read_as: str) -> str:
    """In which scheme tags are read that nobody named one for; `read_as` says it."""
    return f"tags are read by the scheme that they look like: {read_as}; --scheme names another"


def repairs_note(where: str, notation: Notation, repair: Repair) -> str:
    """That tags do not fit, and what became of them; `where` says which, such as "tags in gold"."""
    return f"{where} do not fit {notation}; they are {BECOMES[repair]} (repair {repair})"


def reading_notes(notation: Notation, repair: Repair, repaired: int, *, guessed: bool) -> tuple[str, ...]:
    """The same of one file, where there is anything to say."""
    lines = [scheme_note(str(notation))] if guessed else []
    if repaired:
        lines.append(repairs_note("tags", notation, repair) + f": {repaired}")
    return tuple(lines)
