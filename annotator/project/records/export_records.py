"""The layers of a project as gold: `annotator export`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.datasets.release.undecided import undecided_conflicts
from annotator.errors import InputError, RecordError
from annotator.model.document import Document
from annotator.project.records.layers_for_others import LayersForOthers
from annotator.project.records.suggested_by import sources_taken, with_sources
from annotator.schema.coverage import begun
from annotator.store.reading.status import GOLD
from annotator.store.tables.documents import document_ids
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import documents_of_layer, layer_names

if TYPE_CHECKING:
    from annotator.project.project import Progress, Project


def exported(project: Project, layer: str | None = None, progress: Progress | None = None) -> Iterator[Document]:
    """The documents of a layer in the order of the gold record; what is read is checked against the layer's sum.

    Without `layer` it is the project's annotator's, or the only one there is, and articles that nobody has labelled in
    it come along, marked as incomplete for every type: they claim nothing. `meta.suggested_by` names the sources of
    what was suggested and taken. What was planted wrong and taken is left out.

    Raises:
        InputError: no document has such a layer, though others exist.
        RecordError: a document of the layer `gold` holds conflicts of two branches that nobody has decided.
        StoreError: the store cannot be read, or a layer is damaged.
    """
    rows = project.store.rows
    names = layer_names(rows)
    name = layer or usual_layer(project)
    labelled = documents_of_layer(rows, name)
    if not labelled and (layer or names):
        known = ", ".join(names) or "none yet"
        raise InputError(f"nobody has labelled as {name!r}; choose one with --layer; there are: {known}")
    ids = labelled if layer else sorted({*labelled, *document_ids(rows)})
    return _documents(project, name, ids, frozenset(labelled), progress)


def usual_layer(project: Project) -> str:
    """The layer that is exported where none is named: the only one there is, else the project's annotator's."""
    names = layer_names(project.store.rows)
    return names[0] if len(names) == 1 else project.annotator


def _documents(
    project: Project, name: str, ids: list[str], labelled: frozenset[str], progress: Progress | None
) -> Iterator[Document]:
    taken, layers = sources_taken(project.store.rows, name), LayersForOthers(project)
    for done, document_id in enumerate(ids, 1):
        _, document = layers.open(LayerKey(document_id, name))
        if name == GOLD and (findings := list(undecided_conflicts([document]))):
            raise RecordError(*findings)
        document = with_sources(document, taken.get(document_id, frozenset()))
        yield document if document_id in labelled else _untouched(project, document)
        if progress and done % 100 == 0:
            progress(done, len(ids))


def _untouched(project: Project, document: Document) -> Document:
    return begun(replace(document, annotator=None), project.schema)
