"""An article opens whatever its text is, is indexed while keys are pressed, and is forgotten when it is closed."""

from __future__ import annotations

from gc import collect
from weakref import ref

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.model.document import new_document
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.index import AnnotationIndex
from annotator.tui.keymap import keymap
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, painted
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import documents
from tests.suggest.segment.texts import texts
from tests.tui.in_memory import ARTICLE, FULL_SCHEMA, MemorySession, editor, press, select, selected


def test_an_index_made_in_the_background_knows_the_edits_made_meanwhile() -> None:
    work = editor()
    press(work, "g")
    work._complete = False
    whole = work.whole_index()
    press(work, "o")
    select(work, "Oskell")
    press(work, "backspace")
    work.take_over(whole)
    assert work.complete
    assert sorted(work.index.touching(0, 1000)) == sorted(work.session.document.entities)


@reaching(0.2)
@given(documents(), st.data())
def test_an_index_that_follows_edits_is_one_made_anew(document, data) -> None:  # type: ignore[no-untyped-def]
    from annotator.model.edits import remove

    index = AnnotationIndex(document)
    ids = sorted(each.id for each in document.annotations())
    if ids:
        reached()
        edit = remove(document, [data.draw(st.sampled_from(ids))])
        session = MemorySession("", document=document)
        session.apply(edit)
        index.update(edit)
        anew = AnnotationIndex(session.document)
        length = len(document.text or "") + 1
        assert sorted(index.touching(0, length)) == sorted(anew.touching(0, length))
        for each in session.document.annotations():
            assert index.naming(each.id) == anew.naming(each.id)
        index.update(edit.inverse())
        assert sorted(index.touching(0, length)) == sorted(AnnotationIndex(document).touching(0, length))


def test_the_first_candidate_is_selected_when_an_article_is_opened() -> None:
    assert selected(editor("We slept in Selm, late")) in ("We", "Selm")
    assert selected(editor("")) == ""


class Text(str):
    """A text that can be seen to be gone."""

    __slots__ = ("__weakref__",)


def test_an_article_that_was_closed_is_kept_by_nothing() -> None:
    text = Text(ARTICLE * 3)
    gone = ref(text)
    work = editor(text, FULL_SCHEMA)
    assert work.text is text
    press(work, "p", "tab", "G", "enter", "!", "a", "escape", ")", "right", "down", "g", "=", "escape", ">", "escape")
    del work, text
    collect()
    assert gone() is None


@examples(60)
@given(st.sampled_from(["en", "de", "ja"]), texts)
def test_an_article_opens_whatever_its_text_is(language: str, text: str) -> None:
    document = new_document("article", text.replace("\ud800", ""), meta={"language": language})
    work = Editor(MemorySession("", FULL_SCHEMA, document), keymap({}), cell_len)
    press(work, "tab", "p", "right", ")", "down", "G", "enter", "!", "a", "escape", "end", "left", "(")
    work.see(InView((0, len(text))))
    painted(Page(hues_of(FULL_SCHEMA)), work, Info("title", "schema"), (80, 24))
