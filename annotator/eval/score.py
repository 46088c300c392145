"""Scores predictions against gold: `score(gold, predicted, options)`.

Records are plain objects in the shape of the gold record, already checked; they are read once, in any order, and
only per-document counts are kept. Entities are counted many documents at a time; the other layers document by document
and only where a document has any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.datasets.light_record import LightRecord, light_record
from annotator.eval.counting.layers import count_document
from annotator.eval.counting.notices import Notices
from annotator.eval.counts.counts import CountsBuilder
from annotator.eval.counts.part_file import Part
from annotator.eval.documents.coverage import covered
from annotator.eval.documents.document_pair import DocumentPair
from annotator.eval.documents.pairing import pair_up
from annotator.eval.documents.resolved import Record, Unlabelled, resolve, unlabelled
from annotator.eval.measures.registry import LAYERS
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.result import Result
from annotator.eval.scores.signature import signature
from annotator.eval.scores.tokens import token_counts
from annotator.eval.scores.undefined import undefined_figures

OTHER_LAYERS = LAYERS[1:]


def score(gold: Iterable[Record], predicted: Iterable[Record], options: ScoreOptions | None = None) -> Result:
    """Score predicted records against gold records.

    Both are plain objects as in the gold record's contract (`text` may be absent); order does not matter. Documents
    that only gold has count as missed, those that only the prediction has as spurious; both are reported.

    Raises:
        InputError: a document twice on one side, a reference to something that is not there.
    """
    return result_of(count(gold, predicted, options or ScoreOptions()))


def count(gold: Iterable[Record], predicted: Iterable[Record], options: ScoreOptions) -> Part:
    """The per-document counts of all wanted measures, of gold and schema that are not named."""
    from annotator.eval.counting.entity_batch import EntityBatch  # noqa: PLC0415 - numpy, when something is scored

    tally, batch, notices = CountsBuilder(), EntityBatch(options), Notices(options)
    in_bulk = options.scores("entities") and options.matching == "max"
    paired = pair_up(_by_id(gold), _by_id(predicted), pack=_pack, unpack=_unpack)
    for document, gold_record, predicted_record in paired:
        tally.add_document(document)
        notices.one_sided(document, gold_record is not None, predicted_record is not None)
        if in_bulk and (light := _only_mentions(gold_record, predicted_record)):
            batch.add_light(document, *light)
            _flush(batch, tally, notices, whole=False)
            continue
        both: tuple[Record, Record] = gold_record or {"id": document}, predicted_record or {"id": document}
        notices.look_at_text(document, *both)
        unknown = unlabelled(both[0].get("incomplete_for") or ())
        if in_bulk:
            batch.add(document, *(_entities(record, unknown) for record in both))
            _flush(batch, tally, notices, whole=False)
        if _has_more(both, options):
            pair = _pair(document, *both, unknown, options, notices)
            notices.look_at(document, pair)
            tally.add(document, count_document(pair, OTHER_LAYERS if in_bulk else LAYERS))
    _flush(batch, tally, notices, whole=True)
    return Part(tally.finish(), options, warnings=notices.warnings(), left_out=notices.left_out)


def _flush(batch: Any, tally: CountsBuilder, notices: Notices, *, whole: bool) -> None:
    for counted in batch.counted(whole=whole):
        tally.add_entries(counted.documents, counted.cells, counted.document_of, counted.cell_of, counted.values)
        notices.look_at_entities(counted)


def result_of(part: Part) -> Result:
    """The result that per-document counts amount to, signed with what was scored."""
    from annotator.eval.scores.rows import score_rows  # noqa: PLC0415 - as above
    from annotator.eval.statistics.intervals import FEW_DOCUMENTS, with_intervals  # noqa: PLC0415 - as above

    counts, options = part.counts, part.options
    scores = list(score_rows(counts, options))
    warnings = [*part.warnings, *undefined_figures(scores)]
    if options.bootstrap:
        scores = with_intervals(scores, counts, options)
        if len(counts.documents) < FEW_DOCUMENTS:
            message = f"intervals from {len(counts.documents)} documents say little; {FEW_DOCUMENTS} are the least"
            warnings.append(Notice("few-documents", None, len(counts.documents), message))
    return Result(
        signature=signature(options, part.schema, part.gold[:8]),
        documents=len(counts.documents),
        scores=tuple(scores),
        warnings=tuple(sorted(warnings, key=Notice.place)),
        left_out=part.left_out,
        tokens=token_counts(counts),
        counts=counts,
    )


def _by_id(records: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    return ((str(record["id"]), record) for record in records)


def _only_mentions(gold: Record | None, predicted: Record | None) -> tuple[LightRecord, LightRecord] | None:
    """Both, if both sides have only mentions, the prediction's where gold's text has them: there is nothing to note."""
    if not (isinstance(gold, LightRecord) and isinstance(predicted, LightRecord)):
        return None
    text, other = gold.get("text"), predicted.get("text")
    in_place = text is None or other == text or (other is None and predicted.fits(text))
    return (gold, predicted) if in_place else None


def _pack(record: Record) -> bytes:
    """A record that waits for its partner, a fifth of its size."""
    if isinstance(record, LightRecord):
        return record.content
    from orjson import dumps  # noqa: PLC0415 - only where files are in different orders

    return dumps(record)


def _unpack(packed: bytes) -> Record:
    from orjson import loads  # noqa: PLC0415 - as above

    record = light_record(packed)
    return loads(packed) if record is None else record


def _entities(record: Record, unknown: Unlabelled) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = record.get("entities") or ()
    return [each for each in found if each["type"] not in unknown.types] if unknown.types else found


def _has_more(both: Sequence[Record], options: ScoreOptions) -> bool:
    """Whether there is anything to count besides entities, or a reason to look at these one by one."""
    if not any(map(options.scores, OTHER_LAYERS)) and options.matching == "max" and not both[0].get("incomplete_for"):
        return False
    return options.matching != "max" or any(map(_says_more, both))


def _says_more(record: Record) -> bool:
    if any(record.get(key) for key in ("relations", "events", "labels", "incomplete_for")):
        return True
    for entity in record.get("entities") or ():
        if "coref" in entity or "links" in entity or entity.get("attributes"):
            return True
    return False


def _pair(
    document: str, gold: Record, predicted: Record, unknown: Unlabelled, options: ScoreOptions, notices: Notices
) -> DocumentPair:
    """Both sides without what gold is incomplete for."""
    facts = resolve(gold), resolve(predicted)
    if not gold.get("incomplete_for"):
        return DocumentPair(*facts, options)
    (known_gold, gold_count), (known_predicted, predicted_count) = (covered(each, unknown) for each in facts)
    message = (
        f"gold is incomplete for {', '.join(sorted(gold['incomplete_for']))}: "
        f"{gold_count} left out of gold, {predicted_count} of the prediction"
    )
    notices.leave_out("incomplete", document, gold_count + predicted_count, message)
    return DocumentPair(known_gold, known_predicted, options)
