"""Back to where one was before a search, a list, an undo or a jump, and forth."""

from __future__ import annotations

import pytest

from tests.tui.in_memory import editor, press, select, selected

TEXT = "Oskell met Ilan Marek. The Selm Brigade left. Orrin fell.\n"


@pytest.mark.parametrize("keys", [("/", *"Orrin", "enter"), ("f3", *"Orrin", "enter"), ("ctrl+end",), ("ctrl+z",)])
@pytest.mark.parametrize("back", [("ctrl+o",), (",", ",")])
def test_back_and_forth(keys: tuple[str, ...], back: tuple[str, ...]) -> None:
    """No key led back after mending something above."""
    work = editor(TEXT)
    select(work, "Orrin")
    press(work, "g")
    select(work, "Ilan Marek")
    card = work.state.card
    press(work, *keys)
    there = work.state.selection
    assert selected(work) != "Ilan Marek"
    press(work, *back)
    assert selected(work) == "Ilan Marek"
    assert work.state.card == card
    press(work, *back)
    assert work.state.selection == there


def test_a_step_is_no_jump() -> None:
    work = editor(TEXT)
    press(work, "right", "tab", "g", "ctrl+o")
    assert work.state.message == "you have not been anywhere else yet"
