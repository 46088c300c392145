"""Every choice is within reach, however many there are: attribute 13, value 60, relation 30, a target pages away."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.language import parse_schema
from annotator.tui.editor.choose.hints import with_hints
from annotator.tui.editor.choose.slots import slots_of
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.letters import type_letters
from annotator.tui.editor.state import Choosing, Hinting, Picking, Target, Typing, Valuing
from annotator.tui.keymap import HintLetters
from annotator.tui.view.bars import Info
from annotator.tui.view.page import Page, painted
from tests.tui.in_memory import editor, hint_of, in_mode, press, select

COUNTRIES = ", ".join(f'"country {number:02}"' for number in range(60))
ATTRIBUTES = ", ".join(f'attr{number:02}: {{values: ["yes", "no"]}}' for number in range(1, 14))
RELATIONS = "\n".join(f'  rel{number:02}: {{domain: ["PERSON"], range: ["PLACE"]}}' for number in range(1, 31))
LARGE = parse_schema(
    f"""
name: "large"
version: "1.0.0"
entity_types:
  PERSON: {{key: "p"}}
  PLACE: {{key: "l"}}
  DRUG: {{key: "d", attributes: {{{ATTRIBUTES}, country: {{values: [{COUNTRIES}]}}}}}}
relation_types:
{RELATIONS}
""",
    "large.yaml",
)
FAR = "Ada took Brontol.\n\n" + "Nothing of note was said.\n\n" * 300 + "It lay in Selm.\n"


@pytest.fixture
def far() -> Editor:
    """A drug and a person on the first line, a place on the last one, three hundred paragraphs below."""
    work = editor(FAR, LARGE)
    for words, letter in (("Brontol", "d"), ("Selm", "l"), ("Ada", "p")):
        select(work, words)
        press(work, letter)
    select(work, "Ada")
    work.see(InView((0, 200)))
    return work


def test_the_number_shown_beside_an_attribute_is_the_one_that_opens_it(far: Editor) -> None:
    """Attributes 11 to 13 were shown with the digits 1 to 3, which set others; no key reached them."""
    select(far, "Brontol")
    card = far.context.card(far.state.card)
    assert card is not None
    slots = slots_of(LARGE, card)
    for slot in slots[:10]:
        press(far, slot.digit)
        assert in_mode(far, Valuing).part == slot.name
        press(far, "escape")
    assert [slot.digit for slot in slots[:10]] == list("1234567890")
    assert {slot.digit for slot in slots[10:]} == {""}
    rows = painted(Page({}), far, Info("far", LARGE.ref), (120, 35))
    shown = ["".join(text for text, _ in row) for row in rows]
    assert any("  attr11" in row for row in shown)
    assert not any("1 attr11" in row for row in shown)


@pytest.mark.parametrize("keys", [("0", "/", *"attr13", "enter"), ("0", "tab", "tab", "tab")])
def test_the_thirteenth_attribute_is_reached(far: Editor, keys: tuple[str, ...]) -> None:
    """From the eleventh on an attribute could not be set at all."""
    select(far, "Brontol")
    press(far, *keys)
    assert in_mode(far, Valuing).part == "attr13"
    press(far, "y")
    assert far.session.document.entities[far.state.card or ""].attributes["attr13"] == "yes"


def test_a_value_among_sixty_is_typed(far: Editor) -> None:
    """The sixtieth value took sixty presses, forward only."""
    select(far, "Brontol")
    press(far, "'", *"country", "enter")
    in_mode(far, Picking)
    press(far, *"59", "enter")
    assert far.session.document.entities[far.state.card or ""].attributes["country"] == "country 59"


def test_the_thirtieth_relation_type_is_found_by_its_name(far: Editor) -> None:
    """Relation types beyond the letters had no key, and the list of types was refused there."""
    press(far, ">")
    without = [each.name for each in in_mode(far, Choosing).options if not each.key]
    assert len(without) == 4
    press(far, "/", *without[-1], "enter")
    assert in_mode(far, Hinting).part == without[-1]


def test_the_palette_has_relation_types_and_the_slots_of_the_card(far: Editor) -> None:
    """It promised every type and command, and knew neither relation types nor the card's attributes."""
    press(far, "'", *"rel30", "enter")
    assert in_mode(far, Hinting).part == "rel30"
    press(far, "escape")
    select(far, "Brontol")
    press(far, "'", *"attr12", "enter")
    assert in_mode(far, Valuing).part == "attr12"


@pytest.mark.parametrize("keys", [("/", *"selm", "enter"), ("ctrl+end",)])
def test_a_relation_leads_to_what_is_pages_away(far: Editor, keys: tuple[str, ...]) -> None:
    """Nothing could be linked to what was not on the screen, and moving dropped the start."""
    press(far, ">", "r", *keys)
    if isinstance(far.state.mode, Hinting):
        assert far.state.mode.reach.look is not None
        far.see(InView((len(FAR) - 200, len(FAR))))
        press(far, hint_of(far, "Selm"))
    (relation,) = far.session.document.relations.values()
    assert far.session.document.entities[relation.tail].text == "Selm"


@given(st.integers(27, 120))
def test_neighbours_that_need_two_letters_differ_in_the_first(count: int) -> None:
    """All pairs began with one letter, so that on words of one cell the part that showed said nothing."""
    letters = HintLetters()
    targets = with_hints([[Target("", (2 * at, 2 * at + 1)) for at in range(count)]], (0, 1), letters)
    assert len({each.hint for each in targets}) == count
    pairs = [(one.hint, other.hint) for one, other in pairwise(targets) if len(one.hint) == len(other.hint) == 2]
    assert pairs
    assert all(one[0] != other[0] for one, other in pairs)


@given(st.lists(st.text("DrugsClaOn_", min_size=1, max_size=12), min_size=1, max_size=40, unique_by=str.upper))
def test_no_two_types_have_the_same_derived_tag(names: list[str]) -> None:
    """Drug, DrugClass, DrugDose and DrugRoute were all DRU: two types looked the same."""
    types = "\n".join(f"  T{name}: {{}}" for name in names)
    schema = parse_schema(f'name: "t"\nversion: "1.0.0"\nentity_types:\n{types}\n', "t.yaml")
    tags = type_letters(schema).tags
    assert len(tags) == len(names)
    assert len({tag.upper() for tag in tags.values()}) == len(names)


@pytest.mark.parametrize("key", ["п", "Ω", "é", "ß", "あ"])
def test_a_letter_that_is_no_type_is_answered(key: str) -> None:
    """A keyboard with other letters met silence."""
    work = editor()
    press(work, key)
    assert work.state.message == f"{key} is no key here; a to z are types"


def test_letters_reach_every_mode_of_text(far: Editor) -> None:
    """A search in the middle of hints is text to its end, whatever the letters mean elsewhere."""
    press(far, "space", "/", *ascii_lowercase)
    assert in_mode(far, Typing).text == ascii_lowercase
