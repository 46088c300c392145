"""What is offered as the screen shows it: in the text, on the card, in the walks, and without colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.change import apply
from annotator.model.edits import set_field
from annotator.schema.coverage import everything
from annotator.suggest.offered.source import Source
from annotator.tui.editor.editor import Editor
from annotator.tui.keymap import keymap
from tests.tui.in_memory import FULL_SCHEMA, MemorySession, press, select
from tests.tui.offering import offering, source
from tests.tui.view.marked import assert_golden, screen, screen_rows, without_colours

TEXT = (
    "Ilan Marek led the Selm Brigade in Tessal. He met the Dawn Column, which attacked Mira Tolan on Monday.\n\n"
    "Oskell warned Tessal.\n"
)
MENTIONS = [
    ("Ilan Marek", "PERSON", 0.9), ("Selm Brigade", "ORG", 0.9), ("Tessal", "GPE", 0.97), ("Dawn Column", "ORG", 0.7),
    ("Mira Tolan", "PERSON", 0.55), ("Monday", "DATE", 0.9), ("Oskell", "GPE", 0.62), ("Tessal#2", "GPE", 0.98),
]  # fmt: skip
SIZES = [(80, 24), (120, 35)]


def first_source() -> Source:
    """A model that is sure of places, and says an event with its fillers."""
    return source(
        TEXT, MENTIONS, sure=("GPE",), things=[("Tessal", "Tessal#2")],
        events=[("attacked", "Attack", 0.8, {"Agent": "Dawn Column", "Target": "Mira Tolan"})],
    )  # fmt: skip


def offered(*sources: Source, profile: str = "default") -> Editor:
    """The article with what these sources offer, or the model alone; nothing is labelled."""
    session = MemorySession(TEXT, FULL_SCHEMA)
    session.document = apply(
        session.document, set_field(session.document, "incomplete_for", everything(session.schema))
    )
    return offering(Editor(session, keymap({"profile": profile}), len), *(sources or (first_source(),)))


def unsure() -> Editor:
    work = offered()
    select(work, "Ilan Marek")
    return work


def sure_beside_a_card() -> Editor:
    work = offered()
    select(work, "Selm Brigade")
    press(work, "enter")
    return work


def several_sources() -> Editor:
    """One says the same and one another type, while the card has something open."""
    work = offered(
        first_source(),
        source(TEXT, [("Tessal", "GPE", 0.8)], name="learner"),
        source(TEXT, [("Tessal", "ORG", 0.4)], name="spacy:en"),
    )
    select(work, "Selm Brigade")
    press(work, "o")
    return work


def a_trigger() -> Editor:
    work = offered()
    select(work, "Ilan Marek")
    press(work, "!", "tab")
    return work


def preselected_fillers() -> Editor:
    """The event is taken with one of its fillers labelled; a hand has still to say the other."""
    work = offered()
    for words in ("Dawn Column", "Ilan Marek"):
        select(work, words)
        press(work, "enter")
    select(work, "attacked")
    press(work, "!", "enter")
    return work


def moving_in_vim() -> Editor:
    """Letters move, and Enter takes all the same."""
    work = offered(profile="vim")
    press(work, "escape", "n")
    return work


def no_more_of_the_learner() -> Editor:
    work = unsure()
    message = "the learner has stopped, so it suggests nothing more; all labels are safe (it ended with 1)"
    work.state = work.state.say(message)
    return work


SCREENS: dict[str, Callable[[], Editor]] = {
    "unsure": unsure,
    "sure": sure_beside_a_card,
    "sources": several_sources,
    "trigger": a_trigger,
    "fillers": preselected_fillers,
    "vim": moving_in_vim,
    "stopped": no_more_of_the_learner,
}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen(name: str, width: int, height: int) -> None:
    assert_golden(f"offered-{name}-{width}x{height}", screen(SCREENS[name](), (width, height)))


@pytest.mark.parametrize("name", ["sure", "fillers"])
def test_without_colours_what_is_labelled_is_plain_and_what_is_offered_dim(name: str) -> None:
    work = SCREENS[name]()
    shown = without_colours(screen_rows(work, (80, 24)))
    assert_golden(f"offered-{name}-80x24-no-color", shown)


@pytest.mark.parametrize("name", ["unsure", "sure", "sources", "trigger", "vim"])
def test_what_enter_does_is_never_cut(name: str) -> None:
    """Beside long names of sources the end of the row was cut."""
    for width in (60, 80, 99, 100, 120):
        assert "takes it" in screen(SCREENS[name](), (width, 30)), width
