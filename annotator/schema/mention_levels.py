"""The attribute that `mention_levels` gives to all entity types, and what it says about a mention."""

from __future__ import annotations

from annotator.model.annotation import Annotation

LEVEL = "level"
BY_NAME = "NAM"
PRONOUN = "PRO"


def is_by_name(annotation: Annotation) -> bool:
    """Whether a mention names its thing; it does where nothing says otherwise."""
    return annotation.attributes.get(LEVEL, BY_NAME) == BY_NAME


def is_pronoun(annotation: Annotation) -> bool:
    """Whether a mention is a pronoun, where the schema has levels."""
    return annotation.attributes.get(LEVEL) == PRONOUN
