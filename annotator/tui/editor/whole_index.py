"""What is known of a whole layer, made in the background while keys are pressed."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.rules.surroundings import Surroundings
from annotator.schema.standing import StandingBreaches
from annotator.store.reading.giving_way import give_way
from annotator.tui.editor.index import AnnotationIndex


@dataclass(frozen=True, slots=True)
class WholeIndex:
    """An index made in the background, and how many edits it knows."""

    index: AnnotationIndex
    breaches: StandingBreaches
    known_edits: int


def whole_index(document: Document, schema: LabelSchema, known_edits: int) -> WholeIndex:
    """The index of a document that knows so many edits; gives way to others while it is made."""
    index = AnnotationIndex(document, schema.pointers, give_way)
    around = Surroundings(document, schema, index.references, asks_all=True)
    return WholeIndex(index, StandingBreaches(around, give_way), known_edits)
