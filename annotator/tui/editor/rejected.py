"""Not a mention: places that a person has looked at and put aside, so that the walk does not come back to them.

They are part of the layer as it is labelled, and of its log, but of no record.
"""

from __future__ import annotations

from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.edits import set_field
from annotator.model.spans import Span


def is_rejected(document: Document, span: Span) -> bool:
    """Whether a place was put aside; a place whose words have changed since is not."""
    return bool(document.rejected) and _entry(document, span) in document.rejected


def reject(document: Document, span: Span) -> Edit:
    """The edit that puts a place aside."""
    return _edit(document, (*document.rejected, _entry(document, span)), "not a mention")


def take_back(document: Document, span: Span) -> Edit:
    """The edit that makes the walk stop at a place again."""
    entry = _entry(document, span)
    return _edit(document, tuple(each for each in document.rejected if each != entry), "a mention after all")


def _edit(document: Document, entries: tuple[str, ...], name: str) -> Edit:
    return set_field(document, "rejected", tuple(sorted(set(entries))), name)


def _entry(document: Document, span: Span) -> str:
    return f"{span[0]}-{span[1]} {(document.text or '')[slice(*span)]}"
