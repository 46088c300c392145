"""The relations that sources offer: between what is labelled where they say their ends are, and legal there."""

from __future__ import annotations

from annotator.suggest.offered.source import LEARNER
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.offered.relations import offered_from, offered_relations
from tests.tui.in_memory import editor, hint_of, press, select
from tests.tui.offering import offering, source

TEXT = "Ilan Marek led the Selm Brigade in Tessal. He met the Dawn Column.\n"
MENTIONS = [("Ilan Marek", "PERSON", 0.9), ("Selm Brigade", "ORG", 0.9), ("Tessal", "GPE", 0.9),
            ("Dawn Column", "ORG", 0.9)]  # fmt: skip
RELATIONS = [("LEADER_OF", "Ilan Marek", "Selm Brigade", 0.8), ("ALLIED_WITH", "Dawn Column", "Selm Brigade", 0.6),
             ("MEMBER_OF", "Selm Brigade", "Ilan Marek", 0.9), ("OWNS", "Ilan Marek", "Selm Brigade", 0.9)]  # fmt: skip
FIRST = source(TEXT, MENTIONS, relations=RELATIONS)
SECOND = source(TEXT, MENTIONS, name="second", relations=RELATIONS[:1])


def labelled(*sources: object, words: str = "pogo") -> Editor:
    """The mentions labelled, as many as there are letters."""
    work = offering(editor(TEXT), *sources or (FIRST, SECOND))  # type: ignore[arg-type]
    for letter, (each, *_) in zip(words, MENTIONS, strict=False):
        select(work, each)
        press(work, letter, "enter")
    return work


def offered(work: Editor) -> list[tuple[str, str, str, tuple[str, ...]]]:
    words = {each.id: each.text or "" for each in work.session.document.entities.values()}
    found = offered_relations(work.context, (0, len(work.text)))
    return [(each.relation.type, words[each.relation.head], words[each.relation.tail], each.offer.sources)
            for each in found]  # fmt: skip


def test_only_what_is_legal_between_labelled_ends_once_with_the_names_of_all_who_say_so() -> None:
    assert offered(labelled(words="")) == []
    assert offered(labelled(words="p")) == []
    assert offered(labelled(words="pogo")) == [
        ("LEADER_OF", "Ilan Marek", "Selm Brigade", ("model:first", "second")),
        ("ALLIED_WITH", "Selm Brigade", "Dawn Column", ("model:first",)),
    ]
    assert offered(labelled(words="pp")) == []


def test_a_symmetric_one_is_offered_from_both_ends_the_others_from_their_head() -> None:
    work = labelled()
    by_words = {each.text: each for each in work.session.document.entities.values()}
    found = {
        words: [(each.relation.type) for each in offered_from(work.context, annotation)]
        for words, annotation in by_words.items()
    }
    assert found == {
        "Ilan Marek": ["LEADER_OF"],
        "Selm Brigade": ["ALLIED_WITH"],
        "Tessal": [],
        "Dawn Column": ["ALLIED_WITH"],
    }
    brigade = by_words["Selm Brigade"]
    assert {each.relation.type for each in offered_from(work.context, brigade, back=True)} == {
        "LEADER_OF",
        "ALLIED_WITH",
    }


def test_what_is_related_by_hand_is_offered_no_more_and_undo_offers_it_again() -> None:
    work = labelled()
    select(work, "Ilan Marek")
    press(work, ">", next(key for key, name in work.letters.relations.items() if name == "MEMBER_OF"))
    press(work, hint_of(work, "Selm Brigade"))
    assert [each[0] for each in offered(work)] == ["ALLIED_WITH"]
    press(work, "ctrl+z")
    assert [each[0] for each in offered(work)] == ["LEADER_OF", "ALLIED_WITH"]


def test_heads_in_view_are_marked() -> None:
    work = labelled()
    work.see(InView((0, len(TEXT)), (0, len(TEXT))))
    marked = {work.session.document.entities[each].text for each in work.related}
    assert marked == {"Ilan Marek", "Selm Brigade"}


def test_a_source_that_comes_later_is_asked_at_once() -> None:
    work = offering(labelled(source(TEXT)), FIRST)
    assert len(offered(work)) == 2


def test_what_the_rules_learned_in_the_article_and_the_learner_says_too_is_offered_once() -> None:
    text = "Ilan Marek led the Selm Brigade. Omar Thorne led the Dawn Column.\n"
    mentions = [("Ilan Marek", "PERSON", 0.9), ("Selm Brigade", "ORG", 0.9), ("Omar Thorne", "PERSON", 0.9),
                ("Dawn Column", "ORG", 0.9)]  # fmt: skip
    learner = source(text, mentions, name=LEARNER, relations=[("LEADER_OF", "Omar Thorne", "Dawn Column", 0.5)])
    work = offering(editor(text), learner)
    for letter, (words, *_) in zip("popo", mentions, strict=True):
        select(work, words)
        press(work, letter, "enter")
    assert [each[-1] for each in offered(work)] == [(LEARNER,)]
    select(work, "Ilan Marek")
    press(work, ">", next(key for key, name in work.letters.relations.items() if name == "LEADER_OF"))
    press(work, hint_of(work, "Selm Brigade"), "enter")
    (again,) = offered(work)
    assert again[:3] == ("LEADER_OF", "Omar Thorne", "Dawn Column")
    assert again[3][0] == LEARNER
    assert len(again[3]) == 2
