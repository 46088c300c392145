"""Random keys at five sizes of the screen, painted after every key as the program does it.

No key fails, every row is as wide as the screen, hints do not cover each other, Esc ends everything, one Enter ends
every walk, a key that is in no table does nothing, undoing all gives back the start.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.modes import hinting
from annotator.tui.editor.modes.tables import table_of
from annotator.tui.editor.press import ANYWHERE
from annotator.tui.editor.state import Choosing, Filling, Hinting, Picking, Reading, State, Valuing
from annotator.tui.keymap import PREFIX, keymap
from annotator.tui.view.bars import Info
from annotator.tui.view.lanes import HINT_STYLES
from annotator.tui.view.page import Page, painted
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.tui.editor.test_random_keys import DENSE, KEYS, REAL, TEXT, keys_for
from tests.tui.in_memory import MemorySession

SIZES = ((80, 24), (120, 35), (40, 10), (20, 5), (200, 50))
ESCAPES = 8
"""More than modes can lie over each other."""
PARAGRAPHS = 7
LEAST_ROWS = 10
"""From which height on the article is drawn beside what is asked for."""

ARTICLE = "\n".join(TEXT for _ in range(PARAGRAPHS))
KINDS = (("Oskell", "PLACE"), ("Varania", "PLACE"), ("Ada", "PERSON"), ("Column", "ARMY"), ("Selm", "PLACE"))


def begun() -> Document:
    """An article of several screens with the same five mentions in each paragraph, two relations and an event."""
    entities: list[Entity] = []
    for number in range(PARAGRAPHS):
        start = number * (len(TEXT) + 1)
        for words, kind in KINDS:
            at = ARTICLE.index(words, start)
            entities.append(mention(f"T{len(entities) + 1}", kind, ARTICLE, ((at, at + len(words)),)))
    hit = ARTICLE.index("hit")
    return new_document(
        "begun",
        ARTICLE,
        schema_ref=DENSE.ref,
        entities=by_id(entities),
        relations=by_id([Relation("R1", "FROM", "T3", "T5"), Relation("R2", "NEAR", "T1", "T2", {"far": "y"})]),
        events=by_id([Event("E1", "Attack", Trigger(((hit, hit + 3),), "hit"), (Argument("Who", "T4"),), REAL)]),
    )


class Screen:
    """An editor that is painted after every key."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.start = begun()
        self.session = MemorySession(ARTICLE, DENSE, self.start)
        self.work = Editor(self.session, keymap(), cell_len)
        self.page = Page({})
        self.rows = painted(self.page, self.work, Info("begun", DENSE.ref), size)

    @property
    def state(self) -> State:
        return self.work.state

    def press(self, key: str) -> None:
        self.work.press(key)
        self.rows = painted(self.page, self.work, Info("begun", DENSE.ref), self.size)

    def check_frame(self) -> None:
        """Every row is there and as wide as the screen."""
        width, height = self.size
        assert len(self.rows) == height
        assert {sum(cell_len(text) for text, _ in row) for row in self.rows} == {width}

    def check_hints(self) -> None:
        """No hint begins another, and each that has room is drawn."""
        targets = getattr(self.state.mode, "targets", ())
        hints = [each.hint for each in targets]
        assert not any(one != other and one.startswith(other) for one in hints for other in hints)
        assert max(Counter(hints).values(), default=1) == 1
        typed = getattr(self.state.mode, "typed", "")
        start, end = self.work.in_view.in_full
        here = [each for each in targets if start <= each.span[0] < end and each.hint.startswith(typed)]
        has_room = self.size[1] >= LEAST_ROWS and not isinstance(self.state.mode, Picking)
        if has_room and targets and self.state.view == "lanes" and all(len(each.hint) == 1 for each in targets):
            drawn = sum(len(text) for row in self.rows[1:-2] for text, style in row if style in HINT_STYLES)
            assert drawn >= len(here)

    def check_letters(self) -> None:
        """A type has one letter wherever it is shown."""
        mode = self.state.mode
        if isinstance(mode, Choosing):
            letters = self.work.letters
            owners = letters.relations if mode.verb == "relation" else letters.events
            for option in mode.options if mode.verb != "make" else ():
                assert not option.key or owners[option.key] == option.name


def is_in_a_table(screen: Screen, key: str) -> bool:
    """Whether the mode says what a key does, or it is one that holds everywhere."""
    keys, table = screen.work.keys, table_of(screen.state.mode)
    if table is None or key == PREFIX or key.startswith("alt+"):
        return True
    return table.entry_of(keys, key) is not None or keys.alone.get(key) in ANYWHERE


@pytest.mark.parametrize("size", SIZES, ids=str)
@reaching(0.08)
@examples(25)
@given(data=st.data())
def test_keys_do_what_the_tables_say_and_every_frame_is_whole(size: tuple[int, int], data: st.DataObject) -> None:
    screen = Screen(size)
    for _ in range(data.draw(st.integers(1, 30))):
        key = data.draw(keys_for(screen.state) | st.sampled_from(KEYS))
        known, before, mode = is_in_a_table(screen, key), screen.session.document, screen.state.mode
        screen.press(key)
        screen.check_frame()
        screen.check_hints()
        screen.check_letters()
        if not known:
            assert screen.session.document is before, "a key of no table changes nothing"
            assert type(screen.state.mode) is type(mode), "a key of no table leads nowhere"
    reached(screen.session.edit_count)
    check_the_end(screen)


def check_the_end(screen: Screen) -> None:
    """Esc ends everything and changes nothing but the places that a capital has chosen; undo gives back the start."""
    for _ in range(ESCAPES):
        screen.press("escape")
    assert screen.state.mode is None
    assert screen.state.triggers is None
    assert not screen.state.pieces
    after = screen.session.document
    count = screen.session.edit_count
    for _ in range(count):
        screen.press("ctrl+z")
    assert screen.session.document == screen.start
    for _ in range(count):
        screen.press("ctrl+y")
    assert screen.session.document == after


@pytest.mark.parametrize("size", SIZES[:2], ids=str)
@reaching(0.05)
@examples(60)
@given(data=st.data())
def test_one_enter_ends_every_walk_or_says_what_is_missing(size: tuple[int, int], data: st.DataObject) -> None:
    screen = Screen(size)
    for _ in range(data.draw(st.integers(1, 25))):
        screen.press(data.draw(keys_for(screen.state)))
        mode = screen.state.mode
        if isinstance(mode, Valuing | Filling):
            reached()
            screen.press("enter")
            after = screen.state.mode
            if isinstance(after, Valuing | Filling) and after.frame.subject == mode.frame.subject:
                assert mode.frame.required or screen.state.asked
                assert "no value yet" in screen.state.message or screen.state.asked


@reaching(0.1)
@examples(60)
@given(data=st.data())
def test_every_legal_target_is_in_the_list_of_its_hints(data: st.DataObject) -> None:
    """A target that is not on the screen is reached by its words."""
    screen = Screen((80, 24))
    for _ in range(data.draw(st.integers(1, 25))):
        screen.press(data.draw(keys_for(screen.state)))
        mode = screen.state.mode
        admits = hinting.PURPOSES[mode.verb].admits if isinstance(mode, Hinting) else None
        if isinstance(mode, Hinting) and admits:
            context = screen.work.context
            every = (*context.document.entities.values(), *context.document.events.values())
            legal = {each.id for each in every if admits(context, mode, each)}
            reached(legal)
            assert {item.key for item in hinting.choices(context, mode, "")} >= legal
            assert {each.id for each in mode.targets} <= legal


@pytest.mark.parametrize("keys", [("$",), ("_",), ("?",), ("'",), ("%",), ("%", "enter")])
def test_what_lies_over_the_article_is_left_by_escape(keys: tuple[str, ...]) -> None:
    screen = Screen((80, 24))
    for key in keys:
        screen.press(key)
    assert keys == ("?",) or isinstance(screen.state.mode, Confirming | Declaring | Reading) or screen.state.mode
    check_the_end(screen)
