"""Words that an extractor quoted without saying where: the first occurrence in the text that is not taken yet."""

from __future__ import annotations

from collections import defaultdict

from annotator.model.record import Unplaced
from annotator.model.spans import Span
from annotator.text.placing import Placer, alike


class Quotes:
    """The quotes from one text, placed one after the other."""

    def __init__(self, text: str | None) -> None:
        """Place quotes in this text; in none, where it is not known."""
        self._placer = Placer(text, "case") if text is not None else None
        self._taken: dict[str, set[Span]] = defaultdict(set)

    def take(self, type_name: str, span: Span) -> None:
        """Something of a type has this place: none of its type comes to it again."""
        self._taken[type_name].add(span)

    def place(self, type_name: str, words: str) -> Span | Unplaced:
        """The place of the next quote of a type, or why it has none; blanks and case may differ."""
        if self._placer is None:
            return Unplaced(layer="entities", type=type_name, text=words or None, reason="the text is not known")
        _, spans = self._placer.occurrences(words)
        free = next((each for each in spans if each not in self._taken[type_name]), None)
        if free is None:
            reason = f"quoted more often than it stands in the text ({len(spans)})" if spans else "not in the text"
            return Unplaced(layer="entities", type=type_name, text=words or None, reason=reason)
        self.take(type_name, free)
        return free


def says(words: str, surface: str) -> bool:
    """Whether words may stand for those of a text: blanks and case aside."""
    return alike(words, surface, "case")
