"""What the schema forbids of one annotation as it is now, in the words of `check`."""

from __future__ import annotations

from annotator.model.annotation import Annotation
from annotator.schema.judge import judge_annotation
from annotator.tui.editor.context import Context


def problems_of(context: Context, annotation: Annotation) -> list[str]:
    """A line for each rule that it breaks; empty when all is well."""
    return [breach.message for breach in judge_annotation(context.around, annotation.id)]
