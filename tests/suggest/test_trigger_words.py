"""Likely triggers: what the schema lists and marks, what was labelled, and every form of it."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.spans import Spans
from annotator.schema.language import parse_schema
from annotator.suggest.english_news.stems import stem
from annotator.suggest.english_news.suggester import EnglishNews
from annotator.suggest.labelled_words import LabelledWords, roles_differ
from tests.suggest.view import View

SCHEMA = parse_schema(
    """
name: "acts"
version: "1.0.0"
entity_types: {PERSON: {}}
value_types: {DATE: {attributes: {value: {kind: "free"}}}}
event_types:
  Attack:
    roles: {Agent: {types: ["PERSON"]}, Time: {types: ["DATE"]}}
    triggers: ["raid*", "set fire to"]
    examples: ["they [hit back] at once"]
  Talk: {roles: {Speaker: {types: ["PERSON"]}}, examples: ["he [said]"]}
""",
    "acts.yaml",
)
TEXT = "Ada said the raids hurt. Ben set fire to it and hit back. Raiders marched; they march still."


def words(suggester: EnglishNews | LabelledWords, document: Document) -> list[tuple[str, str]]:
    view = View(document, SCHEMA)
    found = suggester.triggers(view, (0, len(TEXT)))
    return [(TEXT[slice(*each.value.span)], each.value.types[0]) for each in found]


def event(number: int, type_name: str, text: str, *arguments: Argument) -> Event:
    start = TEXT.index(text)
    return Event(f"E{number}", type_name, Trigger(((start, start + len(text)),), text), arguments)


LISTED = [
    ("said", "Talk"),
    ("raids", "Attack"),
    ("set fire to", "Attack"),
    ("hit back", "Attack"),
    ("Raiders", "Attack"),
]


def test_what_a_schema_lists_and_marks_is_likely() -> None:
    document = new_document("d", TEXT, schema_ref=SCHEMA.ref)
    assert words(EnglishNews(), document) == LISTED
    assert words(LabelledWords(), document) == LISTED


def test_every_form_of_a_word_that_was_a_trigger_is_likely_and_is_not_when_it_is_taken_back() -> None:
    bare = new_document("d", TEXT, schema_ref=SCHEMA.ref)
    labelled = replace(bare, events=by_id([event(1, "Talk", "march")]))
    suggester = EnglishNews()
    assert words(suggester, labelled) == [*LISTED, ("marched", "Talk"), ("march", "Talk")]
    assert words(LabelledWords(), labelled) == [*LISTED, ("march", "Talk")]
    assert words(suggester, bare) == LISTED


def test_the_stem_joins_the_forms_of_a_verb_and_of_a_noun() -> None:
    for forms in (
        ("attack", "attacks", "attacked", "attacking"),
        ("plan", "planned", "planning", "plans"),
        ("carry", "carries", "carried"),
        ("seize", "seized", "seizing", "seizes"),
        ("killing", "killings", "killed", "kill"),
    ):
        assert len({stem(form) for form in forms}) == 1, forms
    assert stem("US") == "us"
    assert stem("pass") == "pas"


ADA: Spans = ((0, 3),)
BEN: Spans = ((25, 28),)


def people(**corefs: str) -> list[Entity]:
    return [
        mention("T1", "PERSON", TEXT, ADA, coref=corefs.get("ada")),
        mention("T2", "PERSON", TEXT, BEN, coref=corefs.get("ben")),
    ]


def test_events_are_apart_where_a_role_is_filled_by_different_things_and_only_there() -> None:
    one, two = (
        event(1, "Attack", "raids", Argument("Agent", "T1")),
        event(2, "Attack", "Raiders", Argument("Agent", "T2")),
    )
    apart = replace(new_document("d", TEXT), entities=by_id(people(ada="e:1", ben="e:2")))
    same = replace(new_document("d", TEXT), entities=by_id(people(ada="e:1", ben="e:1")))
    assert roles_differ(View(apart, SCHEMA), one, two)
    assert not roles_differ(View(same, SCHEMA), one, two)
    assert not roles_differ(View(apart, SCHEMA), one, replace(two, arguments=()))
    assert not roles_differ(View(apart, SCHEMA), one, replace(two, arguments=(Argument("Time", "T2"),)))
