"""What a migration cannot carry over: each thing with where it stood, and its content for the side file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.model.annotation import JSON


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that has no place after a migration; `annotation` "" is the document itself.

    `content` is what was there, None where the migrated document still says it under `was`.
    """

    document: str
    annotation: str
    what: str
    why: str
    content: JSON = None

    def as_object(self) -> dict[str, Any]:
        """The line of the side file."""
        return {
            "document": self.document,
            "id": self.annotation,
            "what": self.what,
            "why": self.why,
            "content": self.content,
        }


def in_order(losses: Iterable[Lost], documents: Sequence[str]) -> tuple[Lost, ...]:
    """The losses by document, in the order given, and by annotation; of one annotation as the steps took them."""
    places = {document: place for place, document in enumerate(documents)}
    return tuple(sorted(losses, key=lambda each: (places[each.document], len(each.annotation), each.annotation)))


def counted_losses(losses: Iterable[Lost]) -> list[tuple[str, str, int]]:
    """(what, why, how often), in alphabetical order."""
    counts = Counter((each.what, each.why) for each in losses)
    return [(what, why, count) for (what, why), count in sorted(counts.items())]
