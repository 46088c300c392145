"""A mention as the rules of coreference look at it."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.spans import Span
from annotator.suggest.english_news.levels import level_of


class Known(NamedTuple):
    """A mention: its first span, words, type and thing ("" for the one that is asked about), and its labelled level."""

    span: Span
    surface: str
    type: str
    coref: str = ""
    level: str = ""

    @property
    def looks(self) -> str:
        """Its level, by its words where nobody has said it."""
        return self.level or level_of(self.surface)
