"""A hand that decides as somebody decided before, with as few keys as it finds, and counts keys and stops.

It presses keys on the screen's state, and the merges follow every answer as they do in a project. A stop is counted
each time one is shown; the same place is counted again where an answer brought new questions there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from annotator.agreement.adjudication.merge import Merge, merge_layers
from annotator.agreement.adjudication.row import NOTHING, Decision, Row, Rules
from annotator.agreement.adjudication.stops import Stop
from annotator.agreement.disagreements import differences_of
from annotator.model.document import Document
from annotator.project.adjudication.adjudicate_files import adjudicated
from annotator.project.adjudication.readers import reader_for, sentences_of, texts_of
from annotator.project.agreement.agree_files import annotators_of
from annotator.project.git.compare_gold import in_one_sentence
from annotator.tui.adjudicate.press import press
from annotator.tui.adjudicate.state import AdjudicationState, reloaded

Chosen = tuple[Any, ...]
"""The contents that gold has of a row."""


class DecidingHand:
    """Decides all stops of some documents; `known` are the decisions to come to, by document and key."""

    def __init__(self, files: tuple[Path, Path], schema: Path, known: Mapping[str, Mapping[str, Decision]]) -> None:
        annotators = annotators_of(files)
        first, second = annotators
        documents = sorted(annotators[first].keys() & annotators[second].keys())
        self.layers = {key: {name: annotators[name][key] for name in annotators} for key in documents}
        self._known = known
        reader = reader_for(schema, None)
        self._readers = {key: reader(each[first]) for key, each in self.layers.items()}
        self._sentence_at = sentences_of(texts_of(self.layers.values()))
        self._decisions: dict[str, dict[str, Decision]] = {key: {} for key in documents}
        self._merges = {key: self._merged(key) for key in documents}
        self._changed: set[str] = set()
        self.differences = sum(len(self._differences(each[first], each[second])) for each in self.layers.values())
        self.keys = self.decisions = self.guessed = 0
        self.stops: Counter[str] = Counter()
        self.state = AdjudicationState(tuple(self._stops()), {key: self._people(key) for key in documents}, seed=1)

    def _people(self, document: str) -> list[str]:
        names = sorted(self.layers[document])
        Random(f"1 {document}").shuffle(names)
        return names

    def _differences(self, first: Document, second: Document) -> list[object]:
        symmetric = self._readers[first.id].symmetric
        return list(differences_of(first, second, in_one_sentence(first), symmetric))

    def _merged(self, document: str) -> Merge:
        return merge_layers(self.layers[document], self._decisions[document], Rules(), self._readers[document])

    def merge(self, document: str) -> Merge:
        """The merge of a document with all answers so far."""
        return self._merges[document]

    def _stops(self) -> list[Stop]:
        return list(adjudicated(list(self._merges.values()), self._decisions, self._sentence_at).stops)

    def decide_all(self) -> None:
        """Go from stop to stop until nothing is open."""
        while self.state.stop is not None and self.state.open_rows:
            self.stops[self.state.stop.kind] += 1
            stop = self.state.stop
            self.is_shown(self.state, stop)
            while self.state.stop is stop and self.state.open_rows:
                self._decide_block()

    def is_shown(self, state: AdjudicationState, stop: Stop) -> None:
        """A stop is shown."""

    def _decide_block(self) -> None:
        here = self.state.here
        rows = self.state.unanswered(here.rows) if here else []
        digit = next((str(each) for each in range(1, 10) if all(self._is_right(row, each) for row in rows)), None)
        if digit:
            self._press(digit)
            return
        if len(rows) > 1:
            self._press("down")
        for key in list(self._keys(rows)):
            self._press(key)

    def _keys(self, rows: list[Row]) -> Iterator[str]:
        """A key for each row in turn."""
        for row in rows:
            digit = next((str(each) for each in range(1, 10) if self._is_right(row, each)), None)
            wanted = self.wanted(row)
            yield digit or ("b" if len(wanted) > 1 else "n")

    def _is_right(self, row: Row, digit: int) -> bool:
        reading = self.state.reading(row, digit)
        if reading is None or row.problem:
            return False
        return self.wanted(row) == (() if reading.content is NOTHING else (reading.content,))

    def wanted(self, row: Row) -> Chosen:
        """What was decided of a row; some reading where nothing was."""
        decision = self._known.get(row.document, {}).get(row.key)
        if decision is not None:
            return decision.chosen
        if row.problem:
            return ()
        content = row.readings[int(row.key, 16) % len(row.readings)].content
        return () if content is NOTHING else (content,)

    def _press(self, key: str) -> None:
        self.keys += 1
        self.state, made, action = press(self.state, key)
        for each in made:
            self.decisions += 1
            self.guessed += each.key not in self._known.get(each.document, {})
            self._decisions[each.document][each.key] = each
            self._changed.add(each.document)
        if action == "advance":
            self._merges |= {document: self._merged(document) for document in self._changed}
            self._changed.clear()
            self.state = reloaded(self.state, self._stops())

    @property
    def open(self) -> list[Row]:
        """What is open."""
        return [row for merge in self._merges.values() for row in merge.open]
