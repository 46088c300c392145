"""Whether people take what they are offered because it is right, or because it is offered.

Three ways, from the surest on: suggestions that were planted wrong; what gold of others says is wrong; and suggestions
that were computed but not shown, against those that were. Each with its interval, and how many more a useful one needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, exp, log, sqrt

from annotator.suggest.worth.offers import Offer, Unaided
from annotator.suggest.worth.share import Share, Z, share_of

TOO_FAST_MS = 400
"""Nobody has read a suggestion that was taken faster than this."""

CLUSTERED = 1.4
"""By how much variances grow since suggestions of one article are alike."""

USEFUL_BLIND = 0.10
"""An interval of the blind share's figure that reaches so far to either side is useful."""


@dataclass(frozen=True, slots=True)
class Row:
    """Of the suggestions of a group that were shown, those taken as they were."""

    group: str
    taken: Share


@dataclass(frozen=True, slots=True)
class Anchored:
    """The share of wrong suggestions that were taken because they were shown, by those that were not.

    `shown` and `unaided` are the shares of suggestions that came to stand in the layer, shown and not shown. `share`
    and its interval are None where either is missing, or where nothing wrong was suggested.
    """

    shown: Share
    unaided: Share
    share: float | None
    low: float | None
    high: float | None
    more_needed: int


@dataclass(frozen=True, slots=True)
class Audit:
    """All figures; `by` are the shares taken, in groups by source, type, confidence and annotator.

    `unknown_unaided` are the sentences without suggestions of which nobody knows what would have been suggested.
    """

    offers: int
    planted: Share
    adjudicated: Share
    anchored: Anchored
    too_fast: Share
    recall_unaided: Share
    unknown_unaided: int
    by: dict[str, tuple[Row, ...]]
    sentence: str


def audited(offers: Sequence[Offer], unaided: Iterable[Unaided] = ()) -> Audit:
    """The figures of what was offered."""
    # What gold has is none, whatever it was meant to be.
    plants = [each for each in offers if each.written.planted and each.is_right is not True]
    shown = [each for each in offers if each.written.shown and not each.written.planted]
    hidden = [each for each in offers if not each.written.shown and not each.written.planted]
    wrong = [each for each in shown if each.is_right is False]
    sentences = list(unaided)
    one_by_one = [each for each in shown if _is_taken(each) and not each.written.batch and each.elapsed_ms is not None]
    planted, adjudicated = _taken(plants), _taken(wrong)
    anchored = _anchored(_taken(shown), _taken(hidden))
    return Audit(
        len(offers),
        planted,
        adjudicated,
        anchored,
        share_of(sum((each.elapsed_ms or 0) < TOO_FAST_MS for each in one_by_one), len(one_by_one)),
        share_of(sum(each.found for each in sentences), sum(each.made for each in sentences)),
        sum(each.unknown for each in sentences),
        {
            "source": _rows(shown, lambda each: each.written.sources),
            "type": _rows(shown, lambda each: (each.written.type,)),
            "confidence": _rows(shown, lambda each: (_confidence(each),)),
            "annotator": _rows(shown, lambda each: (each.who,)),
        },
        _sentence(planted, adjudicated, anchored),
    )


def _is_taken(offer: Offer) -> bool:
    return offer.written.answer == "taken"


def _taken(offers: Sequence[Offer]) -> Share:
    return share_of(sum(map(_is_taken, offers)), len(offers))


def _rows(offers: Sequence[Offer], groups_of: Callable[[Offer], Iterable[str]]) -> tuple[Row, ...]:
    groups: dict[str, list[Offer]] = {}
    for each in offers:
        for group in groups_of(each):
            groups.setdefault(group, []).append(each)
    return tuple(Row(name, _taken(groups[name])) for name in sorted(groups))


def _confidence(offer: Offer) -> str:
    """The tenth that a probability is in."""
    if offer.written.probability is None:
        return "unknown"
    tenth = min(int(offer.written.probability * 10), 9)
    return f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"


def _anchored(shown: Share, hidden: Share) -> Anchored:
    """By how much fewer suggestions were refused where they were shown; interval after Katz et al. (1978)."""
    if not shown.of or not hidden.of:
        return Anchored(shown, hidden, None, None, None, _blind_needed(0.8, 0.1))
    refused, wrong = (each.of - each.count for each in (shown, hidden))
    precision, blind = hidden.count / hidden.of, hidden.of / (shown.of + hidden.of)
    if not wrong:
        return Anchored(shown, hidden, None, None, None, _blind_needed(max(precision - 0.05, 0.5), blind))
    # Half a thing more keeps the logarithm finite where nothing was refused.
    ratio = ((refused or 0.5) / shown.of) / (wrong / hidden.of)
    variance = 1 / (refused or 0.5) - 1 / shown.of + 1 / wrong - 1 / hidden.of
    spread = Z * sqrt(max(variance, 0.0) * CLUSTERED)
    low, high = (1 - exp(log(ratio) + sign * spread) for sign in (1, -1))
    is_useful = high - low <= 2 * USEFUL_BLIND
    more = 0 if is_useful else max(_blind_needed(precision, blind) - shown.of - hidden.of, 1)
    return Anchored(shown, hidden, max(1 - ratio, 0.0), max(low, 0.0), max(min(high, 1.0), 0.0), more)


def _blind_needed(precision: float, blind: float) -> int:
    """Suggestions for a useful interval, at this precision and blind share."""
    precision = min(max(precision, 0.05), 0.95)
    spread = precision * (1 - precision) * (1 / blind + 1 / (1 - blind)) * CLUSTERED
    return ceil(Z * Z * spread / (USEFUL_BLIND * (1 - precision)) ** 2)


def _sentence(planted: Share, adjudicated: Share, anchored: Anchored) -> str:
    """What is known of wrong suggestions, in one plain sentence, by the surest way there is."""
    if planted.of:
        return _told(planted, "planted wrong suggestions were accepted")
    if adjudicated.of:
        return _told(adjudicated, "shown suggestions that gold says are wrong were accepted")
    if anchored.share is not None:
        interval = f"{_percent(anchored.low)} to {_percent(anchored.high)} %"
        return (
            f"about {_percent(anchored.share)} % of wrong suggestions were accepted because they were shown, "
            f"by {anchored.unaided.of} that were not; interval {interval}"
        )
    return "nothing is known about wrong suggestions yet: none was planted, adjudicated or held back"


def _told(share: Share, what: str) -> str:
    return f"{share.count} of {share.of} {what}; interval {_percent(share.low)} to {_percent(share.high)} %"


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0):.0f}"
