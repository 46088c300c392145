"""The audit finds how careless somebody is, on simulated annotators whose carelessness is known."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from annotator.suggest.worth.audit import TOO_FAST_MS, audited
from annotator.suggest.worth.offers import Answer, Offer, Unaided, Written

PRECISION = 0.8


def annotator(
    careless: float, seed: int, count: int = 2000, *, blind: float = 0.3, planted: float = 0.05, gold: bool = True
) -> Iterator[Offer]:
    """Somebody who takes a wrong suggestion that is shown with some probability, and sees all else rightly."""
    random = Random(seed)
    for number in range(count):
        is_planted, is_shown = random.random() < planted, True
        is_right = not is_planted and random.random() < PRECISION
        if not is_planted:
            is_shown = random.random() >= blind
        takes = is_right or (is_shown and random.random() < careless)
        answer: Answer = "taken" if takes else "refused"
        written = Written("x@1", "entities", "GPE", answer, ((number, number + 1),), 0.75, is_shown, is_planted)
        yield Offer(written, "mira", f"d{number // 20}", 900, is_right if gold and not is_planted else None)


@pytest.mark.slow
@pytest.mark.parametrize("careless", [0.0, 0.05, 0.3, 0.8])
def test_known_carelessness_lies_in_the_intervals(careless: float) -> None:
    audits = [audited(list(annotator(careless, seed))) for seed in range(20)]
    for figures in ("planted", "adjudicated"):
        shares = [getattr(each, figures) for each in audits]
        assert sum(each.low <= careless <= each.high for each in shares) >= 18, figures
    anchored = [each.anchored for each in audits]
    assert sum((each.low or 0) <= careless <= (each.high or 0) for each in anchored) >= 18
    assert max((each.high or 0) - (each.low or 0) for each in anchored) < 0.5


def test_more_are_needed_where_little_is_known_and_none_where_much_is() -> None:
    few, many = (audited(list(annotator(0.3, 1, count))) for count in (300, 20_000))
    assert few.planted.more_needed > 0
    assert few.anchored.more_needed > 1000
    assert (many.planted.more_needed, many.adjudicated.more_needed, many.anchored.more_needed) == (0, 0, 0)


def test_the_sentence_says_the_surest_thing_that_is_known() -> None:
    def of(**parts: object) -> str:
        return audited(list(annotator(0.3, 4, **parts))).sentence  # type: ignore[arg-type]

    assert "planted wrong suggestions were accepted; interval" in of()
    assert "shown suggestions that gold says are wrong were accepted" in of(planted=0.0)
    assert "of wrong suggestions were accepted because they were shown" in of(planted=0.0, gold=False)
    assert audited([]).sentence.startswith("nothing is known about wrong suggestions yet")
    plants = [
        Offer(Written("x@1", "entities", "GPE", "taken" if number < 5 else "refused", planted=True), "mira", "d")
        for number in range(100)
    ]
    assert audited(plants).sentence == "5 of 100 planted wrong suggestions were accepted; interval 2 to 11 %"


def test_groups_and_speed_are_of_what_was_shown_and_not_planted() -> None:
    def one(answer: Answer, elapsed_ms: int | None, source: str = "a@1", **more: object) -> Offer:
        return Offer(Written(source, "entities", "GPE", answer, **more), "mira", "d", elapsed_ms)  # type: ignore[arg-type]

    audit = audited(
        [
            one("taken", TOO_FAST_MS - 1, probability=0.95),
            one("taken", TOO_FAST_MS, probability=1.0),
            one("taken", 1, batch=True),
            one("taken", None),
            one("refused", 1, source="b@1"),
            one("taken", 1, planted=True),
            one("taken", 1, shown=False),
        ],
        [Unaided(3, 2), Unaided(1, 1, 4)],
    )
    assert (audit.too_fast.count, audit.too_fast.of) == (1, 2)
    assert (audit.recall_unaided.count, audit.recall_unaided.of) == (3, 4)
    assert audit.unknown_unaided == 4
    assert [(each.group, each.taken.count, each.taken.of) for each in audit.by["source"]] == [
        ("a@1", 4, 4),
        ("b@1", 0, 1),
    ]
    assert [(each.group, each.taken.of) for each in audit.by["confidence"]] == [("0.9 to 1.0", 2), ("unknown", 3)]


def test_a_plant_that_gold_has_was_none() -> None:
    plant = Written("x@1", "entities", "GPE", "taken", planted=True)
    audit = audited([Offer(plant, "mira", "d", is_right=is_right) for is_right in (True, False, None)])
    assert audit.planted.of == 2
