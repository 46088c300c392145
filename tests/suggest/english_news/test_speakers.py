"""Who says what is told: not what a preposition joins to the speaker; in a quotation who is named beside it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.model.annotation import Attributes, Event, Trigger, mention
from annotator.model.document import by_id, new_document
from annotator.suggest.english_news.speakers import speaker_elsewhere, speaker_of_quote
from tests.suggest.english_news.test_claims import SCHEMA
from tests.suggest.view import View


def view_of(text: str, *things: str, said: dict[str, Attributes] | None = None) -> View:
    """A text with mentions, each a thing named by its words, and with events that say something."""

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    entities = [
        replace(mention(f"T{number}", "X", text, (at(words),)), coref=f"e:{words}")
        for number, words in enumerate(things)
    ]
    events = [
        Event(f"E{number}", "E", Trigger((at(words),), words), attributes=attributes)
        for number, (words, attributes) in enumerate((said or {}).items())
    ]
    return View(new_document("d", text, entities=by_id(entities), events=by_id(events)), SCHEMA)


@pytest.mark.parametrize(
    ("text", "things", "expected"),
    [
        ("They fell, the ministry in Selm said.", ("ministry", "Selm"), "e:ministry"),
        ("They fell, chief of guard in Selm said.", ("chief", "guard", "Selm"), "e:chief"),
        ("They fell, Selm said.", ("Selm",), "e:Selm"),
        ("They fell, as Marek’s friend Reyes said.", ("Marek", "Reyes"), "e:Reyes"),
    ],
)
def test_who_speaks_is_what_no_preposition_joins_to_another_one(
    text: str, things: tuple[str, ...], expected: str
) -> None:
    """The town in which a ministry stands said what the ministry had said."""
    assert speaker_elsewhere(view_of(text, *things), (text.index("fell"), text.index("fell") + 4)) == expected


QUOTED = "Marek sat down. “We came. They attacked us. Many died.” Reyes looked up. They left.\n"


def quoted(words: str, **said: Attributes) -> str | None:
    view = view_of(QUOTED, "Marek", "Reyes", said={words: {}, **said})
    return speaker_of_quote(view, view.document.events["E0"])


@pytest.mark.parametrize("words", ["came", "attacked", "died"])
def test_a_quotation_that_names_nobody_has_the_speaker_before_it(words: str) -> None:
    assert quoted(words) == "e:Marek"


@pytest.mark.parametrize("words", ["sat", "left"])
def test_outside_of_it_nobody_is_quoted(words: str) -> None:
    assert quoted(words) is None


def test_what_was_decided_of_an_event_in_the_same_quotation_goes_on() -> None:
    claim: Attributes = {"modality": "ALLEGED", "source": "e:Tull"}
    assert quoted("attacked", came=claim) == "e:Tull"
    assert quoted("attacked", sat=claim) == "e:Marek"
