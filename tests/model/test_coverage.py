"""Coverage is declared and withdrawn by edits, and by nothing else; each has its inverse."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.change import apply
from annotator.model.coverage import DECLARE, WITHDRAW, concerns, declare, declare_all, is_done, withdraw
from annotator.model.document import Document
from tests.examples import examples

ENTRIES = ("Attack", "Attack/coref", "Attack/polarity", "PERSON", "PERSON/coref", "PERSON/level", "*/coref", "*/level")


def open_for(*entries: str) -> Document:
    """A document that is incomplete for these."""
    return Document("a", incomplete_for=tuple(sorted(entries)))


def after_declaring(document: Document, *names: str, except_parts: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What is open after these were declared."""
    return apply(document, declare(document, names, except_parts)).incomplete_for


def test_a_type_is_declared_with_its_parts() -> None:
    assert after_declaring(open_for("Attack", "PERSON"), "Attack") == ("PERSON",)
    assert after_declaring(open_for("Attack/polarity", "Attack/coref", "PERSON"), "Attack") == ("PERSON",)


def test_a_part_is_declared_alone_and_a_part_of_every_type_with_each() -> None:
    assert after_declaring(open_for("Attack/coref", "Attack/polarity"), "Attack/polarity") == ("Attack/coref",)
    assert after_declaring(open_for("*/coref", "Attack/coref", "PERSON/level"), "*/coref") == ("PERSON/level",)


def test_a_type_is_declared_but_for_some_of_its_parts() -> None:
    document = open_for("Attack", "PERSON")
    assert after_declaring(document, "Attack", except_parts=("Attack/polarity",)) == ("Attack/polarity", "PERSON")
    assert after_declaring(document, "Attack", except_parts=("PERSON/level", "*/coref")) == ("*/coref", "PERSON")


def test_declaring_a_part_leaves_a_type_open_that_is_open_as_a_whole() -> None:
    assert after_declaring(open_for("Attack"), "Attack/polarity") == ("Attack",)


def test_declaring_what_is_not_open_changes_nothing() -> None:
    document = open_for("PERSON")
    assert declare(document, ["Attack"]).changes == ()
    assert withdraw(document, ["PERSON", "PERSON/level"]).changes == ()


def test_all_is_declared_or_all_that_was_asked_for() -> None:
    document = open_for("Attack", "PERSON/level", "*/coref")
    assert apply(document, declare_all(document)).incomplete_for == ()
    assert apply(document, declare_all(document, ["PERSON"])).incomplete_for == ("Attack",)


def test_a_declaration_is_taken_back() -> None:
    document = open_for()
    edit = withdraw(document, ["Attack", "PERSON/level"])
    assert edit.name == WITHDRAW
    assert apply(document, edit).incomplete_for == ("Attack", "PERSON/level")
    assert apply(open_for("Attack/coref"), withdraw(open_for("Attack/coref"), ["Attack"])).incomplete_for == ("Attack",)


def test_what_concerns_nobody_asked_does_not_count() -> None:
    assert is_done(())
    assert not is_done(("Attack/coref",))
    assert is_done(("Attack/coref",), ["PERSON"])
    assert not is_done(("*/coref",), ["PERSON"])
    assert concerns("Attack", ())


@given(st.sets(st.sampled_from(ENTRIES)), st.sets(st.sampled_from(ENTRIES)))
@examples(100)
def test_each_edit_has_its_inverse_and_declaring_all_of_it_is_done(opened: set[str], names: set[str]) -> None:
    document = open_for(*opened)
    for edit in (declare(document, names), withdraw(document, names), declare_all(document)):
        assert apply(apply(document, edit), edit.inverse()) == document
    declared = declare(document, names)
    assert declared.name == DECLARE
    assert set(apply(document, declared).incomplete_for) <= opened
    opened_again = apply(document, withdraw(document, names))
    assert not any(is_done(opened_again.incomplete_for, [name.partition("/")[0]]) for name in names)
    assert is_done(apply(opened_again, declare(opened_again, {*names, *opened})).incomplete_for)
