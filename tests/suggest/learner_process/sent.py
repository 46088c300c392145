"""What is sent to a learner in tests: the bundled articles as gold, and one of them as the article in hand."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.model.canonical import record_of
from annotator.model.record import Record
from annotator.suggest.learner_process.messages import Ask, Figures, Gold
from tests.suggest.learner import taught

SCHEMA_TEXT = taught.SCHEMA_FILE.read_text("utf-8")
KNOWN = Figures()
"""Figures that say nothing, so that none are computed."""


def gold(number: int = 1, copies: int = 1, figures: Figures | None = KNOWN, off: tuple[str, ...] = ()) -> Gold:
    """The bundled articles, several times over."""
    records = [record_of(each) for each in taught.gold()]
    documents = tuple(replace(each, id=f"{each.id}-{copy}") for copy in range(copies) for each in records)
    return Gold(number, SCHEMA_TEXT, documents, None, off, figures)


def in_hand(labelled_chars: int = 0) -> Record:
    """An article in hand, labelled up to a place, with every second of the relations there."""
    whole = record_of(taught.gold()[0])
    entities = tuple(each for each in whole.entities if each.spans[-1][1] <= labelled_chars)
    ids = {each.id for each in entities}
    relations = tuple(each for each in whole.relations if {each.head, each.tail} <= ids)
    return replace(whole, id="in-hand", entities=entities, relations=relations[::2], events=())


def ask(number: int = 1, record: Record | None = None) -> Ask:
    """A question about the article in hand, of which nothing is labelled."""
    return Ask(number, record or in_hand())
