"""What is known of a whole layer, made in the background while keys are pressed."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.schema.standing import StandingBreaches
from annotator.tui.editor.index import AnnotationIndex


@dataclass(frozen=True, slots=True)
class WholeIndex:
    """An index made in the background, and how many edits it knows."""

    index: AnnotationIndex
    breaches: StandingBreaches
    known_edits: int
