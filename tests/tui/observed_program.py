"""The real program, telling what it has done: `python -m tests.tui.observed_program PIPE PAUSE_S label ARTICLE`.

A line of JSON goes into the named pipe after each key that was taken, and when what the project knows, the learner's
offers or its weights have arrived. That is all that is added; only the pause between two questions to the
learner is as long as is said, for whoever presses keys faster than a person.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from annotator.__main__ import main as run_program
from annotator.model.annotation import Annotation, Relation
from annotator.suggest.kept import Counts
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.offered.source import LEARNER, Source
from annotator.suggest.offered.sources import Sources
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Request
from annotator.tui.learning import schedule
from annotator.tui.learning.filler_ranker import FillerRanker
from annotator.tui.learning.learned_pairs import LearnedPairs
from annotator.tui.learning.learned_things import LearnedThings

KEY, PROJECT, OFFERS, WEIGHTS = "key", "project", "offers", "weights"
RANKERS = ("ranker", "thing_ranker", "pairs")

Tell = Callable[[str, str], None]


def observe(tell: Tell) -> None:
    """Have every editor tell what it takes over from now on."""
    press, take_offers, learn_of_project = Editor.press, Editor.take_offers, Editor.learn_of_project

    def observed_press(editor: Editor, key: str) -> Request | None:
        request = press(editor, key)
        tell(KEY, key)
        return request

    def observed_offers(editor: Editor, offers: Sources) -> None:
        take_offers(editor, offers)
        for each in offers.all:
            if each.name == LEARNER:
                tell(OFFERS, said_by(each))

    def observed_project(editor: Editor, kept: Counts, elsewhere: Mapping[str, tuple[int, int]]) -> None:
        learn_of_project(editor, kept, elsewhere)
        tell(PROJECT, "")

    def observed_attribute(editor: Editor, name: str, value: object) -> None:
        object.__setattr__(editor, name, value)
        if name in RANKERS:
            tell(WEIGHTS, weights_of(editor))

    for name, method in (
        ("press", observed_press),
        ("take_offers", observed_offers),
        ("learn_of_project", observed_project),
        ("__setattr__", observed_attribute),
    ):
        setattr(Editor, name, method)


def said_by(source: Source) -> str:
    """All that a source says, whatever ids it has given: the same words for the same."""
    document = source.document
    places = {each.id: each.spans for each in (*document.entities.values(), *document.events.values())}

    def line(each: Annotation) -> str:
        spans = [places[each.head], places[each.tail]] if isinstance(each, Relation) else places[each.id]
        return json.dumps([each.type, spans, each.score])

    return "\n".join([*sorted(map(line, document.annotations())), *sorted(source.sure)])


def weights_of(editor: Editor) -> str:
    """What ranks fillers and things, and judges pairs of mentions, as digests; empty where nothing does."""
    fillers, things, pairs = (getattr(editor, each, None) for each in RANKERS)
    ranking = fillers._model.linear if isinstance(fillers, FillerRanker) else None
    ordering = things.model.linear if isinstance(things, LearnedThings) else None
    judging = pairs.model.linear if isinstance(pairs, LearnedPairs) else None
    return " ".join(map(_digest, filter(None, (ranking, ordering, judging))))


def _digest(linear: Linear) -> str:
    return sha256(repr((linear.classes, linear.intercepts, sorted(linear.weights.items()))).encode()).hexdigest()


def _write(descriptor: int, kind: str, what: str) -> None:
    # One write, so that lines of several threads do not mix.
    os.write(descriptor, json.dumps([kind, what]).encode() + b"\n")


def main(pipe: Path, pause_s: float, arguments: list[str]) -> int:
    """Run the program."""
    with pipe.open("wb", buffering=0) as told:
        observe(partial(_write, told.fileno()))
        schedule.PAUSE_S = pause_s
        return run_program(arguments)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))
