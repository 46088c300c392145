"""A replay covers an article once, block by block, and learns only from what stands before."""

from __future__ import annotations

import pytest

from annotator.suggest.learner.mentions import MentionFitting, MentionModel
from annotator.suggest.worth.keys import MENTION_BY_HAND, Tally
from annotator.suggest.worth.replay import (
    blocks,
    replayed_mentions,
    replayed_relations,
    replayed_slots,
    replayed_triggers,
)
from tests.suggest.learner import taught
from tests.suggest.worth import articles


def test_blocks_are_the_whole_article_without_gaps() -> None:
    lesson = articles.lessons()[0]
    found = list(blocks(lesson))
    assert found[0][0] == 0
    assert found[-1][1] > len(lesson.reading.text)
    assert [end for _, end in found[:-1]] == [start for start, _ in found[1:]]
    assert {start for start, _ in found[1:]} <= {start for start, _ in lesson.reading.sentences}


def test_every_mention_is_counted_once_and_learning_saves_keys() -> None:
    *before, lesson = articles.lessons()
    tally = replayed_mentions(MentionFitting(before), lesson, sum(len(each.entities) for each in before))
    assert tally.gold == len(lesson.entities)
    assert tally.keys(MENTION_BY_HAND) < MENTION_BY_HAND * tally.gold
    assert tally.right / tally.gold > 0.9


def test_below_its_size_the_learner_suggests_nothing() -> None:
    lesson = articles.lessons()[0]
    assert replayed_mentions(MentionFitting([]), lesson, 0) == Tally(gold=len(lesson.entities))


def test_what_is_fitted_has_not_seen_what_it_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    *before, lesson = articles.lessons()
    seen: list[int] = []
    asked = MentionFitting.refit

    def watched(self: MentionFitting, part: object) -> MentionModel:
        seen.append(part.end_char)  # type: ignore[attr-defined]
        return asked(self, part)  # type: ignore[arg-type]

    monkeypatch.setattr(MentionFitting, "refit", watched)
    replayed_mentions(MentionFitting(before), lesson, 1000)
    assert seen == [start for start, _ in blocks(lesson)]


def test_without_a_model_events_and_relations_are_by_hand() -> None:
    lesson = taught.lessons()[0]
    assert replayed_triggers(None, lesson) == Tally(gold=len(lesson.events))
    assert replayed_relations(None, lesson, taught.schema()) == Tally(gold=len(lesson.relations))
    slots = replayed_slots(None, lesson, taught.schema())
    assert slots.gold == sum(len({(a.role, a.target) for a in each.arguments}) for each in lesson.events)
    assert (slots.offered, slots.first_right) == (0, 0)
