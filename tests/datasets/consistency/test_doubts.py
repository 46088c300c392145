"""What looks inconsistent is found, once each, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from annotator.datasets.consistency.doubt import KINDS
from annotator.datasets.consistency.doubts import doubts
from annotator.datasets.consistency.labelled import Labelled
from annotator.errors import Place
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.compiled import load_schema
from tests.examples import examples
from tests.shared import ROOT
from tests.strategies import documents

SCHEMA = load_schema(ROOT / "schema" / "conflict-news" / "2.1.0.yaml")
TEXT = "Halcyon said Selm seized Port Selm. It seized it. Nobody in Selm or Halcyon, Mr Selmer said, asked Five."


def labelled(*given: Document) -> list[Labelled]:
    return [Labelled(each, Place(each.id)) for each in given]


def found(*given: Document) -> list[tuple[str, str]]:
    return [(each.kind, each.about) for each in doubts(labelled(*given), SCHEMA)]


def named(name: str, kind: str, start: int, words: str, level: str = "NAM", coref: str | None = None):  # type: ignore[no-untyped-def]
    assert TEXT[start : start + len(words)] == words
    return mention(name, kind, TEXT, ((start, start + len(words)),), attributes={"level": level}, coref=coref)


SELM = named("T1", "GPE", 13, "Selm", coref="e:selm")
PORT = named("T2", "GPE", 25, "Port Selm", coref="e:port-selm")
SECOND = named("T3", "GPE", TEXT.index("in Selm") + 3, "Selm", coref="e:selm")
CLEAN = new_document("clean", TEXT, entities=by_id([SELM, PORT, SECOND]))


def test_clean_gold_gives_no_doubt() -> None:
    assert found(CLEAN) == []


def test_a_name_without_a_label_is_found_as_a_whole_word_outside_of_longer_mentions() -> None:
    assert found(replace(CLEAN, entities=by_id([SELM, PORT]))) == [("unlabelled-name", "Selm")]
    only = replace(CLEAN, entities=by_id([SELM]))
    (doubt,) = doubts(labelled(only), SCHEMA)
    assert (
        doubt.message
        == f"'Selm' is labelled once, and stands without a label in clean at 30, clean at {TEXT.index('in Selm') + 3}"
    )


def test_names_are_looked_for_in_all_documents_but_values_and_common_nouns_are_not() -> None:
    other = new_document("other", "Selm was quiet. Five men left the Post.")
    five = mention("T4", "QUANTITY", TEXT, ((TEXT.index("Five"), TEXT.index("Five") + 4),))
    post = mention("T5", "ORG_OTHER", "Post", ((0, 4),), attributes={"level": "NOM"})
    third = new_document("third", "Post", entities=by_id([post]))
    assert found(replace(CLEAN, entities=CLEAN.entities.set("T4", five)), other, third) == [("unlabelled-name", "Selm")]


def test_words_and_things_of_two_types_are_found_pronouns_aside() -> None:
    port = replace(SECOND, type="FACILITY")
    it = [named(f"T{at}", kind, at, words, "PRO") for kind, at, words in (("GPE", 36, "It"), ("FACILITY", 46, "it"))]
    document = replace(CLEAN, entities=by_id([SELM, PORT, port, *it]))
    assert found(document) == [("string-types", "Selm"), ("chain-types", "e:selm")]


def test_events_without_arguments_and_without_required_ones_are_found() -> None:
    seized = Trigger(((18, 24),), "seized")
    bare = Event("E1", "Conflict.Seize", seized)
    half = Event("E2", "Conflict.Seize", seized, (Argument("Seizer", "T1"),))
    whole = Event("E3", "Conflict.Seize", seized, (Argument("Seizer", "T1"), Argument("Asset", "T2")))
    said = Event("E4", "Contact.Statement", Trigger(((8, 12),), "said"))
    document = replace(CLEAN, events=by_id([bare, half, whole, said]))
    assert [each.message for each in doubts(labelled(document), SCHEMA)] == [
        "Contact.Statement 'said' in clean has no argument",
        "Conflict.Seize 'seized' in clean has no Asset",
        "Conflict.Seize 'seized' in clean has no Asset",
    ]


def test_a_relation_that_a_sentence_states_twice_is_found_by_what_its_ends_mean() -> None:
    first = Relation("R1", "LOCATED_IN", "T2", "T1", {}, ((0, 35),))
    same = Relation("R2", "LOCATED_IN", "T2", "T3", {}, ((0, 35),))
    elsewhere = Relation("R3", "LOCATED_IN", "T2", "T3", {}, ((36, 49),))
    near = Relation("R4", "LOCATED_IN", "T2", "T1", {"near": True}, ((0, 35),))
    document = replace(CLEAN, relations=by_id([first, same, elsewhere, near]))
    assert found(document) == [("relation-twice", "clean R2")]


@examples(40)
@given(documents())
def test_any_document_can_be_doubted_and_a_copy_of_it_brings_no_new_kind(document: Document) -> None:
    kinds = {kind for kind, _ in found(document)}
    assert kinds <= set(KINDS)
    assert {kind for kind, _ in found(document, replace(document, id="copy"))} <= kinds | {"unlabelled-name"}
