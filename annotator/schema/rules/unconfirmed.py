"""The rule of what is not confirmed: it is the type, the `coref` id, or an attribute that is there or might be."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import did_you_mean
from annotator.model.annotation import Annotation, Relation
from annotator.schema.label_schema import LabelSchema
from annotator.schema.rules.breach import Breach


def unconfirmed_breaches(annotation: Annotation, schema: LabelSchema) -> Iterator[Breach]:
    """The names in `unconfirmed` that are no part of an annotation of a known type: nobody could ever confirm them."""
    if not annotation.unconfirmed:
        return
    identity = () if isinstance(annotation, Relation) else ("coref",)
    parts = ["type", *identity, *annotation.attributes, *(each.name for each in schema.attributes_of(annotation.type))]
    for name in annotation.unconfirmed:
        if name not in parts:
            hint = did_you_mean(name, parts, f"expected {', '.join(dict.fromkeys(parts))}")
            yield Breach(annotation.id, "unconfirmed", f"{name!r} is no part of it; {hint}", "unknown-part")
