"""What the schema forbids of one annotation as it is now, in the words of `check`."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Annotation
from annotator.model.change import apply
from annotator.model.edits import update
from annotator.schema.judge import judge_annotation
from annotator.tui.editor.context import Context


def problems_of(context: Context, annotation: Annotation) -> list[str]:
    """A line for each rule that it breaks, in the layer or as it is about to be; empty when all is well."""
    if context.document.find(annotation.id) not in (None, annotation):
        context = replace(context, document=apply(context.document, update(context.document, annotation)))
    return [breach.message for breach in judge_annotation(context.around, annotation.id)]
