"""The audit of what people were offered: `annotator suggest audit`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.model.annotation import Entity, Event
from annotator.model.document import Document
from annotator.model.spans import Spans
from annotator.project.project import Project
from annotator.project.records.layers_for_others import LayersForOthers
from annotator.store.reading.kept_proposals import kept_proposals
from annotator.store.reading.status import GOLD
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import documents_of_layer
from annotator.store.tables.log import provenances_with
from annotator.suggest.worth.audit import Audit, audited
from annotator.suggest.worth.offers import OFFERED, UNAIDED, Logged, Offer, offers

Places = frozenset[tuple[Spans, str]]
"""The spans of mentions and triggers in gold, with their types."""


@dataclass(frozen=True, slots=True)
class ProjectAudit:
    """The audit of a project's log, and how often what the rules proposed was kept, by proposal and reason."""

    audit: Audit
    rules: Mapping[str, tuple[int, int]]


def audit_of(project: Project, annotator: str | None = None) -> ProjectAudit:
    """What people were offered and took, of all or of one annotator.

    Raises:
        StoreError: the store cannot be read.
    """
    rows = project.store.rows
    found, unaided = offers(
        Logged(each.document_id, each.who, each.elapsed_ms, each.provenance)
        for each in provenances_with(rows, OFFERED, UNAIDED)
        if each.layer != GOLD and annotator in (None, each.layer)
    )
    gold = _finished_gold(project, {each.document_id for each in found})
    return ProjectAudit(audited([_judged(each, gold) for each in found], unaided), kept_proposals(rows))


def _finished_gold(project: Project, wanted: set[str]) -> dict[str, Places]:
    """The adjudicated documents of which nothing is open."""
    rows = project.store.rows
    gold, layers = {}, LayersForOthers(project)
    for document_id in documents_of_layer(rows, GOLD):
        if document_id in wanted:
            _, document = layers.open(LayerKey(document_id, GOLD))
            if not document.incomplete_for:
                gold[document_id] = _places(document)
    return gold


def _places(document: Document) -> Places:
    annotations: list[Entity | Event] = [*document.entities.values(), *document.events.values()]
    return frozenset((each.spans, each.type) for each in annotations if each.spans)


def _judged(offer: Offer, gold: Mapping[str, Places]) -> Offer:
    """The offer with what finished gold says of it; relations, which have no place, are not judged."""
    if offer.document_id not in gold or not offer.written.spans:
        return offer
    return replace(offer, is_right=(offer.written.spans, offer.written.type) in gold[offer.document_id])
