from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.model.annotation import Annotation, Entity, Event, Value, mention
from annotator.model.document import new_document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.several import Several
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion
from tests.suggest.view import View

TEXT = "one two three"
VIEW = View(new_document("d", TEXT), LabelSchema("s", "1.0.0"))
ENTITY = mention("T1", "X", TEXT, ((0, 3),))


class Fixed(Suggester):
    def __init__(
        self, name: str, spans: Sequence[Span] = (), values: Mapping[str, str] | None = None, chain: str | None = None
    ) -> None:
        self.name = name
        self.spans = spans
        self.values = values or {}
        self.chain = chain

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        return [Suggestion(Candidate(each), self.name, "fixed", 0.5) for each in self.spans]

    def attributes(self, view: DocumentView, annotation: Annotation) -> Mapping[str, Suggestion[Value]]:
        return {name: Suggestion(value, self.name, "fixed", 0.5) for name, value in self.values.items()}

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        return [Suggestion(self.chain, self.name, "fixed", 0.5)]


def test_an_earlier_suggester_is_not_contradicted_by_a_later_one() -> None:
    both = Several(
        [Fixed("a", [(4, 7)], {"x": "1"}, "e:1"), Fixed("b", [(0, 3), (6, 13)], {"x": "2", "y": "3"}, "e:1")]
    )
    assert both.name == "a+b"
    assert [(each.value.span, each.source) for each in both.candidates(VIEW, (0, 13))] == [((0, 3), "b"), ((4, 7), "a")]
    assert {name: each.value for name, each in both.attributes(VIEW, ENTITY).items()} == {"x": "1", "y": "3"}
    assert [(each.value, each.source) for each in both.chains(VIEW, ENTITY)] == [("e:1", "a")]


def test_things_stand_in_the_order_of_the_suggesters() -> None:
    both = Several([Fixed("a", chain=None), Fixed("b", chain="e:2")])
    assert [each.value for each in both.chains(VIEW, ENTITY)] == [None, "e:2"]


class Broken(Fixed):
    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        raise LookupError("no model")


def test_one_that_fails_is_told_of_once_and_not_asked_again() -> None:
    both = Several([Broken("a", [(0, 3)]), Fixed("b", [(0, 3), (4, 7)], chain="e:2")])
    assert both.take_failure() is None
    assert [each.source for each in both.candidates(VIEW, (0, 13))] == ["a", "b"]
    assert [each.value for each in both.chains(VIEW, ENTITY)] == ["e:2"]
    assert both.take_failure() == "suggester a failed, off here: LookupError: no model"
    assert both.take_failure() is None
    assert [each.source for each in both.candidates(VIEW, (0, 13))] == ["b", "b"]


def test_places_out_of_the_question_are_left_out() -> None:
    there = Several([Fixed("a", [(0, 3), (4, 4), (9, 8), (8, 99), (-1, 4), (4, 7)])])
    assert [each.value.span for each in there.candidates(VIEW, (2, 13))] == [(4, 7)]


class Silent(Suggester):
    name = "silent"


def test_without_suggesters_and_from_one_that_knows_nothing_nothing_comes() -> None:
    for suggester in (Several([]), Several([Silent()]), Silent()):
        assert list(suggester.candidates(VIEW, (0, 13))) == []
        assert dict(suggester.attributes(VIEW, ENTITY)) == {}
        assert list(suggester.chains(VIEW, ENTITY)) == []
