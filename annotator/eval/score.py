"""Scores predictions against gold: `score(gold, predicted, options)`.

Records are read once, in any order, and only per-document counts are kept. Documents are counted many at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.datasets.decoding import DECODE, ENCODE
from annotator.eval.counting.batch import Batch
from annotator.eval.counts.counts import CountsBuilder
from annotator.eval.counts.part_file import Part, Shard
from annotator.eval.documents.common_ids import CommonIds
from annotator.eval.documents.label_set import WHOLE, LabelSet, idle, label_set, types_in
from annotator.eval.documents.pairing import pair_up
from annotator.eval.documents.records import AnyRecord, as_record, no_record
from annotator.eval.documents.unlabelled import ALL_LABELLED, labelled, unlabelled
from annotator.eval.measures.entities import LAYER as ENTITIES
from annotator.eval.measures.entities import count_alignment
from annotator.eval.measures.measure import Counting
from annotator.eval.measures.registry import ALL_MEASURES, LAYERS
from annotator.eval.notice import Notice
from annotator.eval.notices import Notices, without_clusters
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.result import Result
from annotator.eval.scores.rows import score_rows
from annotator.eval.scores.signature import signature
from annotator.eval.scores.tokens import token_counts
from annotator.eval.scores.undefined import undefined_figures
from annotator.eval.statistics.few_documents import few_documents


def score(gold: Iterable[AnyRecord], predicted: Iterable[AnyRecord], options: ScoreOptions | None = None) -> Result:
    """Score predicted records against gold records.

    Both are records, or plain objects of their shape (`text` may be absent), already checked; order does not matter.
    Documents that only gold has count as missed, those that only the prediction has as spurious; both are reported.

    Raises:
        InputError: a document twice on one side, a reference to something that is not there, no id on both sides.
    """
    return result_of(count(gold, predicted, options or ScoreOptions()))


def count(
    gold: Iterable[AnyRecord], predicted: Iterable[AnyRecord], options: ScoreOptions, shard: Shard | None = None
) -> Part:
    """The per-document counts of all wanted measures, of gold and schema that are not named; or those of one share.

    Raises:
        InputError: as `score`.
    """
    notices = Notices(options)
    labels = WHOLE
    if options.chooses or options.symmetric:
        # Which types there are is known only from all of them.
        sides = list(map(as_record, gold)), list(map(as_record, predicted))
        gold, predicted = sides
        types = types_in(sides[0]), types_in(sides[1])
        labels = label_set(options, *types, options.schema_facts.types)
        for message in idle(options, *types):
            notices.warn("idle-option", None, 1, message)
    part = count_batches(batches(gold, predicted, options, notices, shard, labels), options, notices)
    return replace(part, shares=(shard,)) if shard else part


def count_batches(batches: Iterable[Batch], options: ScoreOptions, notices: Notices) -> Part:
    """The same of documents that were read in batches; `notices` has what was noted of them then."""
    builder = CountsBuilder()
    for batch in batches:
        for document in batch.documents:
            builder.add_document(document)
        for counting, layer in _countings(options).items():
            if layer in batch.layers:
                builder.add_entries(batch.documents, *counting(batch))
        if options.scores(ENTITIES) and options.matching == "max":
            notices.look_at_entities(batch)
        if batch.has_more:
            notices.look_at_the_rest(batch)
        if options.scores("coref"):
            notices.look_at_clusters(batch)
    return Part(
        counts=builder.finish(),
        options=options,
        warnings=notices.warnings(),
        left_out=notices.left_out,
        run=notices.run.totals(),
    )


def _countings(options: ScoreOptions) -> dict[Counting, str]:
    """What has to be counted, with its layer; entities are aligned even where no measure of theirs is named."""
    wanted = {counting: each.layer for each in ALL_MEASURES if options.wants(each) for counting in each.counted}
    return {count_alignment: ENTITIES} | wanted if options.scores(ENTITIES) else wanted


def batches(
    gold: Iterable[AnyRecord],
    predicted: Iterable[AnyRecord],
    options: ScoreOptions,
    notices: Notices,
    shard: Shard | None = None,
    labels: LabelSet = WHOLE,
) -> Iterator[Batch]:
    """The documents in batches, without what gold is incomplete for; what is odd about one is noted."""
    keep = options.matching != "max" or any(options.wants(each) for each in ALL_MEASURES if each.each_document)
    alone = not any(options.scores(layer) for layer in LAYERS if layer != ENTITIES)
    batch = Batch(options, keep=keep, entities_alone=alone)
    ids = CommonIds()
    passing = (ids.passing(map(as_record, records), side) for side, records in enumerate((gold, predicted)))
    sides = (((each.id, each) for each in records if shard is None or shard.holds(each.id)) for records in passing)
    for document, in_gold, in_prediction in pair_up(*sides, pack=ENCODE, unpack=DECODE):
        if in_gold is None or in_prediction is None:
            notices.one_sided(document, in_gold is not None, in_prediction is not None)
        one, other = in_gold or no_record(document), in_prediction or no_record(document)
        notices.look_at_makers(one, other)
        notices.look_at_unplaced(other)
        if one.text_sha256 is not None or one.text is not None:
            other = notices.placed(one, other)
        if labels is not WHOLE:
            whole = one, other
            one, other = labels.of_gold(one), labels.of_prediction(other)
            notices.not_compared(document, whole, (one, other))
        unknown = ALL_LABELLED
        if one.incomplete_for:
            unknown = unlabelled(one.incomplete_for)
            (one, gone), (other, gone_too) = (labelled(record, unknown) for record in (one, other))
            notices.incomplete(one, gone, gone_too)
        if keep:
            notices.look_for_text(one)
        batch.add(document, one, other, unknown)
        if batch.is_full:
            yield batch
            batch = Batch(options, keep=keep, entities_alone=alone)
    ids.refuse_strangers()
    if batch.size:
        yield batch


def result_of(part: Part) -> Result:
    """The result that per-document counts amount to, signed with what was scored."""
    counts, options = part.counts, part.options
    scores = list(score_rows(counts, options))
    warnings = [*part.warnings, *undefined_figures(scores)]
    if options.bootstrap:
        from annotator.eval.statistics.intervals import with_intervals  # noqa: PLC0415 - on request

        scores = with_intervals(scores, counts, options)
        warnings += few_documents(len(counts.documents), "intervals")
    return Result(
        signature=signature(options, part.schema, part.gold[:8], part.shares),
        documents=len(counts.documents),
        scores=tuple(scores),
        warnings=tuple(sorted(warnings, key=Notice.place)),
        left_out=without_clusters(part.left_out, counts.keys),
        tokens=token_counts(counts),
        counts=counts,
        run=part.run,
    )
