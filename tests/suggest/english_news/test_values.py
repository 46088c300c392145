"""The value of a date or an amount by what stands around it and before it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from annotator.model.annotation import Entity, mention
from annotator.model.document import by_id, new_document
from annotator.schema.language import read_schema
from annotator.suggest.english_news.amounts import amount_value
from annotator.suggest.english_news.dates import date_value
from annotator.suggest.english_news.regular import regular_forms
from annotator.suggest.english_news.values import exactness_of, published, value_of
from tests.shared import ROOT
from tests.suggest.view import View

SCHEMA = read_schema(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")


def seen(text: str, *told: tuple[str, str, str]) -> tuple[View, Entity]:
    """What a text says of its last [words], a date, where mentions (type, words, value) were labelled before."""
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    labelled = [
        replace(mention(f"T{n}", kind, text, ((text.index(words), text.index(words) + len(words)),)), attributes=value)
        for n, (kind, words, meant) in enumerate(told, 1)
        for value in [{"value": meant}]
    ]
    document = new_document("d", text, entities=by_id(labelled), meta={"published": "2031-08-20"})
    kind = told[0][0] if told else "DATE"
    return View(document, SCHEMA), mention("T9", kind, text, ((start, end),))


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("They left on [Friday].", [], "2031-08-15"),
        ("They will leave on [Friday].", [], "2031-08-22"),
        ("Reyes said so on [Friday], and will stay.", [], "2031-08-15"),
        ("Stay until [Sunday]!", [], "2031-08-24"),
        ("Marek fell on 3 May. [Two days later] Reyes fled.", [("DATE", "3 May", "2031-05-03")], "2031-05-05"),
        ("In 2019 he came, and left [a year earlier] too.", [("DATE", "2019", "2019")], "2018"),
        ("On 3 May he came. On the [day after] his fall they met.", [("DATE", "3 May", "2031-05-03")], None),
        ("On 3 May he came. They met the [day after].", [("DATE", "3 May", "2031-05-03")], "2031-05-04"),
        ("It cost 300 crowns, of [1.5 million].", [("MONEY", "300 crowns", "300 crowns")], "1500000 crowns"),
        ("After the feast, on [market day].", [], None),
        ("On market day, on [Market Day].", [("DATE", "market day", "2031-08-02")], "2031-08-02"),
    ],
)
def test_a_value_by_its_clause_and_by_what_was_told(text: str, told: list[tuple[str, str, str]], value: object) -> None:
    found = value_of(*seen(text, *told))
    assert (found and found[0].value) == value


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("before the [winter]", "BEFORE"),
        ("After [3 May] he", "AFTER"),
        ("since [spring]", None),
        ("the [winter]", None),
    ],
)
def test_the_word_directly_before_a_date_says_how_exact_it_is(text: str, mod: str | None) -> None:
    assert exactness_of(*seen(text)) == mod


def test_names_have_no_value() -> None:
    view, entity = seen("[Friday] left")
    assert value_of(view, replace(entity, type="PERSON")) is None


def test_what_is_found_has_a_value() -> None:
    text = (
        "About 5,200 men left on May 12, 2031 and 3 June, paid $1.5 million or 900 crowns, in March 2030; two stayed."
    )
    published = date(2031, 8, 1)
    found = {
        text[slice(*span)]: date_value(text[slice(*span)], published)
        if kind == "date"
        else amount_value(text[slice(*span)])
        for kind, span in regular_forms(text, 0, len(text))
    }
    assert len(found) >= 7
    assert all(found.values())


@pytest.mark.parametrize(("value", "day"), [("2031-05-15T10:00", "2031-05-15"), ("May", "None"), (None, "None")])
def test_the_day_of_publication(value: object, day: str) -> None:
    assert str(published(value)) == day
