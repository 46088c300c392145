"""What is offered as the screen shows it: a relation at its head, everything in the list of `$`."""

from __future__ import annotations

import pytest

from annotator.tui.editor.editor import Editor
from tests.tui.in_memory import FULL_SCHEMA, MemorySession, editor, press, select
from tests.tui.offering import offering, source
from tests.tui.view.marked import assert_golden, screen

TEXT = "Ilan Marek led the Selm Brigade in Tessal. He met the Dawn Column, which attacked Tessal.\n"
MENTIONS = [("Ilan Marek", "PERSON", 0.9), ("Selm Brigade", "ORG", 0.9), ("Tessal", "GPE", 0.9),
            ("Dawn Column", "ORG", 0.7), ("Tessal#2", "GPE", 0.95)]  # fmt: skip
SAID = source(
    TEXT, MENTIONS, sure=("GPE",),
    relations=[("LEADER_OF", "Ilan Marek", "Selm Brigade", 0.82), ("ALLIED_WITH", "Selm Brigade", "Tessal", 0.4)],
    events=[("attacked", "Attack", 0.8, {"Agent": "Dawn Column"})],
)  # fmt: skip
SIZES = [(80, 24), (120, 35)]


def labelled() -> Editor:
    work = offering(Editor(MemorySession(TEXT, FULL_SCHEMA), editor().keys, len), SAID)
    for (words, *_), letter in zip(MENTIONS, "pog", strict=False):
        select(work, words)
        press(work, letter, "enter")
    return work


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_relation_at_its_head(width: int, height: int) -> None:
    work = labelled()
    select(work, "Ilan Marek")
    press(work, ">")
    shown = screen(work, (width, height))
    assert "LEADER_OF" in shown
    assert "Enter takes it" in shown
    assert_golden(f"offered-relation-{width}x{height}", shown)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_all_that_is_offered_in_the_list(width: int, height: int) -> None:
    work = labelled()
    screen(work, (width, height))
    press(work, "$", "$")
    assert_golden(f"offered-list-{width}x{height}", screen(work, (width, height)))


LONG = "cmd:./extractors/gazetteer.py --names ../lists/names-of-the-region.txt --language en"


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(("words", "keys"), [("Tessal", ()), ("Ilan Marek", ("p", "enter", ">")), ("attacked", ("!",))])
def test_a_command_as_a_source_leaves_room_for_what_enter_does(
    words: str, keys: tuple[str, ...], width: int, height: int
) -> None:
    said = [
        source(
            TEXT, MENTIONS, name=name,
            relations=[("LEADER_OF", "Ilan Marek", "Selm Brigade", 0.82)], events=[("attacked", "Attack", 0.8, {})],
        )
        for name in (LONG, "file:../predictions/of-the-patterns.jsonl")
    ]  # fmt: skip
    work = offering(Editor(MemorySession(TEXT, FULL_SCHEMA), editor().keys, len), *said)
    select(work, "Selm Brigade")
    press(work, "o", "enter")
    select(work, words)
    press(work, *keys)
    rows = screen(work, (width, height)).splitlines()
    assert any("cmd" in row and " … " in row for row in rows)
    assert not any(LONG in row for row in rows)
    assert any("takes it" in row for row in rows)
