"""What `annotator suggest` has kept for an article, as sources of offers."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, by_id, new_document
from annotator.project.project import Project
from annotator.store.reading.kept_proposals import kept_proposals
from annotator.store.tables.predictions import PredictionRun, prediction_runs, predictions
from annotator.suggest.kept import Counts
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sure import sure_types


def fresh_runs(project: Project, document_id: str) -> tuple[PredictionRun, ...]:
    """The runs on an article that hold for its text and the schema as they are now, by extractor.

    Raises:
        StoreError: the store cannot be read.
    """
    runs = prediction_runs(project.store.rows, document_id)
    return tuple(each for each in runs if each.is_fresh(project.schema.ref))


def offered_sources(project: Project, document: Document, runs: Sequence[PredictionRun]) -> tuple[Source, ...]:
    """What the runs say, each as a source with its index made; takes as long as what they say is long.

    Raises:
        StoreError: the store cannot be read.
    """
    counts = kept_proposals(project.store.rows) if runs else {}
    return tuple(_source(project, document, run, counts) for run in runs)


def _source(project: Project, document: Document, run: PredictionRun, counts: Counts) -> Source:
    said = predictions(project.store.rows, run.number)
    found = new_document(
        document.id,
        document.text or "",
        entities=by_id(each for each in said if isinstance(each, Entity)),
        relations=by_id(each for each in said if isinstance(each, Relation)),
        events=by_id(each for each in said if isinstance(each, Event)),
    )
    sure = sure_types(counts, run.extractor, "entities", {each.type for each in found.entities.values()})
    return Source(run.extractor, run.version, found, sure).ready()
