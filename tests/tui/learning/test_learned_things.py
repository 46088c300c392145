"""The list of `=` as it is learned: the same things as before in another order, and the digits go with it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from annotator.model.annotation import Entity
from annotator.model.order import ordered_entities
from annotator.tui.editor.annotate.things import likely_things
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Hinting
from annotator.tui.keymap import keymap
from annotator.tui.learning.learned_things import LearnedThings
from tests.suggest.learner import taught
from tests.tui.in_memory import MemorySession, in_mode, press

pytestmark = pytest.mark.slow


def opened() -> Editor:
    document = taught.gold()[0]
    return Editor(MemorySession(document.text or "", taught.schema(), document), keymap({}), cell_len)


def named(work: Editor) -> list[Entity]:
    entities = ordered_entities(work.session.document)
    return [each for each in entities if each.coref and each.attributes.get("level")]


def test_nothing_comes_to_the_list_and_nothing_gets_lost() -> None:
    work, moved = opened(), 0
    for entity in named(work):
        work.thing_ranker = None
        nearest = dict(likely_things(work.context, entity))
        work.thing_ranker = LearnedThings(taught.model().things)
        learned = dict(likely_things(work.context, entity))
        if len(nearest) < 9:
            assert learned == nearest
        assert entity.coref not in list(learned)[:-1]
        moved += list(learned) != list(nearest)
    assert moved > 10


def test_the_digits_go_to_the_things_in_the_order_that_is_learned() -> None:
    work = opened()
    work.thing_ranker = LearnedThings(taught.model().things)
    entity = next(each for each in named(work) if each.text == "Selm")
    order = [coref for coref, _ in likely_things(work.context, entity)]
    work.state = work.state.select(entity.spans[0])
    press(work, "=")
    mode = in_mode(work, Hinting)
    assert mode.subject == entity.id
    assert [each.coref for each in mode.things] == order
    press(work, "1")
    assert work.session.document.entities[entity.id].coref == order[0]
    assert order[0] != entity.coref


def test_events_stand_as_before() -> None:
    work = opened()
    event = next(iter(work.session.document.events.values()))
    nearest = likely_things(work.context, event)
    work.thing_ranker = LearnedThings(taught.model().things)
    assert likely_things(work.context, event) == nearest
