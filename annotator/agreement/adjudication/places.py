"""Where else the words of a row stand, over all documents, and how they came out there: what a decision touches too.

Somebody who decides a thing otherwise than before wants to see the places where it was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from annotator.agreement.adjudication.layers import Sources
from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.row import NOTHING, Decision, Outcome, Row


class Place(NamedTuple):
    """A row of the same words, and what gold has there in words; `outcome` is None while it is open.

    `is_other`: it came out otherwise than was asked.
    """

    row: Row
    outcome: Outcome | None
    words: str = ""
    is_other: bool = False

    @property
    def how(self) -> str:
        """How it came out: `open`, `agreed`, `chosen`, ..."""
        return self.outcome.how if self.outcome else "open"

    @property
    def is_decided(self) -> bool:
        """Whether a person decided it."""
        return self.outcome is not None and self.outcome.decision is not None


def places_of(row: Row, merges: Iterable[Merge], decision: Decision | None = None) -> list[Place]:
    """The other rows of the words of a row, those first that came out otherwise than `decision` says.

    The same words are those of an annotation of one kind, and of one part of it: its form, an attribute, a role.
    """
    if row.kind == "cluster":
        return []
    rows = [(merge.sources, *each) for merge in merges for each in merge.rows]
    sources_of_row = next((sources for sources, each, _ in rows if each.key == row.key), None)
    answer = in_words(sources_of_row, row, decision.chosen) if decision and sources_of_row else ""
    places = []
    for sources, each, outcome in rows:
        if each.key != row.key and _asks_of(each) == _asks_of(row) and not each.waits:
            words = in_words(sources, each, outcome.chosen) if outcome else ""
            places.append(Place(each, outcome, words, bool(answer and words) and words.casefold() != answer.casefold()))
    return sorted(places, key=_order)


def _order(place: Place) -> tuple[bool, bool, str, object]:
    return not place.is_other, not place.is_decided, place.row.document, place.row.place


def _asks_of(row: Row) -> tuple[str, str, str]:
    return row.layer, row.part, row.words.casefold()


def in_words(sources: Sources, row: Row, chosen: Iterable[Any]) -> str:
    """What was chosen of a row, in words that do not depend on what was asked; "nothing" for nothing."""
    return " and ".join(_words(sources, row, content) for content in chosen) or "nothing"


def _words(sources: Sources, row: Row, content: Any) -> str:
    if isinstance(content, dict) and ("spans" in content or "head" in content):
        return sources.form_words(content, "missing")
    known = (each.words for each in row.readings if each.content == content and content is not NOTHING)
    return next(known, sources.shown(content))


def decided_otherwise(row: Row, merges: Iterable[Merge], decision: Decision) -> list[Place]:
    """The places that a person decided otherwise."""
    return [place for place in places_of(row, merges, decision) if place.is_other and place.is_decided]
