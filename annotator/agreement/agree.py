"""How far annotators agree, over the whole structure: pairwise figures, coefficients, and what they disagree on.

Only what both were asked for and have declared complete counts; the rest is left out and told. Figures of a pair are
symmetric in the two: F1 does not depend on who is called gold, and precision and recall are the second's, by name,
against the first. Measures in which gold decides something are therefore left out, unless they are asked for by name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from statistics import fmean
from typing import Any, TypeAlias

import msgspec

from annotator.agreement.coefficients import CoefficientRow, Pair, coefficient_rows, overlapping_of_one_type
from annotator.agreement.confusion import ConfusionRow, confusion_rows
from annotator.agreement.disagreements import Difference, DisagreementRow, differences_of, disagreement_rows
from annotator.agreement.items import Layers, Tokens, items_of
from annotator.agreement.pair_score import MEAN, PairScore
from annotator.agreement.pairing import SameSentence
from annotator.agreement.reliability import ReliabilityRow, reliability
from annotator.eval.documents.resolved import resolve
from annotator.eval.documents.unlabelled import unlabelled
from annotator.eval.measures.registry import find_measure
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Score
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.record import Record

Annotators: TypeAlias = Mapping[str, Mapping[str, Document]]
"""Documents by annotator and id."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What annotators agree on and what not; `by_type` has the JSON hold which types are taken for which, too.

    `against` is the one that all others are compared with, "" where everybody is with everybody. `documents_of` are the
    documents by annotator and id, for who wants to see the differences in them.
    """

    signature: str
    documents: int
    annotators: tuple[str, ...]
    pairwise: tuple[PairScore, ...]
    coefficients: tuple[CoefficientRow, ...]
    disagreements: tuple[DisagreementRow, ...]
    differences: Mapping[Pair, tuple[Difference, ...]]
    left_out: tuple[Notice, ...]
    confusion: tuple[ConfusionRow, ...] = ()
    by_type: bool = False
    against: str = ""
    documents_of: Annotators = field(default_factory=dict)

    @property
    def reliability(self) -> list[ReliabilityRow]:
        """What each annotator misses and adds beside the one that all are compared with; nothing without one."""
        return reliability(self.pairwise, self.against) if self.against else []

    def chosen(self, kinds: Collection[str]) -> list[tuple[Pair, Difference]]:
        """The differences of some kinds with their pair, pair by pair in the order of the texts."""
        every = ((pair, each) for pair, differences in self.differences.items() for each in differences)
        return [(pair, each) for pair, each in every if each.kind in kinds]

    def to_plain(self) -> dict[str, Any]:
        """The JSON object of `annotator agree --format json`."""
        return {
            "signature": self.signature,
            "documents": self.documents,
            "annotators": list(self.annotators),
            "pairwise": [each.to_plain() for each in self.pairwise],
            "coefficients": [each.to_plain() for each in self.coefficients],
            "disagreements": [each.to_plain() for each in self.disagreements],
            "left_out": [each.to_plain() for each in self.left_out],
            **({"confusion": [each.to_plain() for each in self.confusion]} if self.by_type else {}),
            **({"reliability": [each.to_plain() for each in self.reliability]} if self.against else {}),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read where agreement needs it: tokens of a text, sentences of a document, symmetric relations."""

    tokens: Tokens
    same_sentence: Callable[[Document], SameSentence]
    symmetric: frozenset[str] = frozenset()


def agree(annotators: Annotators, options: ScoreOptions, reading: Reading, against: str = "") -> Agreement:
    """The agreement of these annotators, pair by pair, or each with `against`; `options` are those of scoring."""
    names = tuple(sorted(annotators))
    shared = _shared(annotators)
    pairwise: list[PairScore] = []
    rows: list[DisagreementRow] = []
    confusion: list[ConfusionRow] = []
    differences: dict[Pair, tuple[Difference, ...]] = {}
    signature = ""
    for first, second in combinations(names, 2):
        pair = (first, second)
        if against and against not in pair:
            continue
        both = [_as_asked(annotators, document, pair) for document in sorted(shared) if set(pair) <= shared[document]]
        if not both:
            continue
        gold, predicted = ([_of_people(each) for each in side] for side in zip(*both, strict=True))
        result = score(gold, predicted, options)
        signature = signature or result.signature
        pairwise += [PairScore(pair, each) for each in result.scores if _is_wanted(each, options)]
        differences[pair] = tuple(
            each
            for one, two in both
            for each in differences_of(_known(one), _known(two), reading.same_sentence(one), reading.symmetric)
        )
        rows += disagreement_rows(pair, differences[pair], by_type="type" in options.by)
        labelled = (_layers(annotators, key, set(pair)) for key in sorted(shared) if set(pair) <= shared[key])
        confusion += confusion_rows(pair, (item for each in labelled for item in items_of(each)), differences[pair])
    documents = {key: _layers(annotators, key, names) for key, names in shared.items()}
    return Agreement(
        signature=signature,
        documents=len(shared),
        annotators=names,
        pairwise=(*pairwise, *_means(pairwise)),
        coefficients=tuple(
            row
            for row in coefficient_rows(
                documents, reading.tokens, by_type="type" in options.by, bootstrap=options.bootstrap, seed=options.seed
            )
            if not against or against in (row.pair or ())
        ),
        disagreements=tuple(rows),
        differences=differences,
        left_out=tuple(_left_out(annotators, shared, documents)),
        confusion=tuple(confusion),
        by_type="type" in options.by,
        against=against,
        documents_of=annotators,
    )


def _of_people(document: Document) -> Record:
    """A layer as a record, without what an extractor could not place: that says nothing of how people label."""
    return msgspec.structs.replace(record_of(document), extractor=None)


def _is_wanted(score: Score, options: ScoreOptions) -> bool:
    """Whether F1 is the same from both sides, or somebody asked for the measure all the same."""
    measure = find_measure(score.layer, score.measure)
    return not measure.gold_decides or options.measures is not None or measure.full_name in options.gated


def _shared(annotators: Annotators) -> dict[str, set[str]]:
    """Who labelled each document that at least two labelled."""
    everybody: dict[str, set[str]] = {}
    for name, documents in annotators.items():
        for document in documents:
            everybody.setdefault(document, set()).add(name)
    return {document: names for document, names in sorted(everybody.items()) if len(names) > 1}


def _as_asked(annotators: Annotators, document: str, names: Sequence[str]) -> tuple[Document, Document]:
    """The document of two annotators, incomplete for what either of them is."""
    one, two = (annotators[name][document] for name in names)
    incomplete = tuple(sorted({*one.incomplete_for, *two.incomplete_for}))
    first, second = (msgspec.structs.replace(each, incomplete_for=incomplete) for each in (one, two))
    return first, second


def _known(document: Document) -> Document:
    """The document without what it is incomplete for."""
    types = unlabelled(document.incomplete_for).types
    if not types:
        return document
    from annotator.model.change import apply  # noqa: PLC0415 - only with incomplete documents
    from annotator.model.edits import remove  # noqa: PLC0415 - as above

    gone = [each.id for each in document.annotations() if each.type in types]
    return apply(document, remove(document, gone)) if gone else document


def _layers(annotators: Annotators, document: str, names: set[str]) -> Layers:
    """The document as each annotator labelled it, without what any of them did not declare."""
    incomplete = unlabelled(sorted({part for name in names for part in annotators[name][document].incomplete_for}))
    return {name: resolve(record_of(annotators[name][document]), incomplete) for name in sorted(names)}


def _means(rows: Sequence[PairScore]) -> list[PairScore]:
    """The mean over pairs of every row that all pairs have; counts are summed."""
    pairs = {each.pair for each in rows}
    by_row: dict[Any, list[Score]] = {}
    for each in rows:
        by_row.setdefault((each.score.key, each.score.document), []).append(each.score)
    return [
        PairScore(MEAN, _mean(scores)) for scores in by_row.values() if len(pairs) > 1 and len(scores) == len(pairs)
    ]


def _mean(scores: Sequence[Score]) -> Score:
    def mean(figures: Sequence[float | None]) -> float | None:
        known = [each for each in figures if each is not None]
        return fmean(known) if known else None

    return replace(
        scores[0],
        counts={name: sum(each.counts[name] for each in scores) for name in scores[0].counts},
        precision=mean([each.precision for each in scores]),
        recall=mean([each.recall for each in scores]),
        f1=mean([each.f1 for each in scores]),
        ci=None,
        extra={},
    )


def _left_out(annotators: Annotators, shared: Mapping[str, set[str]], documents: Mapping[str, Layers]) -> list[Notice]:
    notices = []
    for name, documents_of_annotator in sorted(annotators.items()):
        alone = [document for document in documents_of_annotator if document not in shared]
        if alone:
            message = f"{name} alone labelled these documents; nobody to agree with"
            notices.append(Notice("one-annotator", None, len(alone), message))
    for document, names in shared.items():
        parts = {part for name in names for part in annotators[name][document].incomplete_for}
        if parts:
            message = f"not everybody declared {', '.join(sorted(parts)[:5])}{' ...' if len(parts) > 5 else ''}"
            notices.append(Notice("not-declared", document, len(parts), message))
        if count := overlapping_of_one_type(documents[document]):
            message = "mentions that overlap another of their type take no part in unitizing alpha"
            notices.append(Notice("overlap-in-unitizing", document, count, message))
    return notices
