"""Claims: when documents agree, differ and contradict each other; laws that hold for any statements."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.claims.claim import Claim, claims
from annotator.datasets.claims.forms import counted, plain, rows_of
from annotator.datasets.claims.statement import Said, Statement, statements
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.reaching import reached, reaching

TEXT = "Selm fell in 2012. Marek took Selm."


def one_of(event_type: str, role: str) -> bool:
    return role in ("Time", "polarity")


def fall(name: str, *fillers: tuple[str, Entity], polarity: str = "POSITIVE") -> Document:
    """A document with the fall of Selm, and these fillers of its roles."""
    entities = by_id([filler for _, filler in fillers])
    arguments = tuple(Argument(role, filler.id) for role, filler in fillers)
    attributes = {"polarity": polarity}
    event = Event("E1", "Fall", Trigger(((5, 9),), "fell"), arguments, attributes=attributes, coref="h:fall")
    return new_document(name, TEXT, entities=entities, events=by_id([event]))


def year(value: str) -> Entity:
    return mention("T1", "DATE", TEXT, ((13, 17),), attributes={"value": value})


def thing(name: str) -> Entity:
    return mention("T2", "PERSON", TEXT, ((19, 24),), coref=name)


def claim(*documents: Document) -> Claim:
    (only,) = claims([each for document in documents for each in statements(document)], one_of)
    return only


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (fall("a", ("Time", year("2012"))), fall("b", ("Time", year("2012"))), "agree"),
        (fall("a", ("Time", year("2012"))), fall("b", ("Time", year("2013"))), "contradict"),
        (fall("a", ("Time", year("2012"))), fall("b", ("Time", year("2012-05-03"))), "differ"),
        (fall("a", ("Count", year("8"))), fall("b", ("Count", year("11"))), "contradict"),
        (fall("a", ("Agent", thing("e:marek"))), fall("b", ("Agent", thing("e:orla"))), "differ"),
        (fall("a", ("Agent", thing("e:marek"))), fall("b"), "agree"),
        (fall("a"), fall("b", polarity="NEGATIVE"), "contradict"),
        (fall("a"), fall("a", polarity="NEGATIVE"), "contradict"),
        (fall("a"), fall("a"), "single"),
    ],
)
def test_what_two_statements_are_to_each_other(first: Document, second: Document, verdict: str) -> None:
    assert claim(first, second).verdict == verdict
    assert claim(second, first).verdict == verdict


def test_a_relation_is_known_by_its_ends_and_one_without_names_is_no_claim() -> None:
    entities = by_id([thing("e:marek"), mention("T3", "GPE", TEXT, ((30, 34),), coref="e:selm"), year("2012")])
    ties = by_id(
        [Relation("R1", "TOOK", "T2", "T3", attributes={"status": "past"}), Relation("R2", "TOOK", "T2", "T1")]
    )
    document = new_document("a", TEXT, entities=entities, relations=ties)
    found = claim(document)
    assert (found.kind, found.name, found.verdict) == ("relation", "e:marek TOOK e:selm", "single")
    names = {"e:marek": "Ilan Marek", "e:selm": "Selm"}
    assert plain(found, names)["title"] == "Ilan Marek TOOK Selm"
    assert list(rows_of(found, names, agreed=True)) == [("status", "single", "a", "past")]


values = st.builds(
    lambda slot, value, is_thing: Said(slot, value, value, ((0, 1),), is_thing),
    st.sampled_from(["Time", "Agent", "Count"]),
    st.sampled_from(["2012", "2012-05", "2013", "e:x"]),
    st.booleans(),
)
some_statements = st.lists(
    st.builds(
        lambda number, name, document, said: Statement("event", name, "Fall", document, f"E{number}", "fell", (), said),
        st.integers(1, 99),
        st.sampled_from(["h:a", "h:b"]),
        st.sampled_from("xyz"),
        st.lists(values, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda each: (each.document, each.annotation),
)


@examples(80)
@given(some_statements)
def test_the_order_of_statements_changes_nothing_and_every_statement_is_counted_once(said: list[Statement]) -> None:
    made = claims(said, one_of)
    assert sum(len(each.statements) for each in made) == len(said)
    assert sum(counted(made).values()) == len(made)
    for other in permutations(said):
        assert [plain(each, {}) for each in claims(other, one_of)] == [plain(each, {}) for each in made]


@reaching(0.5)
@examples(80)
@given(some_statements)
def test_saying_the_same_again_in_another_document_makes_nothing_worse(said: list[Statement]) -> None:
    again = [replace(each, document=f"copy of {each.document}") for each in said]
    reached(said)
    for before, after in zip(
        sorted(claims(said, one_of), key=lambda each: each.name),
        sorted(claims([*said, *again], one_of), key=lambda each: each.name),
        strict=True,
    ):
        assert (before.verdict == "contradict") == (after.verdict == "contradict")
        assert after.verdict != "single"
