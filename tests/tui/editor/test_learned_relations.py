"""Learned relations on the screen: in the list of what is proposed, as a sign behind the tag, one key each."""

from __future__ import annotations

from annotator.model.annotation import Relation
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from tests.tui.in_memory import editor, hint_of, in_mode, press, select

TEXT = (
    "Ilan Marek of the Selm Brigade met them.\n\nTova Reyes of the Dawn Column left. "
    "Lena Koll of the Border Corps came.\n"
)


def taught() -> Editor:
    work = editor(TEXT)
    for words, letter in (
        ("Ilan Marek", "p"), ("Selm Brigade", "o"), ("Tova Reyes", "p"), ("Dawn Column", "o"), ("Lena Koll", "p"),
        ("Border Corps", "o"),
    ):  # fmt: skip
        select(work, words)
        press(work, letter, "enter")
    select(work, "Ilan Marek")
    press(work, ">", "l")
    press(work, hint_of(work, "Selm Brigade"), "f")
    return work


def relations(work: Editor) -> list[tuple[str, str, str]]:
    document = work.session.document
    words = {each.id: each.text or "" for each in document.entities.values()}
    return sorted((each.type, words[each.head], words[each.tail]) for each in document.relations.values())


def in_view(work: Editor) -> set[str]:
    work.see(InView((0, len(TEXT)), (0, len(TEXT))))
    return {work.session.document.entities[each].text or "" for each in work.related}


def test_the_next_such_places_are_marked_until_they_are_decided() -> None:
    work = taught()
    assert in_view(work) == {"Tova Reyes", "Lena Koll"}
    select(work, "Tova Reyes")
    press(work, "$")
    (item,) = in_mode(work, Confirming).items
    assert (item.words, item.proposed, item.reason) == (
        "Tova Reyes ▸ Dawn Column",
        "LEADER_OF former",
        "english-news 0.70, related before",
    )
    press(work, "enter")
    assert ("LEADER_OF", "Tova Reyes", "Dawn Column") in relations(work)
    made = max(work.session.document.relations.values(), key=lambda each: int(each.id[1:]))
    assert isinstance(made, Relation)
    assert (made.attributes, made.unconfirmed) == ({"status": "former"}, ())
    assert made.evidence
    press(work, "escape")
    assert in_view(work) == {"Lena Koll"}


def test_minus_refuses_it_at_this_place_and_undo_offers_it_again() -> None:
    work = taught()
    select(work, "Tova Reyes")
    press(work, "$", "-", "a")
    assert in_mode(work, Confirming).items == ()
    assert len(relations(work)) == 1
    press(work, "escape")
    assert in_view(work) == {"Lena Koll"}
    press(work, "ctrl+z")
    assert in_view(work) == {"Tova Reyes", "Lena Koll"}


def test_a_letter_opens_it_as_a_proposal_and_the_list_comes_back_when_it_is_decided() -> None:
    work = taught()
    select(work, "Tova Reyes")
    press(work, "$", "a")
    assert work.state.mode is None
    card = work.context.card(work.state.card)
    assert isinstance(card, Relation)
    assert card.unconfirmed == ("status", "type")
    press(work, "enter")
    in_mode(work, Confirming)
    assert len(relations(work)) == 2


def test_a_relation_taken_back_teaches_nothing() -> None:
    work = taught()
    while work.session.document.relations:
        press(work, "ctrl+z")
    assert in_view(work) == set()


def test_the_list_of_the_article_has_all_of_them() -> None:
    work = taught()
    press(work, "$", "$")
    assert [each.words for each in in_mode(work, Confirming).items] == [
        "Tova Reyes ▸ Dawn Column",
        "Lena Koll ▸ Border Corps",
    ]
    press(work, "enter")
    assert len(relations(work)) == 2
    press(work, "enter")
    assert len(relations(work)) == 3
