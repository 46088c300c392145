"""What counting asks of the options of scoring."""

from __future__ import annotations

from typing import Protocol

from annotator.eval.alignment.overlap import OverlapChoices
from annotator.eval.schema_facts import SchemaFacts


class Choices(OverlapChoices, Protocol):
    """The choices that decide what is counted; `ScoreOptions` has them, and says what they mean."""

    @property
    def matching(self) -> str:
        """`max` or `nervaluate`."""

    @property
    def duplicates(self) -> str:
        """`set` or `multiset`."""

    @property
    def drop_singletons(self) -> bool:
        """Whether clusters of one mention take no part."""

    @property
    def schema_facts(self) -> SchemaFacts:
        """What the schema adds."""
