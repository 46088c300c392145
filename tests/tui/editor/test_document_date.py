"""The day the article is of: asked once, when a value hangs on it; dates labelled before get their values."""

from __future__ import annotations

import pytest

from annotator.model.document import new_document
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.state import Typing
from annotator.tui.keymap import keymap
from tests.tui.in_memory import FULL_SCHEMA, MemorySession, in_mode, press, select

TEXT = "Tessal, 14 September 2031\n\nThe raid of 3 May ended yesterday. A raid of 3 May is said to have begun.\n"


def dated(meta: dict[str, object] | None = None) -> Editor:
    document = new_document("article", TEXT, schema_ref=FULL_SCHEMA.ref, meta=meta or {})
    work = Editor(MemorySession(TEXT, FULL_SCHEMA, document), keymap(), len, 80)
    work.see(InView((0, len(TEXT))))
    return work


def label(work: Editor, words: str, occurrence: int = 0) -> None:
    select(work, words, occurrence)
    press(work, "d")


def values(work: Editor) -> dict[str, object]:
    return {each.text or "": each.attributes.get("value") for each in work.session.document.entities.values()}


def test_a_full_date_asks_for_nothing_and_the_first_one_without_a_year_does() -> None:
    work = dated()
    label(work, "14 September 2031")
    assert work.state.mode is None
    label(work, "3 May")
    typing = in_mode(work, Typing)
    assert (typing.verb, typing.text, typing.selected) == ("date", "2031-09-14", True)
    press(work, "enter")
    assert work.state.message == "the article is of 2031-09-14: 1 value proposed"
    assert values(work)["3 May"] == "2031-05-03"
    assert work.session.document.meta["published"] == "2031-09-14"
    # Once: the next one has its value at once.
    label(work, "yesterday")
    assert work.state.mode is None
    assert values(work)["yesterday"] == "2031-09-13"
    assert "value" in next(each for each in work.session.document.entities.values() if each.text == "3 May").unconfirmed


def test_an_unknown_day_is_not_asked_for_again_and_can_be_given_later() -> None:
    work = dated()
    label(work, "3 May")
    press(work, "ctrl+u", "enter")
    assert work.session.document.meta["published"] is None
    label(work, "yesterday")
    assert work.state.mode is None
    assert values(work) == {"3 May": None, "yesterday": None}
    press(work, ",", "D", *"2031-09-14", "enter")
    assert values(work) == {"3 May": "2031-05-03", "yesterday": "2031-09-13"}
    press(work, "ctrl+z")
    assert values(work) == {"3 May": None, "yesterday": None}
    assert work.session.document.meta["published"] is None


def test_leaving_it_open_changes_nothing_and_it_is_asked_again() -> None:
    work = dated()
    label(work, "3 May")
    press(work, "escape")
    assert "published" not in work.session.document.meta
    label(work, "yesterday")
    in_mode(work, Typing)


def test_a_hand_that_runs_ahead_loses_no_key() -> None:
    work = dated()
    label(work, "3 May")
    select(work, "Tessal")
    label(work, "yesterday")
    in_mode(work, Typing)
    press(work, "tab", "shift+tab")
    assert work.state.mode is None
    label(work, "14 September 2031")
    label(work, "3 May", occurrence=1)
    press(work, "g")
    assert work.state.mode is None
    assert "GPE" in {each.type for each in work.session.document.entities.values()}
    assert "published" not in work.session.document.meta


@pytest.mark.parametrize("typed", ["2031-9-14", "2031", "20310914"])
def test_what_is_no_day_is_refused_and_the_text_stays(typed: str) -> None:
    work = dated()
    label(work, "3 May")
    press(work, *typed, "enter")
    assert in_mode(work, Typing).text == typed
    assert "YYYY-MM-DD" in work.state.message


def test_an_article_with_a_day_is_not_asked() -> None:
    work = dated({"published": "2031-09-14"})
    label(work, "3 May")
    assert work.state.mode is None
    assert values(work) == {"3 May": "2031-05-03"}


def test_the_same_words_mean_the_same_where_they_have_no_regular_form() -> None:
    work = dated({"published": None})
    label(work, "3 May")
    press(work, "1", *"2031-05-03", "enter")
    label(work, "3 May", occurrence=1)
    second = max(work.session.document.entities.values(), key=lambda each: each.spans)
    assert second.attributes.get("value") == "2031-05-03"
    assert "value" in second.unconfirmed
