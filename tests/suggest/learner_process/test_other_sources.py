"""What other extractors say goes to the learner and comes out the same; of a part of an article, what stands in it."""

from __future__ import annotations

from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner_process.messages import Gold, as_line, to_learner
from annotator.suggest.learner_process.other_sources import part_said, said_by_document, said_messages

SAID = {"b": {"s": {(0, 3): "A", (5, 9): "B"}, "t": {}}, "a": {"t": {(1, 2): "A"}}}
NAMES = [SourceName("s", "1"), SourceName("t", "2")]


def test_what_is_sent_is_what_is_looked_at() -> None:
    gold = Gold(1, "", (), said=tuple(said_messages(SAID, NAMES)))
    assert [(each.document, each.source, each.version) for each in gold.said] == [
        ("a", "t", "2"),
        ("b", "s", "1"),
        ("b", "t", "2"),
    ]
    heard = to_learner(as_line(gold))
    assert isinstance(heard, Gold)
    assert said_by_document(heard.said) == SAID


def test_of_a_part_there_is_what_stands_in_it_by_its_places() -> None:
    assert part_said(SAID["b"], 0, 9) == SAID["b"]
    assert part_said(SAID["b"], 0, 8) == {"s": {(0, 3): "A"}, "t": {}}
    assert part_said(SAID["b"], 4, 5) == {"s": {(1, 5): "B"}, "t": {}}
