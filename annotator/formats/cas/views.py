"""The documents of a CAS that the library has read: one for each view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from annotator.formats.cas.from_cassis import cas_of_view
from annotator.formats.cas.header import line_of_layer
from annotator.formats.cas.library import quiet
from annotator.formats.cas.naming import TOKEN, short_name
from annotator.formats.cas.to_record import document_of_cas
from annotator.formats.protocol import Report
from annotator.model.document import Document, by_id

INITIAL_VIEW = "_InitialView"


def documents_of(
    cas: Any, document_id: str, format_name: str, type_by_id: Mapping[int, str], report: Report
) -> Iterator[Document]:
    """The documents of a CAS; those of further views are called after them, behind a stroke.

    A view with neither text nor annotations is left out where another one has a text. `type_by_id` are all structures
    of the file: those that stand in no view are reported.
    """
    with quiet():
        views = [cas.get_view(each.sofa.sofaID) for each in cas.views]
    has_text = any(each.sofa_string is not None for each in views)
    seen: set[int] = set()
    for view in views:
        name = view.get_sofa().sofaID
        read = cas_of_view(view, report)
        seen |= read.ids
        if view.sofa_string is None and has_text and not read.cas.structures:
            continue
        own_id = document_id if name == INITIAL_VIEW or len(views) == 1 else f"{document_id}/{name}"
        lines = [line_of_layer(each) for each in read.cas.layers if each.name != TOKEN]
        document = document_of_cas(own_id, read.cas, format_name, lines, report, read.said)
        yield document if view.sofa_string is not None else _without_text(document)
    for number in type_by_id.keys() - seen:
        report.lose(f"structure {short_name(type_by_id[number])}", "it is in no view")


def _without_text(document: Document) -> Document:
    """A document of a view without a text: the places of its annotations, and no words."""
    entities = by_id([replace(each, text=None) for each in document.entities.values()])
    return replace(document, text=None, text_sha256=None, entities=entities)
