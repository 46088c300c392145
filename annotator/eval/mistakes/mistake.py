"""A mistake: one thing that gold and prediction do not agree on, of exactly one kind.

The kinds of a measure are mutually exclusive and add up: every false negative of the measure is the gold side of one
mistake, every false positive the predicted side of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from annotator.model.spans import Spans, surface

KINDS = {
    "entities": ("type", "boundary", "boundary+type", "split", "merge", "duplicate", "missing", "spurious"),
    "relations": (
        "direction",
        "relation-type",
        "argument-type",
        "argument-boundary",
        "duplicate",
        "missing",
        "spurious",
    ),
    "triggers": ("type", "boundary", "boundary+type", "split", "merge", "duplicate", "missing", "spurious"),
    "arguments": ("role", "trigger", "wrong-event", "boundary", "duplicate", "missing", "spurious"),
}
"""What can be wrong, by what it is wrong with; the measures are strict, strict, trigger-c and argument-attached-c."""

Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says: `label` for people, `spans` to look at first, and the ids of the annotations behind it.

    `role` and `trigger` (the words of its event's trigger) are those of an argument, empty for anything else. What has
    no place in the text has no spans, but the words that were predicted, and the reason.
    """

    label: str
    type: str
    spans: Spans
    ids: tuple[str, ...] = ()
    role: str = ""
    trigger: Spans = ()
    words: str | None = None
    reason: str = ""

    def to_plain(self, text: str | None = None) -> dict[str, Any]:
        """The JSON object, with the words where the text is known; role and trigger where it has them."""
        plain: dict[str, Any] = {
            "label": self.label,
            "type": self.type,
            "spans": [list(span) for span in self.spans],
            "ids": list(self.ids),
        }
        if self.reason:
            plain |= {"text": self.words, "reason": self.reason}
        elif text is not None:
            plain["text"] = surface(text, self.spans)
        if self.role:
            plain |= {"role": self.role, "trigger": [list(span) for span in self.trigger]}
        return plain


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in one document; `gold` is None for something spurious, `predicted` None for something missing."""

    document: str
    layer: str
    kind: str
    gold: Side | None
    predicted: Side | None

    @property
    def spans(self) -> Spans:
        """Where to look: the gold side's words, else the predicted side's."""
        side = self.gold or self.predicted
        return side.spans if side else ()

    def to_plain(self, text: str | None = None, around: int = 40) -> dict[str, Any]:
        """The JSON object, with `around` characters of text on either side where the text is known."""
        plain: dict[str, Any] = {"document": self.document, "layer": self.layer, "kind": self.kind}
        for name, side in (("gold", self.gold), ("predicted", self.predicted)):
            plain[name] = side and side.to_plain(text)
        if text is not None and self.spans:
            start, end = self.spans[0][0], self.spans[-1][1]
            plain["text"] = [text[max(0, start - around) : start], text[start:end], text[end : end + around]]
        return plain


def tally(mistakes: Iterable[Mistake]) -> Counter[tuple[str, str]]:
    """How often each kind occurs, by (layer, kind)."""
    return Counter((mistake.layer, mistake.kind) for mistake in mistakes)
