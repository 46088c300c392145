"""What is said of the learner's sources."""

from __future__ import annotations

from annotator.cli.suggestions.stacking_lines import stacking_lines
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.worth.stacking import SourceFigures, Stacking

SOURCE = SourceFigures("spacy:x", "3.8", 4, 500, 0.6)


def test_nothing_is_said_without_sources() -> None:
    assert list(stacking_lines(Stacking())) == []


def test_each_source_and_what_came_of_them_is_a_line() -> None:
    why = "better than without them and than they are"
    lines = list(stacking_lines(Stacking((SOURCE,), 4, 0.55, 0.7, (SourceName("spacy:x", "3.8"),), why)))
    assert lines == [
        "source spacy:x (3.8): F1 0.60 as it is, 4 finished articles with 500 mentions",
        f"the learner with these sources: on: {why}, F1 0.70 with them and 0.55 without",
    ]


def test_what_is_not_known_has_no_figures() -> None:
    source = SourceFigures("s", "1", 1, 20, None)
    assert list(stacking_lines(Stacking((source,), why="20 finished mentions were asked about, 300 needed"))) == [
        "source s (1): F1 - as it is, 1 finished article with 20 mentions",
        "the learner with these sources: off: 20 finished mentions were asked about, 300 needed",
    ]
