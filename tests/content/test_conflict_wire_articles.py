"""The articles of conflict-wire: number, length, features; nothing of anybody else, no other sentence twice."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest
import regex

from annotator.__main__ import main
from annotator.agreement.adjudication.row import Decision
from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.document import Document
from annotator.project.records.check_records import check_files
from annotator.project.records.split_records import split_records
from annotator.suggest.segment.languages import segmenter_for
from tests.shared import ROOT, needs_shared, passages, passages_of_others

FOLDER = ROOT / "datasets" / "conflict-wire"
SEGMENTER = segmenter_for("en")
ARTICLES = {path.name: path.read_bytes().decode("utf-8") for path in sorted((FOLDER / "articles").glob("*.txt"))}
PRINTED_TWICE = {"orrin-03.txt", "quay-02.txt"}
OTHER_SCRIPTS = {"exchange-02.txt", "vail-02.txt"}
STORIES = {"orrin": 4, "valley": 4, "exchange": 4, "quay": 3, "vail": 3, "causeway": 2}
COLUMNS = ["file", "title", "story", "genre", "published", "source"]
RIGHT_TO_LEFT = regex.compile(r"[\p{Script=Arabic}\p{Script=Hebrew}]+")
CJK = regex.compile(r"\p{Script=Han}+")

each_article = pytest.mark.parametrize("name", sorted(ARTICLES))


def rows() -> list[dict[str, str]]:
    with (FOLDER / "articles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def sentences_of(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in SEGMENTER.sentences(paragraph, (0, len(paragraph)))]


def sameness_key(sentence: str) -> str:
    return " ".join(regex.findall(r"\w+", sentence.casefold()))


def names_with(pattern: regex.Pattern[str]) -> set[str]:
    return {name for name, text in ARTICLES.items() if pattern.search(text)}


def test_there_are_twenty_articles_in_six_stories() -> None:
    assert len(ARTICLES) == 20
    assert Counter(name.rsplit("-", 1)[0] for name in ARTICLES) == STORIES


@each_article
def test_an_article_has_300_to_700_words(name: str) -> None:
    assert 300 <= len(ARTICLES[name].split()) <= 700


@each_article
def test_an_article_is_plain_text(name: str) -> None:
    text = ARTICLES[name]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == unicodedata.normalize("NFC", text)
    assert {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}} == {"\n"}
    assert all(line == line.strip() and "  " not in line for line in text.split("\n"))


@each_article
def test_an_article_has_no_break_spaces_and_curly_quotes(name: str) -> None:
    text = ARTICLES[name]
    assert "\u00a0" in text
    assert "\u2019" in text
    assert not set("'\"") & set(text)
    assert text.count("\u201c") == text.count("\u201d") > 0


def test_two_articles_have_words_of_other_scripts() -> None:
    assert names_with(RIGHT_TO_LEFT) == names_with(CJK) == OTHER_SCRIPTS
    for name in OTHER_SCRIPTS:
        assert any(RIGHT_TO_LEFT.search(line) and regex.search(r"[a-z]", line) for line in paragraphs(ARTICLES[name]))


def test_two_articles_print_a_paragraph_twice() -> None:
    twice = {
        (name, line): count
        for name, text in ARTICLES.items()
        for line, count in Counter(paragraphs(text)).items()
        if count > 1
    }
    assert set(twice.values()) == {2}
    assert sorted(name for name, _ in twice) == sorted(PRINTED_TWICE)
    assert all(1 <= len(sentences_of(line)) <= 3 for _, line in twice)


def test_no_other_sentence_stands_twice() -> None:
    different = [line for text in ARTICLES.values() for line in dict.fromkeys(paragraphs(text))]
    found = Counter(sameness_key(sentence) for line in different for sentence in sentences_of(line))
    assert len(found) > 400
    assert [sentence for sentence, count in found.items() if count > 1] == []


def test_no_long_passage_stands_in_two_articles() -> None:
    found = Counter(passage for text in ARTICLES.values() for passage in passages(text, 10))
    assert [" ".join(passage) for passage, count in found.items() if count > 1] == []


@needs_shared
@each_article
def test_no_passage_of_others_is_inside(name: str) -> None:
    foreign = passages_of_others()
    assert foreign
    assert not passages(ARTICLES[name]) & foreign


def test_the_table_names_every_article() -> None:
    table = rows()
    assert list(table[0]) == COLUMNS
    assert [row["file"] for row in table] == sorted(ARTICLES)
    for row in table:
        assert all(row.values()), row
        assert row["title"] == paragraphs(ARTICLES[row["file"]])[0]
        assert row["story"] == row["file"].rsplit("-", 1)[0]
        assert date.fromisoformat(row["published"]).isoformat() == row["published"]


def test_the_facts_name_every_story_and_the_licence_is_cc0() -> None:
    facts = (FOLDER / "STORY.md").read_text("utf-8")
    assert all(f"| {story} |" in facts for story in STORIES)
    assert (FOLDER / "LICENSE").read_text("utf-8").startswith("SPDX-License-Identifier: CC0-1.0\n")


def test_only_the_articles_stand_in_their_folder() -> None:
    assert {path.name for path in Path(FOLDER / "articles").iterdir()} == set(ARTICLES)


PASSES = {"first": "2.0.0", "second": "2.0.0", "third": "2.1.0", "fourth": "2.1.0"}
"""The complete passes with the version of the schema that they were made under."""


@pytest.mark.parametrize(("name", "version"), PASSES.items())
def test_a_pass_labels_articles_as_they_stand_and_breaks_no_rule(name: str, version: str) -> None:
    file = FOLDER / "passes" / f"{name}.jsonl"
    report = check_files([file], schema=ROOT / "schema" / "conflict-news" / f"{version}.yaml")
    assert report.findings == ()
    for document in read_documents(file):
        assert document.text == (FOLDER / "articles" / f"{document.id}.txt").read_text("utf-8")
        assert document.annotator == name
        assert not document.incomplete_for


PARTS = ("train", "development", "test")


def gold() -> list[Document]:
    return [document for part in PARTS for document in read_documents(FOLDER / f"{part}.jsonl")]


@pytest.mark.slow
def test_the_split_is_what_its_recipe_makes_of_gold_and_no_story_stands_in_two_parts(tmp_path: Path) -> None:
    split = json.loads((FOLDER / "split.json").read_bytes())
    whole = tmp_path / "gold.jsonl"
    write_records(gold(), whole)
    recipe = split["recipe"]
    split_records(whole, tmp_path, recipe["parts"], seed=recipe["seed"], group=recipe["group"])
    for name in (*(f"{part}.jsonl" for part in PARTS), "split.json"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
    stories = [{each["group"] for each in listed} for listed in split["parts"].values()]
    assert sum(map(len, stories)) == len(set().union(*stories))


def test_gold_is_complete_under_the_last_version_and_every_mention_and_event_has_a_name_in_the_corpus() -> None:
    schema = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
    assert check_files([FOLDER / f"{part}.jsonl" for part in PARTS], schema=schema).findings == ()
    documents = gold()
    assert sorted(each.id for each in documents) == [name[:-4] for name in ARTICLES]
    for document in documents:
        assert document.text == (FOLDER / "articles" / f"{document.id}.txt").read_text("utf-8")
        assert document.annotator == "gold"
        assert not document.incomplete_for
        assert not any(each.unconfirmed for each in document.annotations())
        assert all(
            each.coref and each.coref.startswith("e:")
            for each in document.entities.values()
            if each.type not in ("DATE", "QUANTITY", "MONEY")
        )
        assert all(each.coref and each.coref.startswith("h:") for each in document.events.values())


def test_one_thing_of_gold_has_one_type_in_all_articles() -> None:
    types: dict[str, set[str]] = {}
    for document in gold():
        for each in [*document.entities.values(), *document.events.values()]:
            if each.coref:
                types.setdefault(each.coref, set()).add(each.type)
    assert {name: each for name, each in types.items() if len(each) > 1} == {}


def test_every_decision_is_of_an_article_that_two_passes_label_and_gives_a_reading_or_nothing() -> None:
    labelled = Counter(each.id for name in PASSES for each in read_documents(FOLDER / "passes" / f"{name}.jsonl"))
    lines = (FOLDER / "passes" / "adjudication.jsonl").read_bytes().splitlines()
    decisions = [msgspec.json.decode(line, type=Decision) for line in lines]
    assert {each.document for each in decisions} == {name for name, times in labelled.items() if times == 2}
    assert len({each.key for each in decisions}) == len(decisions)
    for each in decisions:
        assert all(content in [said.content for said in each.readings] for content in each.chosen)


@pytest.mark.slow
def test_the_decisions_leave_nothing_open_in_the_passes_that_they_decided(capfd: pytest.CaptureFixture[str]) -> None:
    passes = [str(FOLDER / "passes" / f"{name}.jsonl") for name in ("third", "fourth")]
    decisions = str(FOLDER / "passes" / "adjudication.jsonl")
    schema = str(ROOT / "schema" / "conflict-news" / "2.1.0.yaml")
    main(["adjudicate", *passes, "--decisions", decisions, "--schema", schema, "--format", "json", "--accept-single"])
    told = json.loads(capfd.readouterr().out)["documents"]
    assert {each["document"]: each["decisions"] for each in told if each["decisions"]} == {}
