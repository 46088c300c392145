"""By whom annotations of a layer were suggested: `meta.suggested_by` of what is exported."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from annotator.model.document import Document
from annotator.store.database.rows import Reader
from annotator.store.reading.status import GOLD
from annotator.store.tables.log import provenances_with
from annotator.suggest.worth.offers import OFFERED, Logged, offers

SUGGESTED_BY = "suggested_by"
"""The key of `meta`: sources as NAME@VERSION."""


def sources_taken(reader: Reader, layer: str) -> Mapping[str, frozenset[str]]:
    """The sources of what was taken in a layer, as it was or under another type, by document; of gold, in any layer.

    What was taken back does not count, nor what was planted wrong.
    """
    logged = (
        Logged(each.document_id, each.who, each.elapsed_ms, each.provenance)
        for each in provenances_with(reader, OFFERED)
        if layer in (GOLD, each.layer)
    )
    taken: dict[str, frozenset[str]] = {}
    for offer in offers(logged)[0]:
        written = offer.written
        if written.shown and not written.planted and written.answer != "refused":
            taken[offer.document_id] = taken.get(offer.document_id, frozenset()).union(written.sources)
    return taken


def with_sources(document: Document, sources: frozenset[str]) -> Document:
    """A document that says so, besides what it says already."""
    if not sources:
        return document
    before = document.meta.get(SUGGESTED_BY)
    known = {each for each in before if isinstance(each, str)} if isinstance(before, list) else set()
    return replace(document, meta={**document.meta, SUGGESTED_BY: sorted(known | sources)})
