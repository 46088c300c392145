"""In any language: labelled words are likely again, and the same words of one type are the same thing."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Trigger, mention
from annotator.model.document import by_id, new_document
from annotator.schema.label_schema import EntityType, EventType, LabelSchema
from annotator.suggest.labelled_words import LabelledWords, same_fillers, same_words
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


def happening(number: int, words: str, *fillers: tuple[str, str]) -> Event:
    start = HAPPENED.index(words)
    arguments = tuple(Argument(role, target) for role, target in fillers)
    trigger = Trigger(((start, start + len(words)),), words)
    return Event(f"E{number}", "Die", trigger, arguments, coref=f"h:{number}")


HAPPENED = "Two were killed. Later four were killed, a killing by Ada. Bo died, his death a shock."


def happened(*events: Event) -> View:
    people = [replace(mention(f"T{n}", "ORG", HAPPENED, ((n, n + 1),)), coref=f"e:{n}") for n in range(3)]
    return View(new_document("d", HAPPENED, entities=by_id(people), events=by_id(events)), SCHEMA)


def test_happenings_with_a_role_filled_differently_are_two() -> None:
    """Equal trigger words joined killings of different people: eleven wrong joins in two articles."""
    first, later = happening(1, "killed", ("Victim", "T0")), happening(2, "killed", ("Victim", "T1"))
    start = HAPPENED.rindex("killed")
    later = replace(later, trigger=Trigger(((start, start + 6),), "killed"))
    assert same_words(happened(first), later) is None
    assert same_words(happened(first), replace(later, arguments=(Argument("Victim", "T0"),))) == "h:1"


def test_happenings_of_a_type_with_the_same_filler_are_one_whatever_their_words() -> None:
    first, later = happening(1, "died", ("Victim", "T2")), happening(2, "death", ("Victim", "T2"))
    assert same_fillers(happened(first), later) == "h:1"
    assert same_fillers(happened(first), replace(later, arguments=(Argument("Victim", "T1"),))) is None
    assert same_fillers(happened(first), replace(later, arguments=())) is None
    assert same_fillers(happened(first), later, frozenset(("Victim",))) is None
