"""Reviewing a prediction: its mistakes with the articles around them, and what a person says of each.

A verdict is `extractor` (the extractor is wrong), `gold` (the gold is wrong) or `ambiguous`. Verdicts are kept beside
the predictions as JSON Lines, one line a decision with who and when; the last one counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

import orjson

from annotator.disk.plain_files import append_line
from annotator.errors import ConfigError, UsageError, did_you_mean
from annotator.eval.documents.common_ids import CommonIds
from annotator.eval.documents.label_set import WHOLE, LabelSet, label_set, types_in
from annotator.eval.documents.records import no_record
from annotator.eval.input_options import InputOptions
from annotator.eval.mistakes.find import Duplicates, record_mistakes
from annotator.eval.mistakes.mistake import KINDS, Mistake, Side, tally
from annotator.eval.mistakes.relations import direction_note
from annotator.eval.mistakes.shown import line
from annotator.eval.notice import Notice
from annotator.eval.reports.columns import aligned
from annotator.eval.schema_facts import SchemaFacts
from annotator.formats.protocol import Report
from annotator.model.record import Record
from annotator.project.records.record_files import AS_USUAL
from annotator.project.schemas.find_schema import find_schema
from annotator.project.scoring.predictions import gold_of, predictions_of, reading_notices
from annotator.project.scoring.score_files import schema_facts
from annotator.schema.handwritten.declared import Declared
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.json_tree import json_tree
from annotator.schema.handwritten.values import Name
from annotator.schema.label_schema import LabelSchema

Verdict: TypeAlias = Literal["extractor", "gold", "ambiguous"]
VERDICTS: tuple[Verdict, ...] = ("extractor", "gold", "ambiguous")


@dataclass(frozen=True, slots=True)
class Decided(Declared):
    """One line of a file of verdicts: what a person said of one error."""

    error: Name
    verdict: Verdict
    who: str
    when: str


VERDICT_LINE = FileKind(
    title="A line of a file of verdicts", declaration=Decided, tree=json_tree, error=ConfigError, code="verdict"
)


@dataclass(frozen=True)
class Review:
    """The mistakes of a prediction, in reading order, with the texts and what was decided of each."""

    gold: Path
    predictions: Path
    mistakes: tuple[Mistake, ...]
    texts: Mapping[str, str]
    records: Mapping[str, tuple[Record, Record]] = field(default_factory=dict)
    """Gold and predicted record of each document with a mistake."""
    layers: Sequence[str] = ()
    kinds: Sequence[str] = ()
    schema: Path | None = None
    project: Path | None = None
    duplicates: Duplicates = "set"
    inputs: InputOptions = AS_USUAL
    labels: LabelSet = WHOLE
    reading: tuple[Notice, ...] = ()
    """What people are told of how the files were read."""

    def again(self) -> Review:
        """The same review of the files as they are now."""
        return review_files(
            self.gold,
            self.predictions,
            layers=self.layers,
            kinds=self.kinds,
            schema=self.schema,
            project=self.project,
            duplicates=self.duplicates,
            inputs=self.inputs,
        )

    def label_schema(self) -> LabelSchema | None:
        """The schema of the gold; None where it names none or it is not around."""
        refs = (record.schema for pair in self.records.values() for record in pair)
        ref = next(filter(None, refs), None)
        return find_schema(ref, file=self.schema, project=self.project, records=self.gold) if ref else None

    @property
    def verdict_file(self) -> Path:
        """Where verdicts are kept: beside the predictions."""
        return self.predictions.with_name(self.predictions.name + ".verdicts")

    def line(self, mistake: Mistake) -> str:
        """One mistake as one line."""
        return line(mistake, self.texts.get(mistake.document))

    def table(self) -> str:
        """How often each kind occurs."""
        counts = tally(self.mistakes)
        rows = [(layer, kind, counts[layer, kind]) for layer, kinds in KINDS.items() for kind in kinds]
        lines = [("layer", "error", "count"), *((layer, kind, str(count)) for layer, kind, count in rows if count)]
        return aligned(lines, left=2)

    def notes(self) -> list[str]:
        """What people are told beside the mistakes: how files were read, and directions that may be none."""
        turned = Counter(each.gold.type for each in self.mistakes if each.kind == "direction" and each.gold)
        schema = self.label_schema() if turned else None
        declared_types = schema.relation_types if schema else {}
        turned_notes = (
            f"{direction_note(name)} ({n})" for name, n in sorted(turned.items()) if name not in declared_types
        )
        return [*map(str, self.reading), *turned_notes]

    def to_plain(self) -> dict[str, Any]:
        """The JSON object: counts by layer and kind, and every mistake with the text around it."""
        counts = tally(self.mistakes)
        return {
            "counts": [
                {"layer": layer, "kind": kind, "count": count} for (layer, kind), count in sorted(counts.items())
            ],
            "errors": [mistake.to_plain(self.texts.get(mistake.document)) for mistake in self.mistakes],
        }

    def verdicts(self) -> dict[str, Verdict]:
        """What was decided so far, by the mistake's name.

        Raises:
            ConfigError: the file of verdicts cannot be read or is damaged; with all findings.
        """
        if not self.verdict_file.exists():
            return {}
        return {line.error: line.verdict for line, _ in VERDICT_LINE.read_lines(self.verdict_file)}

    def decide(self, mistake: Mistake, verdict: Verdict, who: str) -> None:
        """Keep what a person says of a mistake.

        Raises:
            StoreError: it cannot be written.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = orjson.dumps(Decided(name_of(mistake), verdict, who, now))
        append_line(self.verdict_file, line)


def name_of(mistake: Mistake) -> str:
    """What tells a mistake from all others of the two files, and stays the same from run to run."""
    sides = (_name_of_side(side) if side else None for side in (mistake.gold, mistake.predicted))
    return orjson.dumps([mistake.document, mistake.layer, mistake.kind, *sides]).decode()


def _name_of_side(side: Side) -> tuple[object, ...]:
    """One filler may have one role in two events: what tells them apart is the trigger."""
    if side.reason:
        return side.label, side.words
    return (side.label, side.spans, side.trigger) if side.trigger else (side.label, side.spans)


def review_files(
    gold: Path,
    predictions: Path,
    *,
    layers: Sequence[str] = (),
    kinds: Sequence[str] = (),
    schema: Path | None = None,
    project: Path | None = None,
    duplicates: Duplicates = "set",
    inputs: InputOptions = AS_USUAL,
) -> Review:
    """The mistakes of a file of predictions.

    Raises:
        UsageError: a layer or kind that there is none of.
        RecordError: a record is not what the contract says.
        InputError: a file cannot be read.
    """
    _known("layer", layers, KINDS)
    _known("kind", kinds, {kind for known in KINDS.values() for kind in known})
    ids, told = CommonIds(), (Report(), Report())
    both_sides = gold_of(gold, inputs, told[0]), predictions_of(predictions, gold, inputs, told[1])
    gold_records, predicted = (
        {record.id: record for record in ids.passing(records, side)} for side, records in enumerate(both_sides)
    )
    ids.refuse_strangers()
    schema_facts = _schema_facts(gold, gold_records.values(), schema, project, inputs)
    labels = label_set(inputs, types_in(gold_records.values()), types_in(predicted.values()), schema_facts.types)
    all_mistakes: list[Mistake] = []
    pairs: dict[str, tuple[Record, Record]] = {}
    for document_id in sorted({*gold_records, *predicted}):
        both = tuple(records.get(document_id) or no_record(document_id) for records in (gold_records, predicted))
        mistakes = record_mistakes(both[0], both[1], schema_facts, duplicates, inputs, labels)
        chosen = [each for each in mistakes if _is_wanted(each, layers, kinds)]
        all_mistakes += sorted(chosen, key=lambda each: (each.spans[:1], list(KINDS).index(each.layer)))
        if chosen:
            pairs[document_id] = labels.of_gold(both[0]), labels.of_prediction(both[1])
    texts = {name: text for name, record in gold_records.items() if (text := record.known_text) is not None}
    return Review(
        gold,
        predictions,
        tuple(all_mistakes),
        texts,
        pairs,
        tuple(layers),
        tuple(kinds),
        schema,
        project,
        duplicates,
        inputs,
        labels,
        tuple(reading_notices(*told, len(gold_records))),
    )


def _known(what: str, words: Iterable[str], legal: Iterable[str]) -> None:
    for word in words:
        if word not in legal:
            raise UsageError(f"unknown {what} {word!r}; {did_you_mean(word, sorted(legal))}")


def _is_wanted(mistake: Mistake, layers: Sequence[str], kinds: Sequence[str]) -> bool:
    return (not layers or mistake.layer in layers) and (not kinds or mistake.kind in kinds)


def _schema_facts(
    gold: Path, records: Iterable[Record], schema: Path | None, project: Path | None, inputs: InputOptions
) -> SchemaFacts:
    ref = next((record.schema for record in records if record.schema), None)
    found_schema = find_schema(ref, file=schema, project=project, records=gold) if ref else None
    facts = schema_facts(found_schema) if found_schema else SchemaFacts()
    return replace(facts, symmetric=facts.symmetric.union(inputs.symmetric))
