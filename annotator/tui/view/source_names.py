"""Whose an offer is, in as many cells as a row has for it: a command is named by its beginning and its end."""

from __future__ import annotations

from annotator.suggest.offered.offer import Offer
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.view.runs import both_ends

MOST_SAID, MOST_SAID_TOO = 26, 14
"""How many cells the sources of an offer have at most, and those of what else is offered for the same words."""
LEAST_NAMES = 10
"""How many cells the names have at least."""


def source_names(offer: Offer, cells: int, measure: Measure) -> str:
    """The names of an offer's sources, cut in the middle where they are longer."""
    return both_ends(visible(" + ".join(offer.sources)), max(cells, LEAST_NAMES), measure)


def said_by(offer: Offer, measure: Measure) -> str:
    """The same with how likely they say it is, and why: that is cut only where the names alone are not enough."""
    odds = visible(offer.odds)
    return source_names(offer, MOST_SAID - measure(odds), measure) + odds
