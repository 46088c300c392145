"""A document: an article's text and one layer of annotations on it; a frozen value.

Annotations are kept in persistent maps by id, so that a changed document costs a few microseconds however many
annotations it has, and the one before the change stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from immutables import Map
from msgspec import Struct, field

from annotator.model.annotation import JSON, Annotation, Attributes, Entity, Event, Relation
from annotator.model.record import ExtractorRun, text_hash

Identified = TypeVar("Identified", Entity, Relation, Event)


class Document(Struct, frozen=True):
    """One article and one layer of annotations.

    `text` is the article exactly as read, or None in a text-free record. `schema_ref` is `name@X.Y.Z`.
    `incomplete_for` names what this layer was not exhaustively labelled for, sorted. `rejected` are the places that a
    person has put aside while labelling, as `annotator.tui.editor.rejected` writes them; no record has them.
    """

    id: str
    text: str | None = None
    text_sha256: str | None = None
    schema_ref: str | None = None
    annotator: str | None = None
    incomplete_for: tuple[str, ...] = ()
    meta: Mapping[str, JSON] = field(default_factory=dict)
    labels: Attributes = field(default_factory=dict)
    entities: Map[str, Entity] = field(default_factory=Map)
    relations: Map[str, Relation] = field(default_factory=Map)
    events: Map[str, Event] = field(default_factory=Map)
    extractor: ExtractorRun | None = None
    rejected: tuple[str, ...] = ()

    def find(self, annotation_id: str) -> Annotation | None:
        """The annotation with this id, of whatever kind; None when there is none."""
        return self.entities.get(annotation_id) or self.events.get(annotation_id) or self.relations.get(annotation_id)

    def annotations(self) -> Iterator[Annotation]:
        """All annotations, entities first, in no particular order."""
        yield from self.entities.values()
        yield from self.relations.values()
        yield from self.events.values()


def by_id(annotations: Iterable[Identified]) -> Map[str, Identified]:
    """Annotations as a document keeps them: a persistent map from id."""
    return Map({annotation.id: annotation for annotation in annotations})


def new_document(document_id: str, text: str, **rest: object) -> Document:
    """A document over a text, its hash filled in."""
    return Document(id=document_id, text=text, text_sha256=text_hash(text), **rest)  # type: ignore[arg-type]
