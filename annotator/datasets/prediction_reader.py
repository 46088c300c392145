"""How predictions are read, beyond what every record is: quotes, offsets that count something else, words amiss.

Where a text is known, nothing stands in the layers of what was read but what stands in that text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from annotator.datasets.unplaced import NoPlace, beyond
from annotator.model.annotation import Entity, Event
from annotator.model.faults import errors
from annotator.model.record import Record, text_hash
from annotator.text.offsets import Converting, Offsets, offsets_in
from annotator.text.placing_ways import DEFAULT_PLACING, DEFAULT_THRESHOLD, Placing

if TYPE_CHECKING:
    from annotator.text.placing import Placer

Texts = Callable[[str], str | None]
"""The text of a document by its id; None where there is none."""

Mention = TypeVar("Mention", Entity, Event)


def no_texts(_: str) -> None:
    """No text but what a record has itself."""


@dataclass(frozen=True, slots=True)
class PredictionReader:
    """Reads predictions; `texts` has the articles of records that have no text themselves.

    A strict one takes offsets and quotes, but words that stand elsewhere remain a fault.
    """

    texts: Texts = no_texts
    offsets: Offsets = "chars"
    placing: Placing = DEFAULT_PLACING
    threshold: float = DEFAULT_THRESHOLD
    strict: bool = False

    def text_of(self, record: Record) -> str | None:
        """The article of a record: its own, else the one that is known by its id."""
        own = record.known_text
        return self.texts(record.id) if own is None else own

    def placed(self, plain: object) -> tuple[object, dict[str, NoPlace]]:
        """A parsed record with offsets for its quotes, and which of them have no place."""
        from annotator.datasets import quotes  # noqa: PLC0415 - regex, where somebody quotes

        if not isinstance(plain, dict) or not quotes.quotes(plain):
            return plain, {}
        own = plain.get("text")
        text = own if isinstance(own, str) else self.texts(str(plain.get("id")))
        return quotes.placed(plain, None if text is None else self._placer(text))

    def _placer(self, text: str) -> Placer:
        from annotator.text.placing import Placer  # noqa: PLC0415 - as above

        return Placer(text, self.placing, self.threshold)

    def agree(self, words: str, text_there: str) -> bool:
        """Whether predicted words may pass for those of the text."""
        from annotator.text.placing import alike  # noqa: PLC0415 - as above

        return alike(words, text_there, self.placing, self.threshold)

    def converted(self, record: Record) -> Record:
        """The record with offsets that count code points; what has no place stands beyond the text."""
        if self.offsets == "chars" or (text := self.text_of(record)) is None:
            return record
        convert = offsets_in(self.offsets, text)
        return replace(
            record,
            entities=tuple(_moved(each, text, convert) for each in record.entities),
            events=tuple(_event(each, text, convert) for each in record.events),
            relations=tuple(
                replace(each, evidence=convert(each.evidence) or ()) if each.evidence else each
                for each in record.relations
            ),
        )

    def unverified(self, record: Record) -> Record | None:
        """A record whose only faults are words that stand elsewhere or beyond its text, without that text.

        None where anything else is wrong with it.
        """
        text = record.text
        if self.strict or text is None or record.text_sha256 not in (None, text_hash(text)):
            return None
        textless = replace(record, text=None, text_sha256=text_hash(text))
        return None if next(errors(textless, loose=True), None) else textless


def _moved(entity: Entity, text: str, convert: Converting) -> Entity:
    return replace(entity, spans=convert(entity.spans) or beyond(text, entity.spans))


def _event(event: Event, text: str, convert: Converting) -> Event:
    trigger = event.trigger
    if trigger is None:
        return event
    return replace(event, trigger=replace(trigger, spans=convert(trigger.spans) or beyond(text, trigger.spans)))
