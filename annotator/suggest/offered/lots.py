"""What is drawn by lot for the audit: the same for a place whenever and in whatever order it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, TypeAlias

from annotator.model.spans import Span

Purpose: TypeAlias = Literal["unaided", "planted", "kind", "type", "edge"]

BITS = 48


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of sentences without suggestions, that of sure suggestions shown wrong, and the seed of the lots."""

    unaided: float = 0.0
    planted: float = 0.0
    seed: int = 0

    def __bool__(self) -> bool:
        """Whether anything is held back or planted."""
        return self.unaided > 0 or self.planted > 0


@dataclass(frozen=True, slots=True)
class Lots:
    """The lots of one document; nothing but its id, the seed and a place decides them, for a sentence what it says."""

    shares: Shares
    document_id: str

    def is_unaided(self, sentence: str) -> bool:
        """Whether a sentence that says this, blanks aside, is one without suggestions; wherever it stands."""
        return self.shares.unaided > 0 and self.lot("unaided", " ".join(sentence.split())) < self.shares.unaided

    def is_planted(self, span: Span) -> bool:
        """Whether a suggestion of this place is to be shown wrong, where it can be."""
        return self.shares.planted > 0 and self.lot("planted", *span) < self.shares.planted

    def lot(self, purpose: Purpose, *place: int | str) -> float:
        """A number from 0 to 1, 1 not included, evenly spread."""
        asked = "\0".join(map(str, (self.shares.seed, purpose, self.document_id, *place)))
        digest = blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=BITS // 8).digest()
        return int.from_bytes(digest) / float(2**BITS)
