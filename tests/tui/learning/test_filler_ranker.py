"""Fillers of one event are ranked as the learner ranks them with the whole article read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from annotator.model.annotation import Event
from annotator.suggest.learner.arguments import in_order, near_event
from annotator.suggest.learner.pairs import placed
from annotator.tui.editor.context import Context
from annotator.tui.editor.editor import Editor
from annotator.tui.keymap import keymap
from annotator.tui.learning.filler_ranker import FillerRanker
from tests.suggest.learner import taught
from tests.tui.in_memory import MemorySession

pytestmark = pytest.mark.slow


def context_of(number: int) -> Context:
    document = taught.gold()[number]
    session = MemorySession(document.text or "", taught.schema(), document)
    return Editor(session, keymap({}), cell_len).context


@pytest.mark.parametrize("number", [0, 1])
def test_as_with_the_whole_article_read(number: int) -> None:
    context, lesson, model = context_of(number), taught.lessons()[number], taught.model().arguments
    everything = in_order([*lesson.entities, *lesson.events])
    roles = 0
    for event in lesson.events:
        here = placed(event)
        near = near_event(here, everything, lesson.reading)
        found = FillerRanker(model).ranked(context, event)
        for role in taught.schema().roles_of(event.type):
            ranked = model.ranked(here, role.name, near, lesson.reading, taught.schema())
            assert found.get(role.name, []) == [(each.target, each.probability) for each in ranked]
            roles += bool(ranked)
    assert roles > 20


def test_an_event_without_a_trigger_has_no_place_to_look_around() -> None:
    event = next(iter(taught.gold()[0].events.values()))
    untriggered = Event(event.id, event.type)
    assert FillerRanker(taught.model().arguments).ranked(context_of(0), untriggered) == {}


def test_only_what_is_near_is_looked_at() -> None:
    context = context_of(0)
    looked_at: list[int] = []

    class Watched:
        """Segments as the other one, and notes where."""

        def __getattr__(self, name: str) -> object:
            real = getattr(context.segmenter, name)

            def watched(text: str, *places: int) -> object:
                looked_at.extend(places)
                return real(text, *places)

            return watched

    event = max(taught.lessons()[0].events, key=lambda each: each.spans)
    watched = replace(context, segmenter=Watched())  # type: ignore[arg-type]
    assert FillerRanker(taught.model().arguments).ranked(watched, event)
    assert min(looked_at) > event.spans[0][0] - 1_500
