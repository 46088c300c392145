"""What is said of the extractors whose spans the learner is fitted with, or is not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.cli.output import counted

if TYPE_CHECKING:
    from annotator.suggest.worth.stacking import Stacking


def stacking_lines(stacking: Stacking) -> Iterator[str]:
    """A line for each source as it is, and one for the learner with them; nothing without sources."""
    for each in stacking.sources:
        asked = f"{counted(each.documents, 'finished article')} with {counted(each.mentions, 'mention')}"
        yield f"source {each.name} ({each.version}): F1 {shown(each.f1)} as it is, {asked}"
    if stacking.sources:
        state = "on" if stacking.used else "off"
        figures = ""
        if stacking.f1_with is not None:
            figures = f", F1 {shown(stacking.f1_with)} with them and {shown(stacking.f1_without)} without"
        yield f"the learner with these sources: {state}: {stacking.why}{figures}"


def shown(figure: float | None) -> str:
    """A figure with two decimals; a dash where there is none."""
    return "-" if figure is None else f"{figure:.2f}"
