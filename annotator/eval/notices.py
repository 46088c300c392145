"""What a reader of scores must know besides the figures: nothing is dropped, changed or counted in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.eval.clusters import entity_clusters
from annotator.eval.document_pair import DocumentPair
from annotator.eval.facts import Facts, Mention
from annotator.eval.options import ScoreOptions
from annotator.eval.result import Notice, Score
from annotator.model.spans import surface


class Notices:
    """Collects warnings and what was left out, document by document."""

    def __init__(self, options: ScoreOptions) -> None:
        """Begin with none."""
        self._options = options
        self._warnings: list[Notice] = []
        self._left_out: list[Notice] = []
        self._types: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    @property
    def left_out(self) -> tuple[Notice, ...]:
        """What no score covers, by document."""
        return tuple(sorted(self._left_out, key=_order))

    def warnings(self) -> tuple[Notice, ...]:
        """All warnings, those about the whole first, then by document."""
        return tuple(sorted([*self._warnings, *self._unknown_types()], key=_order))

    def warn(self, code: str, document: str | None, count: int, message: str) -> None:
        """Note a warning, if it is about anything."""
        if count:
            self._warnings.append(Notice(code, document, count, message))

    def leave_out(self, code: str, document: str | None, count: int, message: str) -> None:
        """Note something that no score covers, if there is any of it."""
        if count:
            self._left_out.append(Notice(code, document, count, message))

    def absorb(self, warnings: Iterable[Notice], left_out: Iterable[Notice]) -> None:
        """Take over what was noted elsewhere, say when a share of the documents was counted."""
        self._warnings += warnings
        self._left_out += left_out

    def one_sided(self, document: str, gold: Facts | None, predicted: Facts | None) -> None:
        """Note a document that only one side has."""
        if predicted is None:
            self.warn("missing-document", document, 1, "has no prediction; everything in it counts as missed")
        if gold is None:
            self.warn("unknown-document", document, 1, "is not in gold; everything in it counts as spurious")

    def look_at(self, document: str, pair: DocumentPair) -> None:
        """Note what is odd in a document that is scored."""
        for side, facts, types in zip(("gold", "prediction"), (pair.gold, pair.predicted), self._types, strict=True):
            self._count_types(facts, types)
            if self._options.duplicates == "set":
                self.warn("duplicate", document, duplicates(facts), f"equal annotations in {side}; they count once")
            repeated = entity_clusters(facts).repeated if any(each.coref is not None for each in facts.entities) else 0
            self.warn("repeated-mention", document, repeated, f"{side} mentions in two clusters; the first counts")
            untriggered = sum(not event.trigger.spans for event in facts.events)
            self.leave_out("no-trigger", document, untriggered, f"{side} events without a trigger, in trigger measures")
        self._look_at_text(document, pair)

    def _look_at_text(self, document: str, pair: DocumentPair) -> None:
        text = pair.gold.text
        if text is None:
            if not pair.has_text:
                self.leave_out("no-text", document, 1, "gold has no text; approximate event measures need it")
            return
        if pair.predicted.text is not None and pair.predicted.text != text:
            self.warn(
                "other-text", document, 1, "gold and prediction have different texts; offsets are compared as they are"
            )
        count = misaligned(pair.predicted, text)
        self.warn("misaligned", document, count, "predicted mentions that are not where their offsets say; they count")

    def undefined(self, scores: Iterable[Score]) -> None:
        """Note why overall figures are undefined."""
        for score in scores:
            missing = [name for name in ("precision", "recall", "f1") if getattr(score, name) is None]
            if score.type is None and score.document is None and missing and not score.measure.endswith("conll"):
                why = " and ".join(REASONS[name] for name in missing if name != "f1") or REASONS["f1"]
                self.warn(
                    "undefined",
                    None,
                    len(missing),
                    f"{score.layer}.{score.measure} ({score.average}): {', '.join(missing)}: {why}",
                )

    def _count_types(self, facts: Facts, types: Counter[str]) -> None:
        types.update(mention.type for mention in facts.entities)
        types.update(link.type for link in facts.relations)
        types.update(event.type for event in facts.events)

    def _unknown_types(self) -> list[Notice]:
        legal = frozenset().union(*self._options.knowledge.types.values())
        sides = zip(("gold", "predictions"), self._types, strict=True)
        if legal:
            return [
                Notice("unknown-type", None, count, f'the schema does not know the type "{name}" in {side}; it counts')
                for side, types in sides
                for name, count in types.items()
                if name not in legal
            ]
        gold, predicted = self._types
        return [
            Notice("unknown-type", None, count, f'the predicted type "{name}" never stands in gold; it is spurious')
            for name, count in predicted.items()
            if name not in gold
        ]


REASONS = {
    "precision": "nothing was predicted that it could count",
    "recall": "gold has nothing that it could count",
    "f1": "there is nothing to count on either side",
}
"""Why a figure is 0/0."""


def duplicates(facts: Facts) -> int:
    """How many annotations equal an earlier one: entities, relations and whole events, ids and notes aside."""
    return sum(
        _repeated(each)
        for each in (
            [mention[:2] for mention in facts.entities],
            [(link.type, link.head[:2], link.tail[:2]) for link in facts.relations],
            [
                (event.trigger[:2], tuple((role.role, role.target[:2]) for role in event.arguments))
                for event in facts.events
            ],
        )
    )


def _repeated(keys: Sequence[object]) -> int:
    return len(keys) - len(set(keys))


def misaligned(predicted: Facts, text: str) -> int:
    """How many predicted mentions and triggers reach beyond the text, or say other words than it has there."""
    mentions: Iterable[Mention] = (*predicted.entities, *(event.trigger for event in predicted.events))
    return sum(
        mention.spans[-1][1] > len(text) or (mention.text is not None and mention.text != surface(text, mention.spans))
        for mention in mentions
        if mention.spans
    )


def _order(notice: Notice) -> tuple[bool, str, str, str]:
    return notice.document is not None, notice.document or "", notice.code, notice.message
