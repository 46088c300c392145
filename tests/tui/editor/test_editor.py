"""A large layer is indexed while keys are pressed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.editor.index import AnnotationIndex
from tests.strategies import documents
from tests.tui.in_memory import MemorySession, editor, press, select, selected


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


@given(documents(), st.data())
def test_an_index_that_follows_edits_is_one_made_anew(document, data) -> None:  # type: ignore[no-untyped-def]
    from annotator.model.edits import remove

    index = AnnotationIndex(document)
    ids = sorted(each.id for each in document.annotations())
    if ids:
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
