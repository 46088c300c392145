"""Agreement over the whole structure: laws that hold for any layers, and what each kind of difference is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from msgspec.structs import replace

from annotator.agreement.agree import Agreement, Reading, agree
from annotator.agreement.disagreements import differences_of
from annotator.agreement.gates import judge_agreement, parse_agreement_gate
from annotator.agreement.pairing import near
from annotator.errors import UsageError
from annotator.eval.options import ScoreOptions
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.change import apply
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import remove
from tests.strategies import documents

TEXT = "Oskell struck the camp of the Dawn Column near Selm on 3 May."
READING = Reading(lambda text: [match.span() for match in re.finditer(r"\w+", text)], lambda _: near)


def agreement(**layers: Document) -> Agreement:
    return agree({name: {each.id: each} for name, each in layers.items()}, ScoreOptions(), READING)


def mention(mention_id: str, words: str, type_name: str = "GPE", **rest: object) -> Entity:
    start = TEXT.index(words)
    return Entity(mention_id, type_name, ((start, start + len(words)),), words, **rest)  # type: ignore[arg-type]


def layer(*annotations: Entity | Event | Relation, **rest: object) -> Document:
    document = replace(new_document("strike", TEXT), **rest)
    return replace(
        document,
        entities=by_id([each for each in annotations if isinstance(each, Entity)]),
        events=by_id([each for each in annotations if isinstance(each, Event)]),
        relations=by_id([each for each in annotations if isinstance(each, Relation)]),
    )


def without_equal_places(document: Document) -> Document:
    """The document with one mention a place: two on the same words in two chains have no cluster of their own."""
    spans = [each.spans for each in (*document.entities.values(), *document.events.values())]
    gone = {each.id for each in document.annotations() if spans.count(getattr(each, "spans", ())) > 1}
    return apply(document, remove(document, gone)) if gone else document


@pytest.mark.slow
@given(documents().map(without_equal_places))
def test_a_layer_agrees_with_itself_in_everything_that_is_defined(document: Document) -> None:
    found = agreement(ana=document, ben=document)
    assert not found.disagreements
    # The CoNLL mean counts MUC as 0 where all clusters are of one mention, as the reference scorer does.
    rows = [each.score for each in found.pairwise if not each.score.measure.endswith("conll")]
    assert [row for row in rows if row.f1 not in (None, pytest.approx(1.0))] == []
    assert all(each.value in (None, pytest.approx(1.0)) for each in found.coefficients)


@pytest.mark.slow
@given(documents(), documents())
def test_other_names_change_no_figure(first: Document, second: Document) -> None:
    second = replace(second, id=first.id, text=first.text, text_sha256=first.text_sha256)
    one, other = agreement(ana=first, ben=second), agreement(zoe=first, ben=second)
    assert [each.score.f1 for each in one.pairwise] == [
        pytest.approx(each.score.f1) if each.score.f1 is not None else None for each in other.pairwise
    ]
    values = [(each.measure, each.of, each.value) for each in other.coefficients]
    assert [(each.measure, each.of, each.value) for each in one.coefficients] == [
        (measure, of, pytest.approx(value) if value is not None else None) for measure, of, value in values
    ]


ATTACK = Event("E1", "Attack", Trigger(((7, 13),), "struck"), (Argument("Attacker", "T1"),))
FULL = (
    mention("T1", "Oskell", coref="o"),
    mention("T2", "Dawn Column", "GROUP", coref="d"),
    mention("T3", "camp", "FACILITY", coref="c"),
)


@pytest.mark.parametrize(
    ("kind", "layer_name", "changed"),
    [
        ("missing", "entities", layer(FULL[0], FULL[1], ATTACK)),
        ("boundary", "entities", layer(*FULL[:2], replace(FULL[2], spans=((14, 22),)), ATTACK)),
        ("type", "entities", layer(FULL[0], replace(FULL[1], type="ORG"), FULL[2], ATTACK)),
        ("attribute", "entities", layer(FULL[0], replace(FULL[1], attributes={"level": "NOM"}), FULL[2], ATTACK)),
        ("cluster", "entities", layer(FULL[0], FULL[1], replace(FULL[2], coref="d"), ATTACK)),
        ("argument", "events", layer(*FULL, replace(ATTACK, arguments=()))),
        ("role", "events", layer(*FULL, replace(ATTACK, arguments=(Argument("Place", "T1"),)))),
        ("link", "events", layer(*FULL, replace(ATTACK, arguments=(Argument("Attacker", "T2"),)))),
        ("trigger", "events", layer(*FULL, replace(ATTACK, trigger=Trigger(((18, 22),), "camp")))),
        ("label", "labels", layer(*FULL, ATTACK, labels={"genre": "news"})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_difference_is_of_one_kind(kind: str, layer_name: str, changed: Document) -> None:
    (found,) = differences_of(layer(*FULL, ATTACK), changed)
    assert (found.kind, found.layer, found.is_decision) == (kind, layer_name, True)


def test_what_hangs_on_a_missing_mention_is_a_consequence() -> None:
    near_camp = Relation("R1", "NEAR", "T2", "T3")
    found = differences_of(layer(*FULL, near_camp), layer(*FULL[:2]))
    assert [(each.layer, each.is_decision) for each in found] == [("entities", True), ("relations", False)]


def test_a_relation_turned_round_is_its_direction_unless_it_has_none() -> None:
    there, back = Relation("R1", "ALLIED", "T1", "T2"), Relation("R1", "ALLIED", "T2", "T1")
    (found,) = differences_of(layer(*FULL, there), layer(*FULL, back))
    assert found.kind == "direction"
    assert not differences_of(layer(*FULL, there), layer(*FULL, back), symmetric=frozenset({"ALLIED"}))


def test_what_one_has_not_declared_counts_for_nobody() -> None:
    found = agreement(ana=layer(*FULL), ben=layer(FULL[0], incomplete_for=("FACILITY", "GROUP")))
    strict = next(
        each.score for each in found.pairwise if each.score.measure == "strict" and each.score.layer == "entities"
    )
    assert strict.f1 == 1.0
    assert not [row for row in found.disagreements if row.layer == "entities"]
    assert [each.code for each in found.left_out] == ["not-declared"]


def test_gates_are_judged_on_the_lowest_pair() -> None:
    found = agreement(ana=layer(*FULL), ben=layer(*FULL), cas=layer(*FULL[:2]))
    gate = parse_agreement_gate("entities.strict.f1=0.85")
    (lowest,), (mean,) = judge_agreement([gate], found, "lowest"), judge_agreement([gate], found, "mean")
    assert (lowest.passed, mean.passed) == (False, True)
    assert "cas" in lowest.message
    alpha = parse_agreement_gate("entities.krippendorff-alpha.types.value=0.80")
    assert judge_agreement([alpha], found, "lowest")[0].passed
    with pytest.raises(UsageError, match="did you mean"):
        judge_agreement([parse_agreement_gate("entities.krippendorff-alpha.type.value=0.8")], found, "lowest")
