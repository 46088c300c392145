"""Scores predictions against gold: `score(gold, predicted, options)`.

Records are plain objects in the shape of the gold record, already checked; they are read once, in any order, and
only per-document counts are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.eval.counts import Counts, Tally
from annotator.eval.coverage import covered
from annotator.eval.document_pair import DocumentPair
from annotator.eval.facts import Facts, Record, facts_of, gaps
from annotator.eval.layers import count_document
from annotator.eval.notices import Notices
from annotator.eval.options import ScoreOptions
from annotator.eval.pairing import pair_up
from annotator.eval.result import Result
from annotator.eval.signature import long_signature


def score(gold: Iterable[Record], predicted: Iterable[Record], options: ScoreOptions | None = None) -> Result:
    """Score predicted records against gold records.

    Both are plain objects as in the gold record's contract (`text` may be absent); order does not matter. Documents
    that only gold has count as missed, those that only the prediction has as spurious; both are reported.

    Raises:
        InputError: a document twice on one side, a reference to something that is not there.
    """
    options = options or ScoreOptions()
    notices = Notices(options)
    return result_of(count(gold, predicted, options, notices), options, notices)


def count(gold: Iterable[Record], predicted: Iterable[Record], options: ScoreOptions, notices: Notices) -> Counts:
    """The per-document counts of all wanted measures."""
    tally = Tally()
    for document, gold_facts, predicted_facts in pair_up(_facts(gold), _facts(predicted)):
        notices.one_sided(document, gold_facts, predicted_facts)
        pair = _pair(document, gold_facts or Facts(document), predicted_facts or Facts(document), options, notices)
        notices.look_at(document, pair)
        tally.add_document(document)
        tally.add(document, count_document(pair))
    return tally.finish()


def result_of(counts: Counts, options: ScoreOptions, notices: Notices) -> Result:
    """The result that per-document counts amount to."""
    from annotator.eval.intervals import FEW_DOCUMENTS, with_intervals  # noqa: PLC0415 - numpy, when something is scored
    from annotator.eval.rows import score_rows  # noqa: PLC0415 - as above

    scores = list(score_rows(counts, options))
    notices.undefined(scores)
    if options.bootstrap:
        scores = with_intervals(scores, counts, options)
        if len(counts.documents) < FEW_DOCUMENTS:
            message = f"intervals from {len(counts.documents)} documents say little; {FEW_DOCUMENTS} are the least"
            notices.warn("few-documents", None, len(counts.documents), message)
    return Result(
        signature=long_signature(options),
        documents=len(counts.documents),
        scores=tuple(scores),
        warnings=notices.warnings(),
        left_out=notices.left_out,
        counts=counts,
    )


def _facts(records: Iterable[Record]) -> Iterator[tuple[str, Facts]]:
    for record in records:
        facts = facts_of(record)
        yield facts.document, facts


def _pair(document: str, gold: Facts, predicted: Facts, options: ScoreOptions, notices: Notices) -> DocumentPair:
    """Both sides without what gold is incomplete for."""
    if not gold.incomplete_for:
        return DocumentPair(gold, predicted, options)
    unknown = gaps(gold.incomplete_for)
    named = ", ".join(gold.incomplete_for)
    (known_gold, gold_count), (known_predicted, predicted_count) = covered(gold, unknown), covered(predicted, unknown)
    message = f"gold is incomplete for {named}: {gold_count} left out of gold, {predicted_count} of the prediction"
    notices.leave_out("incomplete", document, gold_count + predicted_count, message)
    return DocumentPair(known_gold, known_predicted, options)
