"""Not a mention: the walk never comes back, by place and not by word; the record knows nothing of it."""

from __future__ import annotations

from annotator.model.canonical import record_of, to_bytes
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.keymap import keymap
from tests.tui.in_memory import editor, press, select, selected

TEXT = "Oskell met the militia. Ilan Marek left the militia.\n"


def walked(work: Editor) -> list[str]:
    """The words at which the walk stops, from the start of the article."""
    press(work, "ctrl+home")
    found = [selected(work)]
    for _ in range(10):
        press(work, "tab")
        if "further on" in work.state.message:
            return found
        found.append(f"{work.state.selection[0]} {selected(work)}")
    return found


def test_the_walk_does_not_come_back_to_a_place_put_aside_but_to_the_same_words_elsewhere() -> None:
    work = editor(TEXT)
    select(work, "militia")
    press(work, "-")
    assert selected(work) == "Ilan Marek"
    stops = walked(work)
    assert f"{TEXT.index('militia')} militia" not in stops
    assert f"{TEXT.rindex('militia')} militia" in stops


def test_again_takes_it_back_and_so_does_undo() -> None:
    work = editor(TEXT)
    for back in (("-",), ("ctrl+z",)):
        select(work, "militia")
        press(work, "-")
        select(work, "militia")
        press(work, *back)
        assert f"{TEXT.index('militia')} militia" in walked(work)


def test_no_record_has_it() -> None:
    work = editor(TEXT)
    before = to_bytes(record_of(work.session.document))
    select(work, "militia")
    press(work, "-")
    assert work.session.document.rejected
    assert to_bytes(record_of(work.session.document)) == before


def test_what_is_labelled_is_not_put_aside() -> None:
    work = editor(TEXT)
    select(work, "Oskell")
    press(work, "g")
    select(work, "Oskell")
    press(work, "-")
    assert work.state.message == "Oskell is labelled; take the label away first"
    assert not work.session.document.rejected


def test_a_sentence_is_read_when_the_rest_of_it_was_put_aside() -> None:
    work = editor(TEXT)
    work.see(InView((0, len(TEXT))))
    select(work, "Oskell")
    press(work, "g", "-")
    assert work.sheet().rows[0].read == 1
    assert keymap().key_of("reject") == "-"
