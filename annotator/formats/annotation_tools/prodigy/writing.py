"""A document as a row that was accepted, with tokens, spans and relations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.formats.annotation_tools.prodigy.rows import ACCEPTED, NAME
from annotator.formats.annotation_tools.prodigy.tokens import TOKENS, tokens_again
from annotator.formats.kept import kept_of, with_kept
from annotator.model.annotation import Entity, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_relations


def row_of(document: Document) -> dict[str, Any]:
    """The row of a document that the format holds."""
    kept = kept_of(document, NAME)
    tokens = tokens_again(document, kept.get(TOKENS))
    first = {each["start"]: number for number, each in enumerate(tokens)}
    last = {each["end"]: number for number, each in enumerate(tokens)}
    spans = {each.id: _span(each, first, last) for each in ordered_entities(document)}
    meta = {key: value for key, value in document.meta.items() if key != NAME}
    row = {
        "text": document.text,
        "id": document.id,
        "meta": meta or kept.get("meta", {}),
        TOKENS: tokens,
        "spans": [with_kept(span, document, NAME, entity_id) for entity_id, span in spans.items()],
    }
    if document.relations:
        row["relations"] = [
            with_kept(_relation(each, spans), document, NAME, each.id) for each in ordered_relations(document)
        ]
    if document.annotator:
        row["_annotator_id"] = document.annotator
    return with_kept(row | {"answer": ACCEPTED}, document, NAME)


def _span(entity: Entity, first: Mapping[int, int], last: Mapping[int, int]) -> dict[str, Any]:
    """A span, with its tokens where it begins and ends with one; `token_end` is the last one."""
    start, end = entity.spans[0]
    span = {"id": entity.id, "start": start, "end": end, "label": entity.type}
    if start in first and end in last:
        span |= {"token_start": first[start], "token_end": last[end]}
    return span if entity.score is None else span | {"score": entity.score}


def _relation(relation: Relation, spans: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """A relation, which joins the last tokens of its spans."""
    ends = {"head": spans[relation.head], "child": spans[relation.tail]}
    tokens = {name: span["token_end"] for name, span in ends.items() if "token_end" in span}
    return {"id": relation.id, **tokens, "label": relation.type} | {f"{name}_span": span for name, span in ends.items()}
