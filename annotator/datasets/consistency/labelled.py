"""A document with where it stands, so that a doubt can say where to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.errors import Place
from annotator.model.annotation import Annotation
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.record import Record


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, its place, and the path of each annotation there, by id; without one the id itself is said."""

    document: Document
    place: Place
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def record(self) -> Record:
        """The document with its annotations in the order of the file."""
        return record_of(self.document)

    def path(self, annotation: Annotation) -> str:
        """Where an annotation stands in the document."""
        return self.paths.get(annotation.id, annotation.id)
