"""The attribute that `mention_levels` gives to all entity types, and what it says about a mention."""

from __future__ import annotations

from annotator.model.annotation import Annotation

LEVEL = "level"
BY_NAME = "NAM"


def is_by_name(annotation: Annotation) -> bool:
    """Whether a mention names its thing; it does where nothing says otherwise."""
    return annotation.attributes.get(LEVEL, BY_NAME) == BY_NAME
