"""Plain mode's `done` and `reopen`."""

from __future__ import annotations

import pytest

from annotator.errors import UsageError
from annotator.model.document import new_document
from annotator.schema.coverage import everything
from annotator.suggest.offered.lots import Shares
from annotator.tui.editor.editor import Editor
from annotator.tui.keymap import keymap
from annotator.tui.plain.commands import Speaker
from tests.tui.editor.audited.auditing import at, audited, plants
from tests.tui.in_memory import FULL_SCHEMA, MemorySession, press


def speaker(text: str) -> Speaker:
    document = new_document("article", text, incomplete_for=everything(FULL_SCHEMA))
    return Speaker(Editor(MemorySession(text, FULL_SCHEMA, document), keymap(), len))


def test_a_text_with_nothing_in_it_is_done_with_one_line() -> None:
    plain = speaker("there was rain.\n")
    plain.say()
    assert plain.do("done").lines[0] == "mentions: begun; 1 of 1 sentences read, 0 open"
    assert plain.do("done all").lines == ("done: mentions, values, relations, events",)
    assert plain.work.session.document.incomplete_for == ()
    assert plain.do("done all").lines == ("it was so already",)


def test_parts_and_types_are_declared_by_name_and_opened_again() -> None:
    plain = speaker("Oskell met Ilan Marek. The Selm Brigade left.\n")
    assert plain.do("done all").lines == ("nobody has looked yet; name a part to declare it all the same",)
    plain.do("done mentions Attack")
    assert set(plain.work.session.document.incomplete_for) == set(everything(FULL_SCHEMA)) - {
        "PERSON", "ORG", "GPE", "Attack"
    }  # fmt: skip
    plain.do("reopen GPE")
    assert "GPE" in plain.work.session.document.incomplete_for
    plain.do("undo")
    assert "GPE" not in plain.work.session.document.incomplete_for
    with pytest.raises(UsageError, match="relation is no part and no type; parts are mentions, values, relations"):
        plain.do("done relation")
    with pytest.raises(UsageError, match="reopen PART"):
        plain.do("reopen")


def test_going_on_reads_and_the_last_sentence_too() -> None:
    plain = speaker("Oskell met Ilan Marek. The Selm Brigade left.\n")
    plain.do("n")
    assert "1 of 2 sentences read" in plain.do("done").lines[0]
    plain.do("n")
    assert "2 of 2 sentences read" in plain.do("done").lines[0]


def test_the_plants_of_an_article_that_is_done_are_told_line_by_line() -> None:
    work = audited(Shares(planted=0.2, seed=1))
    first, second, *_ = plants(work)
    press(at(work, first.span), "enter")
    press(at(work, second.span), "-")
    lines = Speaker(work).do("done mentions values relations events").lines
    assert lines[0] == "done: mentions, values, relations, events"
    assert lines[1].startswith("planted wrong suggestions: 1 of ")
    assert f"  {work.text[slice(*first.span)]}  as {first.type}: taken, now lifted: label it right" in lines
    assert f"  {work.text[slice(*second.span)]}  as {second.type}: not taken" in lines
    assert work.state.mode is None
    assert not work.context.exactly(first.spans)
