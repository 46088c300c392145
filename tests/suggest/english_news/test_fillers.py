"""What stands directly before a trigger fills the first role, or the only one that it may fill."""

from __future__ import annotations

import pytest

from annotator.model.annotation import Event, Trigger, mention
from annotator.model.document import by_id, new_document
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, Role
from annotator.suggest.english_news.fillers import directly_before
from tests.suggest.view import View

SCHEMA = LabelSchema(
    "s",
    "1.0.0",
    entity_types={name: EntityType(name) for name in ("PERSON", "GPE", "ARM")},
    event_types={
        "E": EventType("E", roles=(Role("Who", ("PERSON",)), Role("Where", ("GPE",)), Role("With", ("ARM",)),
                                   Role("Whom", ("PERSON", "ARM2"))))
    },
)  # fmt: skip


def found(text: str, **mentions: str) -> tuple[str, str] | None:
    """The role and the words, with the trigger `struck`; mentions by words and type."""

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    entities = [
        mention(f"T{number}", kind, text, (at(words.replace("_", " ")),))
        for number, (words, kind) in enumerate(mentions.items())
    ]
    event = Event("E1", "E", Trigger((at("struck"),), "struck"))
    view = View(new_document("d", text, entities=by_id(entities), events=by_id([event])), SCHEMA)
    filler = directly_before(view, event)
    return (filler[0].name, filler[1].text or "") if filler else None


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("Marek struck.", {"Marek": "PERSON"}, ("Who", "Marek")),
        ("In Selm struck Marek.", {"Selm": "GPE", "Marek": "PERSON"}, ("Where", "Selm")),
        ("The rocket struck.", {"rocket": "ARM"}, ("With", "rocket")),
        ("The Selm guard struck.", {"Selm_guard": "PERSON", "Selm": "GPE"}, ("Who", "Selm guard")),
        ("Marek, struck.", {"Marek": "PERSON"}, None),
        ("Marek then struck.", {"Marek": "PERSON"}, None),
        ("They left Marek. struck it was.", {"Marek": "PERSON"}, None),
        ("struck Marek.", {"Marek": "PERSON"}, None),
    ],
)
def test_what_stands_before(text: str, mentions: dict[str, str], expected: tuple[str, str] | None) -> None:
    assert found(text, **mentions) == expected
