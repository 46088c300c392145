"""A rule that is broken: which, where, in words, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule of the schema that a document breaks.

    `annotation_id` names the annotation, "" the document itself; `part` the part of it, such as `type` or
    `attributes.level`; `code` the rule.
    """

    annotation_id: str
    part: str
    message: str
    code: str

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE[self.code]

    @property
    def is_unfinished(self) -> bool:
        """Whether something is still missing, as in work that goes on, rather than wrong."""
        return self.code in UNFINISHED

    @property
    def is_unknown(self) -> bool:
        """Whether the schema does not know what stands here: labelling under it could never have made it."""
        return self.code in UNKNOWN


UNFINISHED = frozenset({"missing-attribute", "missing-label", "role-min"})

UNKNOWN = frozenset(
    {
        "unknown-type",
        "abstract-type",
        "unknown-attribute",
        "attribute-value",
        "unknown-role",
        "unknown-label",
        "label-value",
        "unknown-coverage",
        "unknown-part",
    }
)

ADVICE: Mapping[str, str] = {
    "unknown-type": "give it a type of the schema, or put the type into the schema",
    "abstract-type": "give it the type of a child",
    "unknown-attribute": "take the attribute away, or put it into the schema",
    "attribute-value": "give it a legal value",
    "value-form": "write it in that form",
    "missing-attribute": "give it a value",
    "constraint": "change one of the two values",
    "domain": "give the relation another head or type, or the head another type",
    "range": "give the relation another tail or type, or the tail another type",
    "irreflexive": "remove the relation, or take the two apart",
    "symmetric-order": "turn the relation round",
    "cardinality": "remove one of the relations",
    "circle": "remove one of the relations of the circle",
    "unknown-role": "give the argument a role of the event, or remove it",
    "filler-type": "fill the role with something else, or give the filler another type",
    "role-max": "remove what is too many",
    "role-min": "fill the role",
    "coref-kind": "give the event, or the mention, another coref id",
    "unknown-label": "take the label away, or put it into the schema",
    "label-value": "give it a legal value",
    "missing-label": "give it a value",
    "unknown-coverage": "correct the entry of incomplete_for",
    "unknown-part": "take the name out of unconfirmed",
}
"""What to do, by the code of every rule there is."""
