"""What a reader of scores must know besides the figures: nothing is dropped, changed or counted in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from annotator.errors import nearest
from annotator.eval.arrays import Integers
from annotator.eval.columns.side import ALONE
from annotator.eval.count_names import CountKey
from annotator.eval.counting.batch import Batch
from annotator.eval.counting.collapsed import (
    equal_events,
    equal_relations,
    same_arguments,
    same_triggers,
    second_links,
)
from annotator.eval.counting.directions import reversed_relations
from annotator.eval.counts.run_totals import RunWatch
from annotator.eval.documents.placed import placed
from annotator.eval.documents.shifts import Shifts
from annotator.eval.documents.unplaced import unplaced_of
from annotator.eval.measures.coreference import ENTITIES, EVENTS, PREFIX
from annotator.eval.measures.coreference import LAYER as COREF
from annotator.eval.measures.events import APPROXIMATE_RECURSIVE, APPROXIMATE_SPAN
from annotator.eval.mistakes.relations import direction_note
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.model.record import LAYERS, Record, text_hash

SIDES = ("gold", "prediction")
OTHER_TEXT = "other-text"
NO_CLUSTER = "no-cluster"
WITHOUT_CLUSTER = {
    kind: f"{kind} of both sides, of which neither is in a cluster: in coreference measures"
    for kind in (ENTITIES, EVENTS)
}
NEED_TEXT = (APPROXIMATE_SPAN, APPROXIMATE_RECURSIVE)


SUGGESTED = "gold was labelled with suggestions of {}, which is scored here: its figures are too good"
TRAINED_ON = "trained_on"
"""The key of `meta` of a prediction that names the model which was trained on its document."""
SEEN = "{} was trained on documents that it is scored on: its figures say nothing of new ones"


class Notices:
    """Collects warnings and what was left out, document by document."""

    def __init__(self, options: ScoreOptions) -> None:
        """Begin with none."""
        self._options = options
        self._warned: Counter[tuple[str, str | None, str]] = Counter()
        self._left_out: Counter[tuple[str, str | None, str]] = Counter()
        self._makers: Counter[str] = Counter()
        self.run = RunWatch()
        self._types: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._shifts = Shifts()

    @property
    def left_out(self) -> tuple[Notice, ...]:
        """What no score covers, by document."""
        return _sorted(self._left_out)

    def warnings(self) -> tuple[Notice, ...]:
        """All warnings, those about the whole first, then by document."""
        return _sorted(self._warned + self._unknown_types() + self._exchanged() + self._shifts.warnings())

    def warn(self, code: str, document: str | None, count: int, message: str) -> None:
        """Note a warning, if it is about anything."""
        self._warned[code, document, message] += count

    def leave_out(self, code: str, document: str | None, count: int, message: str) -> None:
        """Note something that no score covers, if there is any of it."""
        self._left_out[code, document, message] += count

    def one_sided(self, document: str, in_gold: bool, in_prediction: bool) -> None:
        """Note a document that only one side has."""
        if not in_prediction:
            self.run.missing += 1
            self.warn("missing-document", document, 1, "has no prediction; everything in it counts as missed")
        if not in_gold:
            self.warn("unknown-document", document, 1, "is not in gold; everything in it counts as spurious")

    def look_at_makers(self, gold: Record, predicted: Record) -> None:
        """Note who made either side of a document."""
        if gold.extractor is not None:
            self._makers["gold by an extractor"] += 1
        if gold.annotator:
            self._makers["gold by an annotator"] += 1
        if predicted.extractor is not None:
            self.run.note(predicted.id, predicted.extractor)
            if _suggested(gold, predicted.extractor.name):
                self.warn("suggested-gold", None, 1, SUGGESTED.format(predicted.extractor.name))
            if TRAINED_ON in predicted.meta:
                self.warn("trained-on-gold", None, 1, SEEN.format(predicted.extractor.name))
        elif predicted.annotator:
            self._makers["prediction by an annotator"] += 1

    def _exchanged(self) -> Counter[tuple[str, str | None, str]]:
        """A warning where gold looks like predictions, or they look like gold."""
        warnings, made = Counter[tuple[str, str | None, str]](), self._makers
        if count := made["gold by an extractor"]:
            message = "gold was made by an extractor; if gold and predictions were exchanged, exchange them"
            warnings["exchanged", None, message] = count
        elif (count := made["prediction by an annotator"]) and not made["gold by an annotator"]:
            message = (
                "the predictions were made by an annotator, and gold by none; if they were exchanged, exchange them"
            )
            warnings["exchanged", None, message] = count
        return warnings

    def look_for_text(self, gold: Record) -> None:
        """Note what cannot be compared where gold has no text."""
        if gold.events and gold.known_text is None and any(map(self._options.wants, NEED_TEXT)):
            message = "gold has no text: approximate event measures need it"
            self.leave_out("no-text", gold.id, len(gold.events), message)

    def placed(self, gold: Record, predicted: Record) -> Record:
        """The prediction with nothing in its layers but what stands in gold's text; another text is noted."""
        text, other = gold.known_text, predicted.known_text
        if text is None:
            return predicted
        self._shifts.look_at_spans(gold, predicted, text)
        if other == text:
            return predicted
        if other is not None or predicted.text_sha256 not in (None, gold.text_sha256 or text_hash(text)):
            message = "gold and prediction have different texts; offsets are compared as they are"
            self.warn(OTHER_TEXT, gold.id, 1, message)
        in_place = placed(gold, predicted, self._options)
        if in_place is not predicted:
            self._shifts.look(predicted, text)
            count = len(predicted.entities) - len(in_place.entities) + len(predicted.events) - len(in_place.events)
            message = "predicted mentions do not stand where their offsets say; each counts as spurious"
            self.warn("misaligned", gold.id, count, message)
        return in_place

    def look_at_unplaced(self, predicted: Record) -> None:
        """Note what a prediction has no place for itself."""
        message = "predictions have no place in the text; each counts as spurious"
        self.warn("unplaced", predicted.id, len(unplaced_of(predicted)), message)

    def not_compared(self, document: str, whole: tuple[Record, Record], left: tuple[Record, Record]) -> None:
        """Note what the choice of types and the least score leave out of either side."""
        gone = [size(before) - size(after) for before, after in zip(whole, left, strict=True)]
        message = "annotations are left out by --types, --ignore-types or --min-score, with what names them"
        self.leave_out("not-compared", document, sum(gone), message)

    def incomplete(self, gold: Record, gold_count: int, predicted_count: int) -> None:
        """Note what was left out because gold was not labelled for it."""
        message = f"gold is incomplete for {', '.join(sorted(set(gold.incomplete_for)))}: what it touches is left out"
        self.leave_out("incomplete", gold.id, gold_count + predicted_count, message)

    def look_at_entities(self, batch: Batch) -> None:
        """Note the types and the duplicates among aligned entities."""
        aligned, names = batch.aligned, batch.tables.types.names()
        counted = (
            np.concatenate([aligned.exact_gold, aligned.overlapping_gold, aligned.missing]),
            np.concatenate([aligned.exact_predicted, aligned.overlapping_predicted, aligned.spurious]),
        )
        repeated = aligned.gold_duplicates, aligned.predicted_duplicates
        for side, mentions in enumerate(batch.targets.entities):
            message = f"equal annotations in {SIDES[side]} count once"
            self._each(batch, "duplicate", mentions.document[repeated[side]], message)
            self._count_types(side, mentions.type[counted[side]], names)
        for layer in LAYERS:
            for arguments in (False, True):
                unplaced = batch.unplaced_in(layer, arguments=arguments).type
                self._count_types(1, unplaced, batch.tables.types.names())

    def _count_types(self, side: int, numbers: Integers, names: Sequence[str]) -> None:
        amounts = np.bincount(numbers, minlength=len(names)).tolist()
        self._types[side].update({name: amount for name, amount in zip(names, amounts, strict=True) if amount})

    def look_at_the_rest(self, batch: Batch) -> None:
        """Note what is odd in the other layers."""
        relations, events, names = batch.relations, batch.events, batch.tables.types.names()
        slot = np.concatenate([relations.slot, events.slot])
        type_ = np.concatenate([relations.type, events.type])
        for side, numbers in enumerate((type_[slot < batch.size], type_[slot >= batch.size])):
            self._count_types(side, numbers, names)
        if self._options.duplicates == "set":
            self._look_at_sets(batch)
        repeated = np.repeat(np.arange(2 * batch.size), batch.coreference.entity_clusters.dropped)
        self._by_side(batch, "repeated-mention", repeated, "{} mentions in two clusters; the first counts")
        if self._options.scores("linking") and "linking" in batch.layers:
            self._by_side(
                batch, "repeated-mention", second_links(batch), "{} mentions with two links; the first counts"
            )
        if self._options.scores("relations"):
            self._look_at_directions(batch)
        if self._options.scores("events"):
            wordless = events.slot[~events.has_trigger]
            message = "{} events without a trigger: in trigger measures"
            for side, documents in enumerate(_sides(batch, wordless)):
                self._each(batch, "no-trigger", documents, message.format(SIDES[side]), left_out=True)

    def _look_at_directions(self, batch: Batch) -> None:
        """Note relations that are wrong by their direction, where nothing says whether their type has one."""
        reversed_ones, names = reversed_relations(batch), batch.relations.names
        declared_types = self._options.schema_facts.types.get("relations", frozenset())
        for number in np.unique(reversed_ones.type).tolist():
            name = names[number]
            if name not in declared_types:
                self._each(
                    batch, "direction", reversed_ones.document[reversed_ones.type == number], direction_note(name)
                )

    def _look_at_sets(self, batch: Batch) -> None:
        """Note what counts once as sets are counted."""
        whole = equal_events(batch)
        annotations = np.concatenate([equal_relations(batch), batch.events.slot[whole]])
        self._by_side(batch, "duplicate", annotations, "equal annotations in {} count once")
        if self._options.scores("events"):
            message = "events in {} with type and trigger of another count once in trigger measures"
            self._by_side(batch, "duplicate", same_triggers(batch, whole), message)
            message = "arguments in {} equal to another by event type, role and words count once in argument measures"
            self._by_side(batch, "duplicate", same_arguments(batch, whole), message)

    def look_at_clusters(self, batch: Batch) -> None:
        """Note the documents with mentions in which neither side has a cluster."""
        for kind, (gold, predicted) in ((ENTITIES, batch.targets.entities), (EVENTS, batch.targets.triggers)):
            documents = np.concatenate([gold.document, predicted.document])
            marked = np.concatenate([getattr(side, kind).coref() != ALONE for side in batch.sides])
            has_cluster = np.bincount(documents[marked], minlength=batch.size) > 0
            self._each(batch, NO_CLUSTER, documents[~has_cluster[documents]], WITHOUT_CLUSTER[kind], left_out=True)

    def _by_side(self, batch: Batch, code: str, slots: Integers, message: str) -> None:
        for side, documents in zip(SIDES, _sides(batch, slots), strict=True):
            self._each(batch, code, documents, message.format(side))

    def _each(self, batch: Batch, code: str, documents: Integers, message: str, *, left_out: bool = False) -> None:
        """Note of each of these places of documents how often it is there."""
        note = self.leave_out if left_out else self.warn
        distinct, counts = np.unique(documents, return_counts=True)
        for document, count in zip(distinct.tolist(), counts.tolist(), strict=True):
            note(code, batch.documents[document], count, message)

    def _unknown_types(self) -> Counter[tuple[str, str | None, str]]:
        legal = frozenset[str]().union(*self._options.schema_facts.types.values())
        warnings: Counter[tuple[str, str | None, str]] = Counter()
        gold, predicted = self._types
        for name, count in predicted.items():
            if not legal and name not in gold:
                message = f'the predicted type "{name}" never stands in gold; it is spurious{_hint(name, gold)}'
                warnings["unknown-type", None, message] = count
        for side, types in zip(SIDES, self._types, strict=True):
            for name, count in types.items():
                if legal and name not in legal:
                    hint = _hint(name, legal) if side == SIDES[1] else ""
                    message = f'the schema does not know the type "{name}", which stands in {side}; it counts{hint}'
                    warnings["unknown-type", None, message] = count
        return warnings


def size(record: Record) -> int:
    """How many annotations a record has, with those that have no place."""
    return sum(len(getattr(record, layer)) for layer in LAYERS) + len(unplaced_of(record))


def _hint(name: str, known: Iterable[str]) -> str:
    """Which type may be meant, and how to say so; empty where none is like it."""
    lower = name.lower()
    whole = (each for each in sorted(known) if lower.startswith(each.lower()) or each.lower().startswith(lower))
    meant = next(whole, None) or nearest(name, known)
    return f"; did you mean {meant}? then --map {name}={meant}" if meant else ""


def _sides(batch: Batch, slots: Integers) -> Sequence[Integers]:
    """The places of the documents of gold slots, and of predicted ones."""
    return slots[slots < batch.size], slots[slots >= batch.size] - batch.size


def without_clusters(left_out: Iterable[Notice], counted: Iterable[CountKey]) -> tuple[Notice, ...]:
    """What was left out, but for documents without clusters where none has any, so that no figure is about them."""
    sections = {key.counter.startswith(PREFIX[EVENTS]) for key in counted if key.layer == COREF}
    gone = {WITHOUT_CLUSTER[kind] for kind in (ENTITIES, EVENTS) if (kind == EVENTS) not in sections}
    return tuple(each for each in left_out if each.code != NO_CLUSTER or each.message not in gone)


def _sorted(warnings: Counter[tuple[str, str | None, str]]) -> tuple[Notice, ...]:
    """The notices, those about the whole first, then by document."""
    notices: Iterable[Notice] = (
        Notice(code, document, count, message) for (code, document, message), count in warnings.items() if count
    )
    return tuple(sorted(notices, key=Notice.place))


def _suggested(gold: Record, extractor: str) -> bool:
    """Whether gold says that this extractor, in whatever version, suggested some of it."""
    sources = gold.meta.get("suggested_by")
    if not isinstance(sources, list):
        return False
    return any(each == extractor or str(each).startswith(f"{extractor}@") for each in sources)
