"""A relation that is offered as it comes into the layer: with an id, its evidence, and its values."""

from __future__ import annotations

from msgspec import structs

from annotator.model.annotation import Relation
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.proposals import admitted, evidence, with_values
from annotator.tui.editor.annotate.relations import with_usual_values
from annotator.tui.editor.context import Context, spans_of
from annotator.tui.editor.offered.relations import OfferedRelation


def made(context: Context, offered: OfferedRelation, *, decided: bool) -> Relation:
    """The relation with an id and its evidence, decided or with all of it proposed."""
    new = structs.replace(previewed(context, offered), id=context.fresh_id("R"))
    return structs.replace(new, unconfirmed=()) if decided else new


def previewed(context: Context, offered: OfferedRelation) -> Relation:
    """What it would become, without an id; all of it proposed.

    Its values are those that its sources say, else those that are proposed for any relation of its type.
    """
    relation = offered.relation
    ends = [envelope(spans) for each in (relation.head, relation.tail) if (spans := spans_of(context.document, each))]
    bare = structs.replace(relation, attributes={}, evidence=evidence(context, ends) if ends else ())
    usual = with_usual_values(context, with_values(context, bare), ends)
    attributes = {**usual.attributes, **admitted(context, relation.type, relation.attributes)}
    return structs.replace(usual, attributes=attributes, unconfirmed=tuple(sorted({"type", *attributes})))
