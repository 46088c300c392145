"""Where each annotation of the layer `gold` comes from, under the ids that it has there: `export --provenance`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from annotator.agreement.pairing import pair_documents
from annotator.model.document import Document
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.project.project import Project
from annotator.project.records.origins import OFFERED, PROVENANCE, offered_in, origins
from annotator.store.tables.decisions import remembered_layers
from annotator.store.tables.layer import LayerKey


def with_provenance(project: Project, documents: Iterable[Document]) -> list[Document]:
    """Gold documents with `meta.provenance`: by annotation id how it came in, from whom, who decided.

    What was offered to those it is from, for the same words, comes with whom it was offered `to`. What was edited by
    hand, and no merge makes, is `edited`.

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
        _put_offers(adjudication, document, entries)
        documents_with.append(replace(document, meta={**document.meta, PROVENANCE: entries}))
    return documents_with


def _put_offers(adjudication: Adjudication, gold: Document, entries: dict[str, dict[str, Any]]) -> None:
    """Put into the entries of annotations what was offered for them in the layers that they are from."""
    for name, document in adjudication.layers[gold.id].items():
        known = origins(adjudication.project.store.rows, LayerKey(gold.id, name), document)
        if not any(OFFERED in each for each in known.values()):
            continue
        for annotation in gold.annotations():
            entry = entries.get(annotation.id, {})
            offers = offered_in(known, document, annotation) if name in entry.get("from", ()) else []
            if offers:
                entry[OFFERED] = [*entry.get(OFFERED, ()), *({**each, "to": name} for each in offers)]
