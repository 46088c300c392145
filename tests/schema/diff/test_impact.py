"""How many annotations and documents a change touches."""

from __future__ import annotations

from annotator.model.annotation import Argument, Entity, Event
from annotator.model.document import Document, by_id
from annotator.schema.diff.comparison import differences
from annotator.schema.diff.impact import Impact, impacts
from annotator.schema.label_schema import LabelSchema, Role
from tests.schema.diff.test_comparison import BASE, event, without


def document(name: str, *types: str, agents: int = 0) -> Document:
    """A document of mentions of these types, and an attack by so many of them."""
    mentions = [Entity(f"T{number}", each, ((number, number + 1),)) for number, each in enumerate(types)]
    attack = Event("E1", "Attack", arguments=tuple(Argument("Agent", each.id) for each in mentions[:agents]))
    return Document(id=name, text="x" * 9, entities=by_id(mentions), events=by_id([attack] if agents else []))


def only(new: LabelSchema, *documents: Document) -> Impact:
    (change,) = differences(BASE, new)
    return impacts([change], documents, BASE)[change]


def test_removing_a_type_touches_its_mentions() -> None:
    new = without("GPE")
    change = next(each for each in differences(BASE, new) if each.types == ("GPE",) and not each.part)
    found = impacts([change], [document("a", "GPE", "GPE"), document("b", "ORG"), document("c", "GPE")], BASE)
    assert found[change] == Impact(annotations=3, documents=2)


def test_a_tightened_limit_touches_the_events_beyond_it() -> None:
    new = event(Role("Agent", ("PERSON", "ORG"), 0, 2), Role("Time", ("DATE",), 0, 1))
    documents = [document(str(agents), "ORG", "ORG", "ORG", agents=agents) for agents in (1, 2, 3)]
    assert only(new, *documents) == Impact(annotations=1, documents=1)
