"""What is wrong with a document, and where: one fault, and the order in which its annotations are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations

Severity: TypeAlias = Literal["error", "finding"]
"""`error`: every reader refuses the document. `finding`: it is read; only `check` reports it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path inside the record (`entities[3].spans[0]`), what is wrong and what was expected."""

    path: str
    message: str
    code: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Listing:
    """The annotations of a document as a file lists them: positions count, and an id may stand twice."""

    entities: Sequence[Entity] = ()
    relations: Sequence[Relation] = ()
    events: Sequence[Event] = ()

    @classmethod
    def canonical(cls, document: Document) -> Listing:
        """The document's annotations in the order in which they are written."""
        return cls(ordered_entities(document), ordered_relations(document), ordered_events(document))
