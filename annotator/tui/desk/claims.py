"""What is proposed for an event's attributes: whether it happened, who says so, by the words that govern it.

A speech or threat event of the same sentence governs what it is said before; where none is labelled yet, the sentence's
own words speak. Nothing of it is decided until a person confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Entity, Event, Value
from annotator.schema.label_schema import AttributeType
from annotator.text.tokens import tokens
from annotator.tui.desk.desk import Desk

THREATS = frozenset(
    ("threaten", "threatens", "threatened", "vow", "vows", "vowed", "warn", "warns", "warned", "swore", "pledged")
)
PLANS = frozenset(("plan", "plans", "planned", "order", "orders", "ordered", "intend", "intends", "intended", "will"))
POSSIBLE = frozenset(("may", "might", "could", "would", "should", "can", "if", "unless", "fear", "fears", "feared"))
SPEECH = frozenset(
    (
        *("say", "says", "said", "claim", "claims", "claimed", "accuse", "accuses", "accused", "blame", "blames"),
        *("blamed", "report", "reported", "reportedly", "allege", "alleges", "alleged", "allegedly", "according"),
        *("told", "wrote"),
    )
)
DENIALS = frozenset(("no", "not", "never", "nobody", "none", "neither", "deny", "denies", "denied", "without"))
REACH = 6
"""How many words before a trigger may deny or weaken it."""


def claims(desk: Desk, event: Event, attributes: tuple[AttributeType, ...]) -> dict[str, Value]:
    """The proposed values, by attribute name; nothing for attributes of other names."""
    before = _words_before(desk, event)
    near = before[-REACH:]
    governor = _governor(desk, event)
    modality = _modality(before, near, governor)
    proposed: Mapping[str, Value | None] = {
        "modality": modality,
        "realis": "OTHER" if modality in ("THREATENED", "PLANNED", "POSSIBLE") else "ACTUAL",
        "polarity": "NEGATIVE" if DENIALS & set(near) else "POSITIVE",
        "source": _source(desk, governor) if modality in ("ALLEGED", "THREATENED") else "AUTHOR",
    }
    return {each.name: value for each in attributes if (value := proposed.get(each.name)) and _legal(each, value)}


def _legal(attribute: AttributeType, value: Value) -> bool:
    return value in attribute.values or attribute.kind == "reference"


def _words_before(desk: Desk, event: Event) -> list[str]:
    if not event.spans:
        return []
    start = event.spans[0][0]
    sentence = desk.sentence(event.spans[0])
    return [desk.text[first:last].lower() for first, last in tokens(desk.text, sentence[0], start)]


def _governor(desk: Desk, event: Event) -> Event | None:
    """The nearest speech or threat before the event in its sentence."""
    if not event.spans:
        return None
    here = desk.mentions(desk.sentence(event.spans[0]))
    speaking = [each for each in here if isinstance(each, Event) and each.id != event.id and _speaks(each)]
    before = [each for each in speaking if each.spans[0][0] < event.spans[0][0]]
    return before[-1] if before else None


def _speaks(event: Event) -> bool:
    name = event.type.upper()
    return any(word in name for word in ("CONTACT", "STATE", "SAY", "THREAT", "ACCUSE", "ORDER"))


def _modality(before: list[str], near: list[str], governor: Event | None) -> str:
    name = governor.type.upper() if governor else ""
    if "THREAT" in name or (governor is None and THREATS & set(before)):
        return "THREATENED"
    if "ORDER" in name or PLANS & set(near):
        return "PLANNED"
    if POSSIBLE & set(near):
        return "POSSIBLE"
    return "ALLEGED" if governor or SPEECH & set(before) else "ASSERTED"


def _source(desk: Desk, governor: Event | None) -> str | None:
    """Who speaks: the chain of the governor's first filler that is a mention."""
    for argument in governor.arguments if governor else ():
        filler = desk.document.entities.get(argument.target)
        if isinstance(filler, Entity):
            return filler.coref or filler.id
    return None if governor is None else "UNSPECIFIED"
