"""Seeded work on a layer: the same seed gives the same actions, in the killed process and in the one that judges."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, TypeAlias

from annotator.model import edits
from annotator.model.annotation import Annotation, Entity, Relation, mention
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.suggest.worth.offers import Written

Action: TypeAlias = Edit | Literal["undo", "redo"]
TEXT = "Oskell-backed forces entered Varania on Monday. " * 40


class Work:
    """What is done next, as a function of the seed and the states so far."""

    def __init__(self, seed: int, document: Document) -> None:
        self._random = Random(seed)
        self._number = 0
        self.states = [document]
        self.now = 0

    @property
    def document(self) -> Document:
        return self.states[self.now]

    def next_action(self) -> Action:
        """The next action, which is also done here."""
        from annotator.model.change import apply

        dice = self._random.random()
        if dice < 0.15 and self.now:
            self.now -= 1
            return "undo"
        if dice < 0.22 and self.now + 1 < len(self.states):
            self.now += 1
            return "redo"
        edit = self._edit(dice)
        self.states[self.now + 1 :] = [apply(self.document, edit)]
        self.now += 1
        return edit

    def _edit(self, dice: float) -> Edit:
        if dice > 0.9 and self.document.entities:
            return edits.remove(self.document, [self._random.choice(sorted(self.document.entities))])
        if dice > 0.8 and len(self.document.entities) > 1:
            head, tail = self._random.sample(sorted(self.document.entities), 2)
            return edits.add(self.document, Relation(self._id("R"), "MEMBER_OF", head, tail), name="relate")
        if dice > 0.75:
            return edits.add(self.document, *(self._mention() for _ in range(200)), name="all")
        return edits.add(self.document, self._mention())

    def _mention(self) -> Annotation:
        start = self._random.randrange(len(TEXT) - 8)
        return mention(self._id("T"), "ORG", TEXT, ((start, start + 7),))

    def _id(self, prefix: str) -> str:
        self._number += 1
        return f"{prefix}{self._number}"


def endless(work: Work) -> Iterator[Action]:
    """One action after the other."""
    while True:
        yield work.next_action()


def taken_by(edit: Edit) -> list[Written]:
    """Every mention that an edit adds, as one that was offered and taken."""
    added = (each.after for each in edit.changes if each.before is None)
    return [
        Written("model:first", "entities", each.type, "taken", each.spans) for each in added if isinstance(each, Entity)
    ]
