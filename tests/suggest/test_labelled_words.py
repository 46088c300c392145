"""In any language: labelled words are likely again, and the same words of one type are the same thing."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Trigger, mention
from annotator.model.document import by_id, new_document
from annotator.schema.label_schema import EntityType, EventType, LabelSchema
from annotator.suggest.labelled_words import LabelledWords
from annotator.suggest.segment.languages import segmenter_for
from tests.suggest.view import View

SCHEMA = LabelSchema(
    "plain", "1.0.0", entity_types={"ORG": EntityType("ORG")}, event_types={"Attack": EventType("Attack")}
)
TEXT = "Die Kolonne zog ab. Der Rat der Kolonne schwieg. Die Kolonnen und die Kolonne."
FIRST = replace(mention("T1", "ORG", TEXT, ((4, 11),)), coref="e:kolonne")


def view(*entities: Entity, events: tuple[Event, ...] = ()) -> View:
    document = new_document("d", TEXT, entities=by_id(entities), events=by_id(events))
    return View(document, SCHEMA, segmenter_for("de"))


def test_labelled_words_are_likely_elsewhere() -> None:
    found = LabelledWords().candidates(view(FIRST), (0, len(TEXT)))
    assert [TEXT[slice(*each.value.span)] for each in found] == ["Kolonne"] * 3
    assert {(each.value.types, each.source, each.reason) for each in found} == {
        (("ORG",), "labelled-words", "labelled before")
    }


def test_nothing_is_likely_before_anything_is_labelled() -> None:
    assert list(LabelledWords().candidates(view(), (0, len(TEXT)))) == []


def test_the_same_words_are_the_same_thing() -> None:
    there = mention("T2", "ORG", TEXT, ((32, 39),))
    [found] = LabelledWords().chains(view(FIRST, there), there)
    assert found.value == "e:kolonne"


def test_other_words_are_something_else() -> None:
    there = mention("T2", "ORG", TEXT, ((24, 27),))
    assert list(LabelledWords().chains(view(FIRST, there), there)) == []


def test_an_event_is_one_with_the_nearest_before_it_alone() -> None:
    def event(number: int, start: int, coref: str | None) -> Event:
        return Event(f"E{number}", "Attack", Trigger(((start, start + 3),), TEXT[start : start + 3]), coref=coref)

    die = [0, TEXT.index("Die", 1)]
    later = event(2, die[1], "h:later")
    first = event(1, die[0], None)
    assert list(LabelledWords().chains(view(events=(first, later)), first)) == []
    first, later = event(1, die[0], "h:first"), event(2, die[1], None)
    assert [each.value for each in LabelledWords().chains(view(events=(first, later)), later)] == ["h:first"]


@given(st.lists(st.sampled_from(["a", "b", "a b", "b a b", ","]), max_size=12), st.sets(st.integers(0, 30)))
def test_candidates_do_not_overlap_and_are_labelled_words(words: list[str], starts: set[int]) -> None:
    text = " ".join(words)
    spans = {(start, min(start + 3, len(text))) for start in starts if start < len(text)}
    entities = [mention(f"T{start}", "ORG", text, ((start, end),)) for start, end in spans if text[start:end].strip()]
    seen = View(new_document("d", text, entities=by_id(entities)), SCHEMA)
    found = [each.value.span for each in LabelledWords().candidates(seen, (0, len(text)))]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))
    assert {text[start:end] for start, end in found} <= {each.text for each in entities}
