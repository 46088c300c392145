"""What stood between two mentions that a person related is proposed at the next such place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Entity, Relation, mention
from annotator.model.change import apply
from annotator.model.document import Document, new_document
from annotator.model.edits import add
from annotator.suggest.learned_relations import LearnedRelations, pattern_of

TEXT = "Oskellian troops met Varanian troops. Marek of the Column saw Reyes of the Column. Border Guard chief\n\nMarek"


def entity(words: str, type_name: str, nth: int = 0) -> Entity:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return mention(f"{type_name}{start}-{len(words)}", type_name, TEXT, ((start, start + len(words)),))


def labelled(*made: Entity | Relation) -> Document:
    document = new_document("a", TEXT)
    return apply(document, add(document, *made))


@pytest.mark.parametrize(
    ("one", "other", "between"),
    [
        (entity("Oskellian", "GPE"), entity("troops", "FORCE"), ""),
        (entity("Marek", "PERSON"), entity("Column", "GROUP"), "of the"),
        (entity("Border Guard", "FORCE"), entity("chief", "PERSON"), ""),
        (entity("Oskellian", "GPE"), entity("Column", "GROUP"), None),
        (entity("chief", "PERSON"), entity("Marek", "PERSON", 1), None),
        (entity("Border", "GPE"), entity("Border Guard", "FORCE"), None),
        (entity("Guard", "GPE"), entity("Border Guard", "FORCE"), None),
    ],
)
def test_a_pattern_is_two_types_and_the_words_between(one: Entity, other: Entity, between: str | None) -> None:
    found = pattern_of(TEXT, one, other)
    assert (found.between if found else None) == between
    assert pattern_of(TEXT, other, one) == found


def test_the_latest_counts_and_what_is_taken_away_is_forgotten() -> None:
    head, tail = entity("Marek", "PERSON"), entity("Column", "GROUP")
    first = Relation("R1", "LEADS", head.id, tail.id, attributes={"status": "current"})
    second = Relation("R2", "JOINED", head.id, tail.id)
    document = labelled(head, tail, first, second)
    learned = LearnedRelations()
    pattern = pattern_of(TEXT, entity("Reyes", "PERSON"), entity("Column", "GROUP", 1))
    assert pattern is not None
    assert learned.of(pattern) is None
    assert not learned
    learned.remember(document, first)
    learned.remember(document, second)
    assert (made := learned.of(pattern)) is not None
    assert (made.type, made.is_forward) == ("JOINED", True)
    learned.forget("R2")
    assert (made := learned.of(pattern)) is not None
    assert (made.type, made.attributes) == ("LEADS", {"status": "current"})
    learned.forget("R1")
    assert not learned


def test_what_is_only_proposed_teaches_nothing() -> None:
    head, tail = entity("Marek", "PERSON"), entity("Column", "GROUP")
    proposed = Relation("R1", "LEADS", head.id, tail.id, unconfirmed=("type",))
    learned = LearnedRelations()
    learned.remember(labelled(head, tail, proposed), proposed)
    assert not learned


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 12)), min_size=2, max_size=2))
def test_any_two_mentions_have_one_pattern_whichever_comes_first(places: list[tuple[int, int]]) -> None:
    one, other = (
        mention(f"T{number}", "X", TEXT, ((start, start + length),)) for number, (start, length) in enumerate(places)
    )
    assert pattern_of(TEXT, one, other) == pattern_of(TEXT, other, one)
