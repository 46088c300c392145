"""What a person at an open article is not told: which sentences have no suggestions, and which ones are wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model.annotation import JSON
from annotator.model.canonical import to_bytes
from annotator.model.change import Edit
from annotator.model.coverage import is_done
from annotator.model.document import Document
from annotator.model.spans import Span, Spans
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.offered.lots import Lots, Shares
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sources import Sources
from annotator.suggest.offered.unaided import UnaidedToo
from annotator.suggest.offered.withheld import Shown, Withholding
from annotator.suggest.segment.segmenter import Segmenter
from annotator.suggest.suggester import Suggester
from annotator.suggest.worth.offers import Written
from annotator.suggest.worth.plants import Answered, Plant, answered_by, plants_taken, without_plants


@dataclass(frozen=True)
class LogOfPlants:
    """What the log of a layer says of plants: those taken at any time, and the operations that answered any."""

    taken: tuple[Plant, ...] = ()
    answered: tuple[Answered, ...] = ()


class Held:
    """What is held back and planted in an open article, and what became of it so far."""

    def __init__(self, shares: Shares, document_id: str, schema: LabelSchema, segmenter: Segmenter) -> None:
        """By these shares; with a log that is not known yet nothing is planted: it may have been answered."""
        self.shares = shares
        self._document_id = document_id
        self._is_known, self._is_open = False, True
        self._shown_right: frozenset[Spans] = frozenset()
        self._schema, self._segmenter = schema, segmenter
        self.plants: tuple[Plant, ...] = ()
        self.answered: tuple[Answered, ...] = ()
        self.seen: dict[Spans, Offer] = {}
        """The plants that stood in a sentence that a person was in, by their place."""
        self.hidden: dict[int, tuple[Written, ...]] = {}
        """What was not shown, by the start of the sentence, as it was before the person labelled there; unanswered."""
        self.noted: tuple[Sources, Span] | None = None
        """What was offered, and where the selection was, when a sentence was looked at last."""
        self._shown: tuple[object, Shown] | None = None
        self._withholding: Withholding | None = None
        self._suggester: tuple[Suggester, Withholding, UnaidedToo] | None = None

    def __bool__(self) -> bool:
        """Whether anything is held back or planted here."""
        return bool(self.shares)

    def take_log(self, log: LogOfPlants) -> None:
        """Take over what the log says; from now on wrong suggestions are planted, too."""
        self.plants = (*log.taken, *self.plants)
        self.answered = (*log.answered, *self.answered)
        self._is_known, self._withholding = True, None

    def withholding(self, text: str) -> Withholding:
        """What decides what is shown of a text; the same object until that changes."""
        known = self._withholding
        if known is None or known.text is not text:
            shares = self.shares if self._is_known and self._is_open else replace(self.shares, planted=0.0)
            lots = Lots(shares, self._document_id)
            known = Withholding(lots, self._schema, self._segmenter, text, self.answered_places | self._shown_right)
            self._withholding = known
        return known

    @property
    def answered_places(self) -> frozenset[Spans]:
        """Where plants were answered."""
        return frozenset(plant.spans for each in self.answered if each.stands for plant in each.plants)

    @property
    def keeps_unaided(self) -> bool:
        """Whether the log has what was offered in the sentences without suggestions."""
        return any(each.keeps_unaided and each.stands for each in self.answered)

    def shown(self, sources: Sources, document: Document, asked: Collection[str]) -> Sources:
        """What is shown of some sources for a document that was asked for types; the same object until that changes.

        Where all of it is done nothing is planted: it would not be lifted any more.
        """
        if not self:
            return sources
        if self._is_open is is_done(document.incomplete_for, asked):
            self._is_open, self._withholding = not self._is_open, None
        withholding = self.withholding(document.text or "")
        if self._shown is None or self._shown[0] is not sources or self._shown[1].withholding is not withholding:
            self._shown = sources, withholding.shown(sources)
        return self._shown[1]

    def suggester(self, suggester: Suggester, text: str) -> Suggester:
        """What is shown of what the rules find."""
        if not self.shares.unaided:
            return suggester
        withholding, known = self.withholding(text), self._suggester
        if known is None or known[0] is not suggester or known[1] is not withholding:
            known = self._suggester = suggester, withholding, UnaidedToo(suggester, withholding)
        return known[2]

    def is_unaided(self, text: str, char: int) -> bool:
        """Whether a place is in a sentence without suggestions."""
        return bool(self.shares.unaided) and self.withholding(text).is_unaided(char)

    def was_shown(self, offer: Offer) -> None:
        """Note that a person has seen an offer as it is: it does not become wrong under their eyes."""
        if Lots(self.shares, self._document_id).is_planted(offer.span) and offer.spans not in self._shown_right:
            self._shown_right |= {offer.spans}
            self._withholding = None

    def decided(self, document: Document) -> Document:
        """The document without the plants that were taken, as whoever learns from it is told."""
        return without_plants(document, self.plants, self._schema.pointers) if self.plants else document

    def note(self, edit: Edit, provenance: Mapping[str, JSON]) -> None:
        """Follow an edit that was made, with what the log keeps of it."""
        if any(change.slot == "text" for change in edit.changes):
            self.plants = tuple(each.moved(edit) for each in self.plants)
            self.hidden = {}
        kept = to_bytes(provenance) if provenance else b""
        answered = answered_by(edit, kept)
        if answered:
            self.plants += tuple(plants_taken(edit, kept))
            self._take((*self.answered, answered))

    def step(self, edit: Edit) -> None:
        """Follow an undo or a redo: what is done again is answered again, what is taken back was not."""
        inverse = edit.inverse()
        for number, each in reversed(list(enumerate(self.answered))):
            if each.edit == (inverse if each.stands else edit):
                after = replace(each, stands=not each.stands)
                self._take((*self.answered[:number], after, *self.answered[number + 1 :]))
                return

    def _take(self, answered: Sequence[Answered]) -> None:
        self.answered = tuple(answered)
        self._withholding = None
