"""How an event is told and by whom, by the words before it in its clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Argument, Event, Trigger, mention
from annotator.model.document import by_id, new_document
from annotator.schema.label_schema import EntityType, EventType, LabelSchema
from annotator.suggest.english_news.claims import claims
from tests.suggest.view import View

SCHEMA = LabelSchema(
    "s",
    "1.0.0",
    entity_types={"X": EntityType("X"), "DATE": EntityType("DATE", is_value=True)},
    event_types={"E": EventType("E")},
)


def told(text: str, trigger: str, speaker: str = "", speech: str = "") -> tuple[object, ...]:
    """Modality, realis, polarity and source of an event; `speech` is a labelled event told by `speaker`."""

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    entities = [replace(mention("T1", "X", text, (at(speaker),)), coref="e:speaker")] if speaker else []
    events = [Event("E2", "E", Trigger((at(speech),), speech), (Argument("Who", "T1"),))] if speech else []
    event = Event("E1", "E", Trigger((at(trigger),), trigger))
    view = View(new_document("d", text, entities=by_id(entities), events=by_id([event, *events])), SCHEMA)
    found = claims(view, event)
    return tuple(found[name][0] for name in ("modality", "realis", "polarity", "source"))


@pytest.mark.parametrize(
    ("text", "trigger", "speaker", "expected"),
    [
        ("Marek attacked Selm.", "attacked", "", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("Marek will attack Selm.", "attack", "", ("PLANNED", "OTHER", "POSITIVE", "AUTHOR")),
        ("Marek might attack Selm.", "attack", "", ("POSSIBLE", "OTHER", "POSITIVE", "AUTHOR")),
        ("In May Marek attacked.", "attacked", "", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("Marek ordered his men to attack.", "attack", "Marek", ("PLANNED", "OTHER", "POSITIVE", "e:speaker")),
        ("Marek vowed to attack.", "attack", "Marek", ("THREATENED", "OTHER", "POSITIVE", "e:speaker")),
        ("Marek said they attacked.", "attacked", "Marek", ("ALLEGED", "ACTUAL", "POSITIVE", "e:speaker")),
        ("Marek said they attacked.", "attacked", "", ("ALLEGED", "ACTUAL", "POSITIVE", "UNSPECIFIED")),
        ("Marek did not attack.", "attack", "", ("ASSERTED", "OTHER", "NEGATIVE", "AUTHOR")),
        ("Marek denied that they attacked.", "attacked", "Marek", ("ASSERTED", "OTHER", "NEGATIVE", "e:speaker")),
        ("They attacked Selm, Marek said.", "attacked", "Marek", ("ALLEGED", "ACTUAL", "POSITIVE", "e:speaker")),
        (
            "They attacked Selm, said Marek, a baker.",
            "attacked",
            "Marek",
            ("ALLEGED", "ACTUAL", "POSITIVE", "e:speaker"),
        ),
        ("They attacked Selm, which Marek said.", "attacked", "Marek", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("They told Marek, who said so.", "told", "Marek", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("According to Marek, they attacked.", "attacked", "Marek", ("ALLEGED", "ACTUAL", "POSITIVE", "e:speaker")),
        ("According to reports, they attacked.", "attacked", "", ("ALLEGED", "ACTUAL", "POSITIVE", "UNSPECIFIED")),
        ("Marek reportedly attacked.", "attacked", "Marek", ("ALLEGED", "ACTUAL", "POSITIVE", "UNSPECIFIED")),
        ("They vowed to avenge Selm’s killing.", "killing", "They", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("There was no claim of it.", "claim", "", ("ASSERTED", "OTHER", "NEGATIVE", "AUTHOR")),
        ("Marek denied the attack.", "attack", "Marek", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("Marek said no, but they attacked.", "attacked", "Marek", ("ASSERTED", "ACTUAL", "POSITIVE", "AUTHOR")),
        ("Marek spoke of seven dead soldiers.", "dead", "Marek", ("ALLEGED", "ACTUAL", "POSITIVE", "e:speaker")),
        ("They were to receive money.", "receive", "", ("PLANNED", "OTHER", "POSITIVE", "AUTHOR")),
        ("Marek banned all rallies.", "rallies", "", ("ASSERTED", "OTHER", "POSITIVE", "AUTHOR")),
        ("A strike is planned for May.", "strike", "", ("PLANNED", "OTHER", "POSITIVE", "AUTHOR")),
        ("“We attacked,” said Marek.", "attacked", "Marek", ("ALLEGED", "ACTUAL", "POSITIVE", "e:speaker")),
    ],
)
def test_what_governs_an_event(text: str, trigger: str, speaker: str, expected: tuple[str, ...]) -> None:
    """Proposals that were wrong without a word: a past fact after a vow, "reportedly" after a name, denials as real."""
    assert told(text, trigger, speaker) == expected


def test_the_speaker_of_a_labelled_speech_is_its_filler() -> None:
    assert told("They said on air, Reyes said they attacked.", "attacked", "Reyes", "said they")[3] == "e:speaker"


@given(
    st.lists(st.sampled_from(["Marek", "said", "vowed", "to", "not", ",", "“", "”", ".", "the", "will"]), max_size=14)
)
def test_every_claim_has_a_reason_and_a_threat_is_never_actual(words: list[str]) -> None:
    text = " ".join([*words, "attacked", "Selm"])
    start = text.rindex("attacked")
    event = Event("E1", "E", Trigger(((start, start + 8),), "attacked"))
    found = claims(View(new_document("d", text, events=by_id([event])), SCHEMA), event)
    assert all(reason for _, reason in found.values())
    modality, realis, polarity = (found[name][0] for name in ("modality", "realis", "polarity"))
    assert (realis == "OTHER") == (modality in ("THREATENED", "PLANNED", "POSSIBLE") or polarity == "NEGATIVE")
