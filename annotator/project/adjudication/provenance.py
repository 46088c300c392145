"""Where each annotation of the layer `gold` comes from, under the ids that it has there: `export --provenance`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from annotator.agreement.pairing import pair_documents
from annotator.model.document import Document
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.project.project import Project
from annotator.store.tables.decisions import remembered_layers

PROVENANCE = "provenance"
"""The key of `meta`."""


def with_provenance(project: Project, documents: Iterable[Document]) -> list[Document]:
    """Gold documents with `meta.provenance`: by annotation id how it came in, from whom, who decided.

    What was edited by hand, and no merge makes, is `edited`.

    Raises:
        StoreError: the store cannot be read.
    """
    documents_with = []
    for document in documents:
        names = remembered_layers(project.store.rows, document.id)
        if not names:
            documents_with.append(document)  # It was imported: nobody adjudicated it here.
            continue
        adjudication = Adjudication(project, [document.id], names=names)
        merge = adjudication.merge(document.id)
        pairing = pair_documents(merge.document, document, same_origin=True)
        known: dict[str, Any] = {each.id: {"how": "edited", "from": []} for each in document.annotations()}
        known |= {pairing.partner(group) or "": entries for group, entries in merge.provenance.items()}
        known |= {each: {"how": "edited", "from": []} for each in adjudication.edited_by_hand(document.id)}
        entries = {each: known[each] for each in sorted(known) if document.find(each) is not None}
        documents_with.append(replace(document, meta={**document.meta, PROVENANCE: entries}))
    return documents_with
