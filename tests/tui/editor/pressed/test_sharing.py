"""The pieces of a replay shared out: each done once, with what was known then; what fails costs its point alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from annotator.suggest.learner_process.messages import Figures
from annotator.suggest.worth.simulation import POINTS
from tests.tui.editor.pressed import sharing
from tests.tui.editor.pressed.costs import Costs
from tests.tui.editor.pressed.lot import Lot
from tests.tui.editor.pressed.sharing import Replayed, replay
from tests.tui.editor.pressed.work import SENTENCE, WITHOUT, FiguresOf, Piece


class AtOnce:
    """In the place of processes: everything is done when it is given."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __enter__(self) -> AtOnce:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, do: Callable[..., Any], *given: object) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(do(*given))
        except Exception as error:
            future.set_exception(error)
        return future


def replayed(monkeypatch: pytest.MonkeyPatch, fails: Callable[[FiguresOf | Piece], bool]) -> tuple[Replayed, list[str]]:
    """A replay at all points of which some pieces fail; what was reported."""
    done: list[Piece] = []

    def found(work: FiguresOf | Piece) -> Figures | Costs:
        if fails(work):
            raise AssertionError("no way\nto a filler")
        if isinstance(work, FiguresOf):
            return Figures(sure=(f"T{work.finished}",))
        done.append(work)
        return Costs(Counter(mention=1 + (work.way == SENTENCE)), Counter(mention=1))

    monkeypatch.setattr(sharing, "ProcessPoolExecutor", AtOnce)
    for kind in (FiguresOf, Piece):
        monkeypatch.setattr(kind, "found", found)
    said: list[str] = []
    found_points = replay(Lot(), POINTS, 2, said.append)
    assert len(set(done)) == len(done)
    for each in done:
        assert each.figures == (Figures(sure=(f"T{each.finished}",)) if each.finished >= 3 else None)
    return found_points, said


def test_each_point_has_all_articles_in_each_way(monkeypatch: pytest.MonkeyPatch) -> None:
    found, said = replayed(monkeypatch, lambda _: False)
    assert [each.finished for each in found.points] == list(POINTS)
    for each in found.points:
        assert each.one_at_a_time.count == each.by_sentence.count == each.without.count == Counter(mention=5)
        by_sentence = 10 if each.finished >= 3 else 5
        assert (each.one_at_a_time.keys["mention"], each.by_sentence.keys["mention"]) == (5, by_sentence)
    assert said[-1].startswith("59/59 ")


def test_a_piece_that_fails_is_told_and_its_point_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = replayed(monkeypatch, lambda each: each.finished == 5 and isinstance(each, Piece) and each.number == 1)
    assert [each.finished for each in found.points] == [0, 1, 3, 10, 15]
    assert sorted(found.failed) == [
        f"vail-02 after 5, {way}: AssertionError: no way" for way in ("by sentence", "one at a time")
    ]


def test_without_what_is_known_a_point_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found, said = replayed(monkeypatch, lambda each: isinstance(each, FiguresOf) and each.finished == 10)
    assert [each.finished for each in found.points] == [0, 1, 3, 5, 15]
    assert found.failed == ("what is known of 10 finished articles: AssertionError: no way",)
    assert said[-1].startswith("49/49 ")


def test_without_the_keys_that_no_offer_costs_there_is_no_point(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = replayed(monkeypatch, lambda each: each.finished == WITHOUT)
    assert found.points == ()
    assert len(found.failed) == 5
