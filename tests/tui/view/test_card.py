"""The card says what it is the same thing as, and what is offered says what Enter would make of it."""

from __future__ import annotations

from annotator.tui.editor.offered.mentions import offered_at
from annotator.tui.editor.proposed.mentions import previewed
from annotator.tui.view.card import card_rows, chain_runs
from annotator.tui.view.hues import hues_of
from tests.tui.in_memory import editor, hint_of, press, select, selected
from tests.tui.offering import offering, source

TEXT = "The officials defended their account.\n"


def test_what_is_offered_as_one_with_a_thing_of_one_mention_says_so() -> None:
    """It said that it would be new, and Enter made it one with the mention before."""
    work = offering(editor(TEXT), source(TEXT, [("officials", "PERSON", 0.9), ("their", "PERSON", 0.9)]))
    select(work, "officials")
    press(work, "enter")
    assert selected(work) == "their"
    (offer,) = offered_at(work.context, work.state.spans)
    shown = "".join(words for words, _ in chain_runs(work.context, previewed(work.context, offer)))
    assert shown == "= officials? 1x  "
    press(work, "enter")
    first, second = work.session.document.entities.values()
    assert first.coref == second.coref
    assert "".join(words for words, _ in chain_runs(work.context, first)) == "= officials 2x  "


def test_what_ends_the_card_of_an_event_is_never_cut_where_a_row_is_left() -> None:
    """Where the last role just filled a row, the thing behind it was cut and the row below was empty."""
    work = editor("Oskell attacked Ilan Marek.\n")
    select(work, "Oskell")
    press(work, "g", "enter", "p", "enter")
    select(work, "attacked")
    press(work, "!", "a")
    press(work, *hint_of(work, "Ilan Marek"))
    for width in range(30, 90):
        rows = card_rows(work.context, hues_of(work.session.schema), work.state, width)
        assert any("= new" in "".join(text for text, _ in row) for row in rows), width
