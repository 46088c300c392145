"""Not a mention: places that a person has looked at and put aside, so that the walk does not come back to them.

They are part of the layer as it is labelled, and of its log, but of no record. A place that is no mention may be a
trigger all the same, and the other way round.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.edits import set_field
from annotator.model.spans import Span

Kind: TypeAlias = Literal["mention", "trigger", "relation"]


def is_rejected(document: Document, span: Span, kind: Kind = "mention") -> bool:
    """Whether a place was put aside; a place whose words have changed since is not."""
    return bool(document.rejected) and _entry(document, span, kind) in document.rejected


def reject(document: Document, span: Span, kind: Kind = "mention") -> Edit:
    """The edit that puts a place aside."""
    return _edit(document, (*document.rejected, _entry(document, span, kind)), f"not a {kind}")


def take_back(document: Document, span: Span, kind: Kind = "mention") -> Edit:
    """The edit that makes the walk stop at a place again."""
    entry = _entry(document, span, kind)
    return _edit(document, tuple(each for each in document.rejected if each != entry), f"a {kind} after all")


def _edit(document: Document, entries: tuple[str, ...], name: str) -> Edit:
    return set_field(document, "rejected", tuple(sorted(set(entries))), name)


def _entry(document: Document, span: Span, kind: Kind) -> str:
    return f"{kind} {span[0]}-{span[1]} {(document.text or '')[slice(*span)]}"


def place_of(entry: str) -> tuple[str, Span]:
    """What a place was put aside as, and the place."""
    kind, place, *_ = entry.split(" ", 2)
    start, end = place.split("-")
    return kind, (int(start), int(end))
