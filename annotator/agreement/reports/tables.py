"""The tables of agreement, the same cells in every form: figures by pair, coefficients, what people disagree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from annotator.agreement.agree import Agreement
from annotator.agreement.confusion import matrices
from annotator.agreement.disagreements import REPEATED, Difference


class AgreementTable(NamedTuple):
    """A table: its header, its rows, and the columns that end flush."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int]


def pairwise_table(agreement: Agreement, *, by_pair: bool) -> AgreementTable:
    """The mean over pairs and the lowest pair, or every pair."""
    pairs = {each.pair for each in agreement.pairwise if each.pair}
    shown = [each for each in agreement.pairwise if by_pair or len(pairs) == 1 or each.pair is None]
    lines = []
    for each in shown:
        row = each.score
        of_row = [
            other
            for other in agreement.pairwise
            if other.pair
            and (other.score.key, other.score.document, other.month) == (row.key, row.document, each.month)
        ]
        known = [other for other in of_row if other.score.f1 is not None]
        lowest = min(known, key=lambda other: other.score.f1 or 0.0, default=None)
        whose = " ".join(each.pair) if each.pair else "mean"
        least = f"{lowest.score.f1:.4f} {' '.join(lowest.pair or ())}" if lowest and each.pair is None else ""
        lines.append(
            [
                row.layer,
                row.measure,
                row.type or "",
                row.document or "",
                each.month or "",
                whose,
                _figure(row.f1),
                least,
            ]
        )
    keep = [column for column in range(8) if column in (0, 1, 5, 6) or any(line[column] for line in lines)]
    header = ["layer", "measure", "type", "document", "month", "pair", "f1", "lowest"]
    rows = [[line[column] for column in keep] for line in lines]
    return AgreementTable([header[column] for column in keep], rows, (keep.index(6),))


def coefficient_table(agreement: Agreement, *, by_pair: bool) -> AgreementTable:
    """Agreement beyond chance."""
    rows = [
        [
            each.layer, each.of, each.type or "", each.measure, " ".join(each.pair) if each.pair else "all",
            _figure(each.value), str(each.items), _figure(each.prevalence), each.reason,
        ]
        for each in agreement.coefficients
        if by_pair or each.pair is None or len(agreement.annotators) == 2
    ]  # fmt: skip
    header = ["layer", "of", "type", "measure", "pair", "value", "items", "commonest", "why none"]
    if not any(row[-1] for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    return AgreementTable(header, rows, (5, 6, 7))


def disagreement_table(agreement: Agreement) -> AgreementTable:
    """How often each pair disagrees in each way."""
    header = ["layer", "kind", "type", "pair", "count", "decisions", "questions"]
    rows = [
        [
            each.layer,
            each.kind + {True: ", same thing", False: ", other thing", None: ""}[each.same_thing],
            each.type or "",
            " ".join(each.pair),
            *map(str, (each.differences, each.decisions, each.questions)),
        ]
        for each in agreement.disagreements
    ]
    return AgreementTable(header, rows, (4, 5, 6))


def confusion_tables(agreement: Agreement) -> list[tuple[str, AgreementTable]]:
    """Which types are taken for which, a matrix a layer, with its title."""
    whose = " and ".join(agreement.annotators) if len(agreement.annotators) == 2 else "the first and second by name"
    return [
        (
            f"{layer} taken for one another (rows and columns: {whose})",
            AgreementTable(
                ["", *names],
                [[name, *map(str, cells)] for name, cells in zip(names, counts, strict=True)],
                tuple(range(1, len(names) + 1)),
            ),
        )
        for layer, names, counts in matrices(agreement.confusion)
    ]


def reliability_table(agreement: Agreement) -> AgreementTable:
    """What each annotator has right, misses and adds beside the one that all are compared with."""
    header = ["who", "layer", "measure", "type", "month", "right", "misses", "adds", "recall", "precision"]
    rows = [
        [
            each.annotator, each.layer, each.measure, each.type or "", each.month or "", str(each.right),
            str(each.missed), str(each.added), _figure(each.recall), _figure(each.precision),
        ]
        for each in sorted(agreement.reliability, key=lambda row: (row.annotator, row.month or ""))
    ]  # fmt: skip
    keep = [column for column in range(len(header)) if column not in (3, 4) or any(row[column] for row in rows)]
    first = keep.index(5)
    shown = [[row[column] for column in keep] for row in rows]
    return AgreementTable([header[column] for column in keep], shown, tuple(range(first, first + 5)))


def question_table(agreement: Agreement) -> AgreementTable:
    """What comes back in three places or more: a rule that the guidelines lack, with the documents where it does."""
    places: dict[tuple[tuple[str, str], Hashable], list[Difference]] = defaultdict(list)
    for pair, differences in agreement.differences.items():
        for each in differences:
            if each.is_decision:
                places[pair, each.question].append(each)
    repeated = sorted(
        ((pair, each) for (pair, _), each in places.items() if len(each) >= REPEATED),
        key=lambda item: (-len(item[1]), item[0], item[1][0].words),
    )
    rows = [
        [
            f"{each[0].layer} {each[0].kind}",
            each[0].type,
            each[0].words,
            f"{each[0].first} | {each[0].second}",
            " ".join(pair),
            str(len(each)),
            ", ".join(dict.fromkeys(one.document for one in each)),
        ]
        for pair, each in repeated
    ]
    return AgreementTable(["kind", "type", "words", "readings", "pair", "places", "documents"], rows, (5,))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
