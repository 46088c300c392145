"""What a reader of scores must know besides the figures: nothing is dropped, changed or counted in silence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotator.eval.documents.clusters import entity_clusters
from annotator.eval.documents.document_pair import DocumentPair
from annotator.eval.documents.resolved import Record, ResolvedDocument
from annotator.eval.measures.events import APPROXIMATE_RECURSIVE, APPROXIMATE_SPAN
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.model.spans import surface

if TYPE_CHECKING:
    from annotator.eval.counting.entity_batch import BatchCounts

SIDES = ("gold", "prediction")


class Notices:
    """Collects warnings and what was left out, document by document."""

    def __init__(self, options: ScoreOptions) -> None:
        """Begin with none."""
        self._options = options
        self._warned: Counter[tuple[str, str | None, str]] = Counter()
        self._left_out: Counter[tuple[str, str | None, str]] = Counter()
        self._types: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    @property
    def left_out(self) -> tuple[Notice, ...]:
        """What no score covers, by document."""
        return _sorted(self._left_out)

    def warnings(self) -> tuple[Notice, ...]:
        """All warnings, those about the whole first, then by document."""
        return _sorted(self._warned + self._unknown_types())

    def warn(self, code: str, document: str | None, count: int, message: str) -> None:
        """Note a warning, if it is about anything."""
        self._warned[code, document, message] += count

    def leave_out(self, code: str, document: str | None, count: int, message: str) -> None:
        """Note something that no score covers, if there is any of it."""
        self._left_out[code, document, message] += count

    def one_sided(self, document: str, in_gold: bool, in_prediction: bool) -> None:
        """Note a document that only one side has."""
        if not in_prediction:
            self.warn("missing-document", document, 1, "has no prediction; everything in it counts as missed")
        if not in_gold:
            self.warn("unknown-document", document, 1, "is not in gold; everything in it counts as spurious")

    def look_at_text(self, document: str, gold: Record, predicted: Record) -> None:
        """Note where a prediction's offsets and words are not those of gold's text."""
        text = gold.get("text")
        if text is None or predicted.get("text") == text:
            return
        if predicted.get("text") is not None:
            message = "gold and prediction have different texts; offsets are compared as they are"
            self.warn("other-text", document, 1, message)
        if count := misaligned(predicted, text):
            message = "predicted mentions are not where their offsets say; they count as they are"
            self.warn("misaligned", document, count, message)

    def look_at_entities(self, counted: BatchCounts) -> None:
        """Note the types and the duplicates among the entities of many documents."""
        for side, types, duplicates in zip(SIDES, self._types, counted.duplicates, strict=True):
            for document, count in duplicates.items():
                self.warn("duplicate", document, count, f"equal annotations in {side} count once")
            types.update(counted.types(side == "gold"))

    def look_at(self, document: str, pair: DocumentPair) -> None:
        """Note what is odd in the other layers of a document."""
        for side, facts, types in zip(SIDES, (pair.gold, pair.predicted), self._types, strict=True):
            types.update(link.type for link in facts.relations)
            types.update(event.type for event in facts.events)
            if self._options.duplicates == "set" and (count := duplicates(facts)):
                self.warn("duplicate", document, count, f"equal annotations in {side} count once")
            if any(each.coref is not None for each in facts.entities) and (count := entity_clusters(facts).repeated):
                self.warn("repeated-mention", document, count, f"{side} mentions in two clusters; the first counts")
            count = sum(not event.trigger.spans for event in facts.events)
            if count and self._options.scores("events"):
                self.leave_out("no-trigger", document, count, f"{side} events without a trigger: in trigger measures")
        if not pair.has_text and any(map(self._options.wants, (APPROXIMATE_SPAN, APPROXIMATE_RECURSIVE))):
            message = "gold has no text: approximate event measures need it"
            self.leave_out("no-text", document, len(pair.gold.events), message)

    def _unknown_types(self) -> Counter[tuple[str, str | None, str]]:
        legal = frozenset[str]().union(*self._options.schema_facts.types.values())
        found: Counter[tuple[str, str | None, str]] = Counter()
        gold, predicted = self._types
        for name, count in predicted.items():
            if not legal and name not in gold:
                found["unknown-type", None, f'the predicted type "{name}" never stands in gold; it is spurious'] = count
        for side, types in zip(SIDES, self._types, strict=True):
            for name, count in types.items():
                if legal and name not in legal:
                    message = f'the schema does not know the type "{name}", which stands in {side}; it counts'
                    found["unknown-type", None, message] = count
        return found


def duplicates(facts: ResolvedDocument) -> int:
    """How many relations and whole events equal an earlier one, ids and notes aside."""
    relations = [(link.type, link.head[:2], link.tail[:2]) for link in facts.relations]
    events = [
        (event.trigger[:2], tuple((role.role, role.target[:2]) for role in event.arguments)) for event in facts.events
    ]
    return len(relations) - len(set(relations)) + len(events) - len(set(events))


def misaligned(predicted: Record, text: str) -> int:
    """How many predicted mentions and triggers reach beyond the text, or say other words than it has there."""
    triggers = (event.get("trigger") for event in predicted.get("events") or ())
    return sum(
        mention["spans"][-1][1] > len(text)
        or ("text" in mention and mention["text"] != surface(text, mention["spans"]))
        for mention in (*(predicted.get("entities") or ()), *filter(None, triggers))
    )


def _sorted(found: Counter[tuple[str, str | None, str]]) -> tuple[Notice, ...]:
    """The notices, those about the whole first, then by document."""
    notices = (Notice(code, document, count, message) for (code, document, message), count in found.items() if count)
    return tuple(sorted(notices, key=Notice.place))
