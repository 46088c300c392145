"""The laws of the merge: on any layers, any decisions, in any order, under any names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.agreement.adjudication.merge import Merge, merge_layers
from annotator.agreement.adjudication.row import NOTHING, Decision, Row, Rules, decide
from annotator.agreement.gold_diff import diff_documents
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import record_of, to_bytes
from annotator.model.document import Document, by_id, new_document
from annotator.model.faults import errors
from tests.examples import examples
from tests.strategies import documents

TEXT = "Ana met Ben of the border guards in Varania on Monday."


def complete(document: Document) -> Document:
    """The document complete for everything; nothing is said twice as an argument, which gold never does."""
    events = [
        replace(each, arguments=tuple({(one.role, one.target): one for one in each.arguments}.values()))
        for each in document.events.values()
    ]
    return replace(document, incomplete_for=(), events=by_id(events))


LAYERS = st.lists(documents(text=st.just(TEXT)), min_size=2, max_size=3).map(
    lambda found: {
        name: replace(
            each, id="d", schema_ref="mini@1.0.0", annotator=name, extractor=None, labels={}, meta={}, incomplete_for=()
        )
        for name, each in zip(("ana", "ben", "cleo"), [complete(each) for each in found], strict=False)
    }
)
RULES = st.builds(Rules, st.sampled_from(["all", "majority", "never"]), st.booleans(), st.booleans(), st.booleans())


def some(row: Row, pick: int) -> Decision:
    """Some reading of a row."""
    reading = row.readings[pick % len(row.readings)]
    return decide(row, () if row.problem or reading.content is NOTHING else (reading.content,))


def decide_all(layers: Mapping[str, Document], rules: Rules, picks: list[int]) -> tuple[Merge, dict[str, Decision]]:
    """Everything decided, some reading each, until nothing is open."""
    decisions: dict[str, Decision] = {}
    for number in range(200):
        merge = merge_layers(layers, decisions, rules)
        ready = [row for row in merge.open if not row.waits]
        if not ready:
            return merge, decisions
        row = ready[0]
        decisions[row.key] = some(row, picks[number % len(picks)])
    raise AssertionError("more than 200 decisions")


@given(documents(text=st.just(TEXT)), st.integers(2, 3))
@examples(80)
def test_adjudicating_equal_layers_is_the_identity(document: Document, count: int) -> None:
    document = replace(complete(document), annotator=None, extractor=None)
    merge = merge_layers({f"a{number}": document for number in range(count)})
    assert merge.open == []
    changes = diff_documents(document, replace(merge.document, annotator=None))
    assert [each for each in changes if each.change not in ("note", "meta") and not is_a_mark(each.before)] == []


def is_a_mark(value: object) -> bool:
    """What says how sure somebody was, or where something came from; gold says it elsewhere, or not."""
    return isinstance(value, dict) and bool({"unconfirmed", "score", "was", "uncertain"} & set(value))


@pytest.mark.slow
@given(LAYERS, RULES, st.lists(st.integers(0, 5), min_size=1, max_size=20))
@examples(80)
def test_gold_is_sound_at_every_moment(layers: dict[str, Document], rules: Rules, picks: list[int]) -> None:
    decisions: dict[str, Decision] = {}
    faults: list[object] = []
    for pick in picks:
        merge = merge_layers(layers, decisions, rules)
        # A type that is called "/" can be in no `incomplete_for`; no schema has one.
        faults += [each for each in errors(record_of(merge.document)) if each.code != "incomplete-for"]
        ready = [row for row in merge.open if not row.waits]
        decisions |= {row.key: some(row, pick) for row in ready[pick % len(ready) :][:1]} if ready else {}
    assert faults == []


@pytest.mark.slow
@given(LAYERS, RULES, st.lists(st.integers(0, 5), min_size=1, max_size=20))
@examples(60)
def test_everything_can_be_decided_and_the_order_of_decisions_is_nothing(
    layers: dict[str, Document], rules: Rules, picks: list[int]
) -> None:
    merge, decisions = decide_all(layers, rules, picks)
    assert merge.open == []
    assert merge.document.incomplete_for == ()
    again = merge_layers(layers, dict(reversed(decisions.items())), rules)
    assert to_bytes(record_of(again.document)) == to_bytes(record_of(merge.document))


@pytest.mark.slow
@given(LAYERS, RULES)
@examples(60)
def test_other_names_change_nothing(layers: dict[str, Document], rules: Rules) -> None:
    bytes_of = {
        to_bytes(record_of(merge_layers(dict(zip(names, layers.values(), strict=True)), rules=rules).document))
        for names in permutations([f"n{number}" for number in range(len(layers))])
    }
    assert len(bytes_of) == 1


@pytest.mark.slow
@given(LAYERS, RULES, st.lists(st.integers(0, 5), min_size=1, max_size=20))
@examples(40)
def test_what_was_decided_is_the_same_gold_whoever_said_what_and_merging_again_changes_nothing(
    layers: dict[str, Document], rules: Rules, picks: list[int]
) -> None:
    merge, decisions = decide_all(layers, rules, picks)
    bytes_of = {to_bytes(record_of(merge.document))}
    for names in permutations([f"n{number}" for number in range(len(layers))]):
        again = merge_layers(dict(zip(names, layers.values(), strict=True)), decisions, rules)
        assert again.open == []
        bytes_of.add(to_bytes(record_of(again.document)))
    assert len(bytes_of) == 1
    twice = merge_layers({"gold": merge.document, "again": replace(merge.document, annotator="again")})
    assert twice.open == []
    changes = diff_documents(merge.document, twice.document)
    assert [each for each in changes if not is_a_mark(each.before)] == []


def layer(name: str, *annotations: Entity | Event | Relation) -> Document:
    """A small layer over the text."""
    return new_document(
        "d", TEXT, schema_ref="mini@1.0.0", annotator=name,
        entities=by_id([each for each in annotations if isinstance(each, Entity)]),
        events=by_id([each for each in annotations if isinstance(each, Event)]),
        relations=by_id([each for each in annotations if isinstance(each, Relation)]),
    )  # fmt: skip


def person(id_: str, start: int, end: int, type_: str = "PERSON", **rest: object) -> Entity:
    return Entity(id_, type_, ((start, end),), TEXT[start:end], **rest)  # type: ignore[arg-type]


ANA, BEN = person("T1", 0, 3), person("T2", 8, 11)
MET = Event("E1", "Meet", Trigger(((4, 7),), "met"), (Argument("Who", "T1"), Argument("Who", "T2")), {"sure": True})


def kinds(merge: Merge) -> list[tuple[str, str, bool]]:
    return [(row.layer, row.kind, row.waits) for row in merge.open]


def test_an_argument_follows_its_mention_to_other_words_and_is_no_decision() -> None:
    guards, border = person("T3", 26, 32, "ORG"), person("T3", 19, 32, "ORG")
    event = replace(MET, arguments=(Argument("With", "T3"),))
    merge = merge_layers({"ana": layer("ana", guards, event), "ben": layer("ben", border, event)})
    assert kinds(merge) == [("entities", "boundary", False), ("events", "argument", True)]
    (row, _) = merge.open
    chosen = next(each for each in row.readings if "ben" in each.by)
    decided = merge_layers(
        {"ana": layer("ana", guards, event), "ben": layer("ben", border, event)},
        {row.key: decide(row, (chosen.content,))},
    )
    assert decided.open == []
    assert [each.spans for each in decided.document.entities.values()] == [((19, 32),)]
    assert [each.role for each in decided.document.events["E1"].arguments] == ["With"]


def test_a_missing_mention_brings_its_arguments_or_takes_them_along() -> None:
    layers = {"ana": layer("ana", ANA, BEN, MET), "ben": layer("ben", ANA, replace(MET, arguments=MET.arguments[:1]))}
    merge = merge_layers(layers)
    assert kinds(merge) == [("entities", "missing", False), ("events", "argument", True)]
    row = merge.open[0]
    taken = merge_layers(layers, {row.key: decide(row, (row.readings[0].content,))})
    assert [len(each.arguments) for each in taken.document.events.values()] == [2]
    gone = merge_layers(layers, {row.key: decide(row, ())})
    assert gone.open == []
    assert [len(each.arguments) for each in gone.document.events.values()] == [1]


def test_a_majority_decides_presence_and_never_absence() -> None:
    layers = {"ana": layer("ana", ANA), "ben": layer("ben", ANA, BEN), "cleo": layer("cleo", ANA)}
    merge = merge_layers(layers, rules=Rules("majority"))
    assert kinds(merge) == [("entities", "missing", False)], "one of three saw it: asked"
    layers = {"ana": layer("ana", ANA, BEN), "ben": layer("ben", ANA, BEN), "cleo": layer("cleo", ANA)}
    assert merge_layers(layers, rules=Rules("majority")).open == []


def test_both_readings_are_two_mentions() -> None:
    layers = {"ana": layer("ana", person("T3", 26, 32, "ORG")), "ben": layer("ben", person("T3", 19, 32, "ORG"))}
    (row,) = merge_layers(layers).open
    merge = merge_layers(layers, {row.key: decide(row, [each.content for each in row.readings])})
    assert merge.open == []
    assert sorted(each.spans for each in merge.document.entities.values()) == [((19, 32),), ((26, 32),)]


def test_who_was_not_asked_says_nothing() -> None:
    layers = {"ana": layer("ana", ANA, BEN), "ben": replace(layer("ben", ANA), incomplete_for=("PERSON",))}
    merge = merge_layers(layers)
    assert kinds(merge) == [("entities", "missing", False)] * 2, "asked one person only"
    assert merge.document.incomplete_for == ("PERSON",)
    assert merge_layers(layers, rules=Rules(accept_single=True)).open == []


@pytest.mark.parametrize(("first", "second", "pieces"), [("ab", "cc", 2), ("aa", "cd", 2)])
def test_a_chain_is_asked_once_by_its_pieces(first: str, second: str, pieces: int) -> None:
    layers = {
        name: layer(name, replace(ANA, coref=f"e:{chains[0]}"), replace(BEN, coref=f"e:{chains[1]}"))
        for name, chains in (("ana", first), ("ben", second))
    }
    merge = merge_layers(layers)
    assert kinds(merge) == [("entities", "cluster", False)]
    assert {each.coref for each in merge.document.entities.values()} != {None}
    row = merge.open[0]
    split = next(each for each in row.readings if len(each.content) == pieces)
    decided = merge_layers(layers, {row.key: decide(row, (split.content,))})
    assert len({each.coref for each in decided.document.entities.values()}) == pieces


def test_a_reference_to_one_chain_under_two_names_is_no_difference() -> None:
    layers = {
        name: layer(name, replace(ANA, coref=chain), replace(MET, arguments=(), attributes={"source": chain}))
        for name, chain in (("ana", "e:ana"), ("ben", "e:anna"))
    }
    merge = merge_layers(layers)
    assert merge.open == []
    (entity,), (event,) = merge.document.entities.values(), merge.document.events.values()
    assert event.attributes["source"] == entity.coref


def test_a_reference_to_a_chain_that_gold_divides_names_the_part_that_stands_nearest() -> None:
    guards, varania = person("T3", 19, 32), person("T4", 36, 43)
    met = replace(MET, arguments=())
    apart = (replace(ANA, coref="e:ana"), *(replace(each, coref="e:guards") for each in (guards, varania)))
    layers = {
        "ana": layer(
            "ana",
            *(replace(each, coref="e:all") for each in (ANA, guards, varania)),
            replace(met, attributes={"source": "e:all"}),
        ),
        "ben": layer("ben", *apart, replace(met, attributes={"source": "e:ana"})),
    }
    rows = merge_layers(layers).open
    assert {row.kind for row in rows} == {"attribute", "cluster"}
    holders = {"attribute": "ana", "cluster": "ben"}
    decisions = {
        row.key: decide(row, [each.content for each in row.readings if holders[row.kind] in each.by]) for row in rows
    }
    gold = merge_layers(layers, decisions).document
    (ana,) = (each for each in gold.entities.values() if each.spans == ANA.spans)
    assert [each.attributes["source"] for each in gold.events.values()] == [ana.coref]


def test_two_events_on_one_trigger_are_told_apart_by_what_fills_their_roles() -> None:
    by_ana = replace(MET, id="E1", arguments=(Argument("Who", "T1"),))
    by_ben = replace(MET, id="E2", arguments=(Argument("Who", "T2"),))
    merge = merge_layers({"ana": layer("ana", ANA, BEN, by_ana, by_ben), "ben": layer("ben", ANA, BEN)})
    assert [row.words for row in merge.open] == ["met (1 of 2, Who Ana)", "met (2 of 2, Who Ben)"]
    assert len({row.key for row in merge.open}) == len({row.question for row in merge.open}) == 2
    second = merge.open[1]
    alone = merge_layers(
        {"ana": layer("ana", ANA, BEN, by_ana, by_ben), "ben": layer("ben", ANA, BEN)},
        {second.key: decide(second, ()), merge.open[0].key: some(merge.open[0], 0)},
    ).document
    assert [each.arguments for each in alone.events.values()] == [(Argument("Who", "T1"),)]


def test_a_layer_that_changes_reopens_what_it_changed_and_nothing_else() -> None:
    layers = {
        "ana": layer("ana", ANA, person("T3", 36, 43, "GPE"), BEN),
        "ben": layer("ben", ANA, person("T3", 36, 43, "LOC")),
    }
    merge = merge_layers(layers)
    decisions = {row.key: some(row, 0) for row in merge.open}
    assert merge_layers(layers, decisions).open == []
    changed = {**layers, "ben": layer("ben", ANA, person("T3", 36, 43, "FACILITY"))}
    assert kinds(merge_layers(changed, decisions)) == [("entities", "type", False)]


def test_fill_and_same_thing_are_rules_that_are_asked_for() -> None:
    told = replace(MET, arguments=(Argument("Who", "T1"),), attributes={"sure": True, "place": "x"})
    other = replace(MET, arguments=(Argument("Who", "T2"),))
    ana, ben = replace(ANA, coref="e:1"), replace(BEN, coref="e:1")
    layers = {"ana": layer("ana", ana, ben, told), "ben": layer("ben", ana, ben, other)}
    assert sorted(row.kind for row in merge_layers(layers).open) == ["attribute", "link"]
    merge = merge_layers(layers, rules=Rules(fill=True, same_thing=True))
    assert merge.open == []
    assert {each["rule"] for each in merge.provenance.values() if each["how"] == "rule"} <= {"fill", "same-thing"}
