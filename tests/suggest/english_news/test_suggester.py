"""What English news proposes, with reason and confidence, on an invented article."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Trigger, Value, mention
from annotator.model.document import by_id, new_document
from annotator.schema.language import read_schema
from annotator.suggest.english_news.confidence import ATTRIBUTES, CANDIDATES, CHAINS
from annotator.suggest.english_news.suggester import EnglishNews
from tests.shared import ROOT
from tests.suggest.view import View

SCHEMA = read_schema(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")
TEXT = (
    "Ilan Marek left Oskell on 12 May. The Oskellian troops lost about 200 men, the Daily Ledger said. "
    "Marek denied that he had ordered the raid. The column threatened to attack again. “We may strike,” said Reyes."
)


def at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def entity(number: int, type_name: str, words: str, coref: str | None = None, nth: int = 0) -> Entity:
    return replace(mention(f"T{number}", type_name, TEXT, (at(words, nth),)), coref=coref)


LABELLED = (
    entity(1, "PERSON", "Ilan Marek", "e:marek"),
    entity(2, "GPE", "Oskell", "e:oskell"),
    entity(3, "ARMED_GROUP", "column", "e:column"),
    entity(4, "STATE_FORCE", "troops", "e:troops"),
    entity(5, "PERSON", "Reyes", "e:reyes"),
)


def view(*events: Event) -> View:
    meta = {"published": "2031-05-15"}
    return View(new_document("d", TEXT, entities=by_id(LABELLED), events=by_id(events), meta=meta), SCHEMA)


def values(annotation: Entity | Event) -> dict[str, Value]:
    found = EnglishNews().attributes(view(), annotation)
    assert all(each.source == "english-news" and each.reason and 0 < each.confidence <= 1 for each in found.values())
    return {name: each.value for name, each in found.items()}


def test_candidates_say_why_and_what_they_were() -> None:
    found = {TEXT[slice(*each.value.span)]: each for each in EnglishNews().candidates(view(), (0, len(TEXT)))}
    reasons = {words: (each.reason, each.value.types) for words, each in found.items()}
    assert reasons["Ilan Marek"] == ("labelled before", ("PERSON",))
    assert reasons["12 May"] == ("date", ())
    assert reasons["Oskellian"] == ("demonym", ())
    assert reasons["Daily Ledger"] == ("name", ())
    assert reasons["he"] == ("pronoun", ())
    assert all(each.source == "english-news" and 0 < each.confidence <= 1 for each in found.values())


@pytest.mark.parametrize(
    ("type_name", "words", "expected"),
    [
        ("GPE", "Oskellian", {"level": "ADJ"}),
        ("PERSON", "he", {"level": "PRO"}),
        ("DATE", "12 May", {"value": "2031-05-12"}),
        ("QUANTITY", "about 200", {"value": "200", "mod": "APPROX"}),
    ],
)
def test_values_of_mentions(type_name: str, words: str, expected: dict[str, Value]) -> None:
    found = values(entity(9, type_name, words))
    assert {name: value for name, value in found.items() if name in expected or name != "level"} == expected


@pytest.mark.parametrize(
    ("words", "modality", "realis", "polarity", "source"),
    [
        ("left", "ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR"),
        ("raid", "ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR"),
        ("ordered", "ASSERTED", "OTHER", "NEGATIVE", "e:marek"),
        ("attack", "THREATENED", "OTHER", "POSITIVE", "e:column"),
        ("strike", "ALLEGED", "ACTUAL", "POSITIVE", "e:reyes"),
    ],
)
def test_how_an_event_is_told(words: str, modality: str, realis: str, polarity: str, source: str) -> None:
    labelled = (*LABELLED, entity(6, "PERSON", "Marek", "e:marek", nth=1))
    event = Event("E1", "Conflict.Attack", Trigger((at(words),), words))
    seen = View(new_document("d", TEXT, entities=by_id(labelled)), SCHEMA)
    found = {name: each.value for name, each in EnglishNews().attributes(seen, event).items()}
    assert found == {"modality": modality, "realis": realis, "polarity": polarity, "source": source}


@pytest.mark.parametrize(
    ("type_name", "words", "nth", "coref", "reason"),
    [
        ("PERSON", "Marek", 1, "e:marek", "part of the name"),
        ("PERSON", "he", 2, "e:marek", "nearest of its type"),
        ("GPE", "Oskellian", 0, "e:oskell", "demonym"),
        ("ORG_OTHER", "Daily Ledger", 0, None, "first name"),
        ("PERSON", "men", 0, None, "first noun"),
    ],
)
def test_which_thing_is_meant(type_name: str, words: str, nth: int, coref: str | None, reason: str) -> None:
    there = entity(9, type_name, words, nth=nth)
    [found] = EnglishNews().chains(view(), there)
    assert (found.value, found.reason, found.confidence) == (coref, reason, CHAINS[reason])


def test_an_event_without_a_trigger_is_told_nothing_about() -> None:
    event = Event("E1", "Conflict.Attack", None)
    assert EnglishNews().attributes(view(), event) == {}
    [found] = EnglishNews().chains(view(), event)
    assert (found.value, found.reason) == (None, "first mention")


def test_every_reason_has_a_confidence() -> None:
    assert all(0 < share <= 1 for table in (CANDIDATES, ATTRIBUTES, CHAINS) for share in table.values())
