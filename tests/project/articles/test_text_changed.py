"""Changed articles: noticed, and every span followed to where it went, with a confidence that means something."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model import edits
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.canonical import record_of
from annotator.model.change import apply
from annotator.model.document import Document, by_id, new_document
from annotator.model.faults import errors
from annotator.project.articles.add import add_files
from annotator.project.articles.text_changed import (
    SURE,
    Anchor,
    changed_sources,
    changed_text,
    reanchor,
    reanchoring,
    spans_of,
)
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from tests.examples import examples
from tests.project.projects import make_project
from tests.strategies import documents, texts

OLD = "The envoy of Varania left. Oskell kept silent.\nOn Monday Oskell spoke: the envoy of Tessal lied.\n"


def place(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Where words stand for the nth time."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


@given(texts())
@examples(40)
def test_an_unchanged_text_moves_nothing_and_is_sure(text: str) -> None:
    spans = [(start, min(start + 3, len(text))) for start in range(len(text))]
    assert reanchor(text, text, spans) == [Anchor(span, span, 1.0) for span in spans]


@given(st.text("ab \n", max_size=20), st.text("ab \n", max_size=20))
@examples(40)
def test_what_is_put_before_or_behind_moves_every_span_with_it(before: str, behind: str) -> None:
    for words in ("Varania", "silent", "Tessal"):
        span = place(OLD, words)
        new = f"{before}\n{OLD}{behind}"
        ((_, moved, confidence),) = reanchor(OLD, new, [span])
        assert moved == (span[0] + len(before) + 1, span[1] + len(before) + 1)
        assert confidence > 0.7


@pytest.mark.parametrize(
    ("new", "words", "nth", "expected_nth", "sure"),
    [
        (OLD.replace("left", "has left"), "Varania", 0, 0, False),
        (OLD.replace("left", "has left"), "Tessal", 0, 0, True),
        (OLD.replace("The envoy", "An old envoy"), "Varania", 0, 0, False),
        (OLD.replace("Monday", "Tuesday"), "Oskell", 1, 1, False),
        (OLD.replace("Oskell kept silent.", ""), "Oskell", 1, 0, False),
    ],
)
def test_a_span_is_found_again(new: str, words: str, nth: int, expected_nth: int, sure: bool) -> None:
    ((_, moved, confidence),) = reanchor(OLD, new, [place(OLD, words, nth)])
    assert moved == place(new, words, expected_nth)
    assert (confidence >= SURE) == sure


def test_words_that_are_gone_went_nowhere() -> None:
    ((_, moved, confidence),) = reanchor(OLD, OLD.replace("Varania", "Lorn"), [place(OLD, "Varania")])
    assert moved is None
    assert confidence == 0.0


def test_the_same_words_twice_make_it_less_sure() -> None:
    text = "The dog.\n" * 3
    one = reanchor(text, text.replace("The dog.\n", "The dog!\n"), [(4, 7)])[0]
    assert one.confidence < SURE


@given(
    documents(text=st.just(OLD), max_each=3), st.integers(0, len(OLD)), st.integers(0, 12), st.text("xy \n", max_size=5)
)
@examples(60)
def test_a_moved_document_is_sound_and_the_move_can_be_undone(document: Document, at: int, cut: int, put: str) -> None:
    new = OLD[:at] + put + OLD[at + cut :]
    edit = reanchoring(document, new, reanchor(OLD, new, spans_of(document)))
    moved = apply(document, edit)
    assert moved.text == new
    assert not list(errors(record_of(moved), loose=True))
    assert apply(moved, edit.inverse()) == document


def test_what_goes_takes_along_what_hangs_on_it() -> None:
    document = new_document("a", OLD)
    varania = mention("T1", "GPE", OLD, (place(OLD, "Varania"),))
    oskell = mention("T2", "GPE", OLD, (place(OLD, "Oskell"),))
    spoke = Event("E1", "Say", Trigger((place(OLD, "spoke"),), "spoke"), (Argument("By", "T1"), Argument("On", "T2")))
    tie = Relation("R1", "Near", "T1", "T2")
    document = replace(document, entities=by_id([varania, oskell]), relations=by_id([tie]), events=by_id([spoke]))
    new = OLD.replace("Varania", "Lorn")
    moved = apply(document, reanchoring(document, new, reanchor(OLD, new, spans_of(document))))
    assert set(moved.entities) == {"T2"}
    assert not moved.relations
    assert moved.events["E1"].arguments == (Argument("On", "T2"),)
    assert moved.events["E1"].trigger == Trigger((place(new, "spoke"),), "spoke")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one labelled article."""
    made = make_project(tmp_path / "p")
    (made.folder / "a.txt").write_text(OLD)
    add_files(made, [made.folder / "a.txt"])
    opened = made.open_session("a")
    opened.apply(edits.add(opened.document, mention(opened.fresh_id("T"), "GPE", OLD, (place(OLD, "Tessal"),))))
    opened.close()
    return made


def test_a_changed_file_is_noticed(project: Project) -> None:
    assert list(changed_sources(project)) == []
    opened = project.open_session("a")
    assert changed_text(project, opened.document) is None
    (project.folder / "a.txt").write_text("More. " + OLD)
    assert changed_text(project, opened.document) == next(changed_sources(project))
    opened.close()
    (change,) = changed_sources(project)
    assert (change.document_id, change.path, change.new_text) == ("a", project.folder / "a.txt", "More. " + OLD)
    (project.folder / "a.txt").unlink()
    (change,) = changed_sources(project)
    assert change.new_text is None


def test_moving_is_one_step_that_survives_and_can_be_undone(project: Project) -> None:
    new = "More. " + OLD
    (project.folder / "a.txt").write_text(new)
    opened = project.open_session("a")
    before = opened.document
    opened.apply(reanchoring(before, new, reanchor(OLD, new, spans_of(before))))
    opened.close()
    opened = project.open_session("a")
    (entity,) = opened.document.entities.values()
    assert isinstance(entity, Entity)
    assert (entity.spans, entity.text, opened.document.text) == ((place(new, "Tessal"),), "Tessal", new)
    assert changed_text(project, opened.document) is None
    assert list(changed_sources(project)) == []
    other = project.open_session("a", "jon")
    assert other.document.text == new
    other.close()
    opened.undo()
    assert opened.document == before
    opened.close()
    (document,) = exported(project)
    assert document == before
