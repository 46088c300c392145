"""The walk along heads of relations: where Tab and hints lead, and what a relation that was made there can be given."""

from __future__ import annotations

from annotator.schema.language import parse_schema
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Choosing, Hinting, Valuing
from tests.tui.in_memory import editor, hint_of, in_mode, press, select, selected

SCHEMA = parse_schema(
    """
name: "posts"
version: "1.0.0"
entity_types: {PERSON: {key: "p"}, GROUP: {key: "g"}, PLACE: {key: "l"}}
value_types: {DATE: {key: "d"}}
relation_types:
  LEADS: {key: "h", domain: ["PERSON"], range: ["GROUP"]}
  LIES_IN: {key: "i", domain: ["GROUP", "PLACE"], range: ["PLACE"], attributes: {near: {kind: "boolean"}}}
""",
    "posts.yaml",
)
TEXT = "Ada leads the Lions near Tessal today. Orrin and Oskell are north of Tessal. It rained.\n"
LABELS = {"Ada": "p", "Lions": "g", "Tessal": "l", "Orrin": "l", "Oskell": "l", "today": "d"}


def labelled() -> Editor:
    work = editor(TEXT, SCHEMA)
    for words, letter in LABELS.items():
        select(work, words)
        press(work, letter, "enter")
    # Where the same words stand again, Enter has taken them too.
    assert len(work.session.document.entities) == len(LABELS) + 1
    select(work, "Ada")
    return work


def walked(work: Editor, key: str = "tab") -> list[str]:
    """The words of the heads that a key leads to, from the one on which the walk is."""
    found = [selected(work)]
    while True:
        press(work, key)
        if work.state.message:
            return found
        found.append(selected(work))


def hinted(work: Editor) -> set[str]:
    return {work.text[slice(*each.span)] for each in in_mode(work, Hinting).targets}


def test_tab_goes_along_all_that_may_be_related_and_back() -> None:
    work = labelled()
    press(work, ">")
    assert walked(work) == ["Ada", "Lions", "Orrin", "Oskell", "Tessal"]
    assert walked(work, "shift+tab") == ["Tessal", "Oskell", "Orrin", "Lions", "Ada"]


def test_a_hint_leads_to_any_other_mention_that_may_be_related() -> None:
    """What stands before the walk, or what it would reach with many Tabs only, is two keys away."""
    work = labelled()
    press(work, ">", "tab", "tab", "space")
    assert hinted(work) == {"Oskell", "Tessal"}
    press(work, hint_of(work, "Oskell"))
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Oskell")
    press(work, "space", "space")
    # A date begins no relation.
    assert hinted(work) == {"Ada", "Lions", "Tessal", "Orrin"}
    press(work, hint_of(work, "Ada"))
    assert selected(work) == "Ada"
    press(work, "space", "backspace")
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Ada")
    press(work, "space", "escape")
    assert (work.state.mode, work.state.relating) == (None, None)


def test_a_head_is_found_by_its_words() -> None:
    work = labelled()
    press(work, ">", "tab", "space", "/", *"orr", "enter")
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Orrin")


def test_a_digit_gives_a_value_to_the_relation_that_was_made_last() -> None:
    """The walk was back at the head: what its relation need not say could not be said without leaving it."""
    work = labelled()
    press(work, ">", "tab", "1")
    assert "none was" in work.state.message
    press(work, "i")
    press(work, hint_of(work, "Tessal"))
    (made,) = work.session.document.relations.values()
    assert made.attributes == {}
    press(work, "1")
    assert in_mode(work, Valuing).part == "near"
    press(work, "y")
    (made,) = work.session.document.relations.values()
    assert made.attributes == {"near": True}
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Lions")
    # It is that relation's still at the next head.
    press(work, "tab", "1", "n")
    (made,) = work.session.document.relations.values()
    assert made.attributes == {"near": False}
