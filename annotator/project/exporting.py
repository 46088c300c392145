"""The layers of a project as gold: `annotator export`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.model.document import Document
from annotator.store.catalog import documents_of_layer, layer_names
from annotator.store.layer import LayerKey
from annotator.store.loading import record_of

if TYPE_CHECKING:
    from annotator.project.project import Progress, Project


def exported(project: Project, layer: str | None = None, progress: Progress | None = None) -> Iterator[Document]:
    """The documents of a layer, by default the project's annotator's, in the order of the gold record.

    An article that nobody labelled in this layer is not in it: it would claim that there is nothing to find. What is
    read is checked against the layer's sum, so that damage is never exported.

    Raises:
        InputError: no document has such a layer, though others exist.
        StoreError: the store cannot be read, or a layer is damaged.
    """
    rows = project.store.rows
    name = layer or project.annotator
    ids = documents_of_layer(rows, name)
    if not ids and (layer or layer_names(rows)):
        known = ", ".join(layer_names(rows)) or "none yet"
        raise InputError(f"nobody has labelled as {name!r}; the layers of this project: {known}")
    return _documents(project, name, ids, progress)


def _documents(project: Project, name: str, ids: list[str], progress: Progress | None) -> Iterator[Document]:
    for done, document_id in enumerate(ids, 1):
        yield record_of(project.store.rows, LayerKey(document_id, name))
        if progress and done % 100 == 0:
            progress(done, len(ids))
