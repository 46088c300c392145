"""What is told on the screen: that something is held back, where nothing is suggested, and what was planted."""

from __future__ import annotations

import pytest

from annotator.suggest.offered.lots import Shares
from tests.tui.editor.audited.auditing import at, audited, letter, plants
from tests.tui.in_memory import press
from tests.tui.view.marked import assert_golden, screen


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_an_article_with_unaided_sentences_as_it_opens(width: int, height: int) -> None:
    work = audited(Shares(unaided=0.4, planted=0.1, seed=5))
    assert_golden(f"held-back-{width}x{height}", screen(work, (width, height)))


def test_the_plants_that_are_told_when_it_is_done() -> None:
    work = audited(Shares(planted=0.3, seed=1))
    first, second, third, fourth, *_ = plants(work)
    press(at(work, first.span), "enter")
    press(at(work, second.span), "-")
    press(at(work, third.span), letter(work, next(name for name in ("PERSON", "ORG") if name != third.type)))
    press(at(work, fourth.span), "tab")
    press(work, "_", "m", "v", "r", "e")
    assert_golden("planted-80x24", screen(work, (80, 24)))
