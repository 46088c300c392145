"""Counting many documents at once gives, document by document, what counting each alone and plainly gives."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.count_names import CountKey
from annotator.eval.documents.records import as_record
from annotator.eval.documents.resolved import resolve
from annotator.eval.documents.unlabelled import labelled, unlabelled
from annotator.eval.measures.registry import ALL_MEASURES, LAYERS
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import count
from tests.eval.reference.document_pair import DocumentPair
from tests.eval.reference.layers import count_document
from tests.examples import examples
from tests.reaching import reached, reaching

Plain = dict[str, Any]

TYPES = st.sampled_from(["A", "B"])
NAMES = st.sampled_from(["x", "y", "10", "9", "a-name"])
PIECE = st.tuples(st.integers(0, 9), st.integers(1, 4)).map(lambda pair: [pair[0], sum(pair)])
PIECES = st.one_of(
    PIECE.map(lambda piece: [piece]),
    PIECE.map(lambda piece: [piece, [piece[1] + 2, piece[1] + 4]]),
)
VALUES = st.one_of(st.sampled_from(["on", "off", "T0", "E1", True, 1, 1.0]), st.just(["p", "q"]), st.just(["q", "p"]))
ATTRIBUTES = st.dictionaries(st.sampled_from(["level", "with"]), VALUES, max_size=2)
LINKS = st.sampled_from([None, None, ["kb:1"], ["kb:2", "kb:1"], ["kb:3"]])
INCOMPLETE = st.lists(
    st.sampled_from(["A", "B/coref", "*/coref", "A/level", "R/with", "Ev/with", "Ev/r", "Ev", "topic"]), max_size=2
)


@st.composite
def records(draw: st.DrawFn, document: str, with_incomplete: bool) -> Plain:
    """A document with something of everything that is scored."""
    entities: list[Plain] = [
        {"id": f"T{number}", "type": draw(TYPES), "spans": draw(PIECES), "attributes": draw(ATTRIBUTES)}
        | _given(coref=draw(st.none() | NAMES), links=draw(LINKS))
        for number in range(draw(st.integers(0, 5)))
    ]
    events = draw(st.integers(0, 3))
    ids = [each["id"] for each in entities] + [f"E{number}" for number in range(events)]
    targets = st.sampled_from(ids or [""])
    found: Plain = {"id": document, "entities": entities, "labels": draw(ATTRIBUTES), "text": "a b, cd e. fgh ij k!"}
    found["events"] = [
        {"id": f"E{number}", "type": draw(st.sampled_from(["Ev", "Other"])), "attributes": draw(ATTRIBUTES)}
        | {"arguments": draw(st.lists(st.fixed_dictionaries({"role": st.sampled_from("rs"), "target": targets})))}
        | _given(trigger=draw(st.none() | PIECES.map(lambda spans: {"spans": spans})), coref=draw(st.none() | NAMES))
        for number in range(events)
    ]
    found["relations"] = [
        {"id": f"R{number}", "type": draw(st.sampled_from(["R", "Sym"])), "head": draw(targets), "tail": draw(targets)}
        | {"attributes": draw(ATTRIBUTES)}
        for number in range(draw(st.integers(0, 3)) if ids else 0)
    ]
    return found | ({"incomplete_for": draw(INCOMPLETE)} if with_incomplete else {})


def _given(**values: Any) -> Plain:
    return {name: value for name, value in values.items() if value is not None}


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Plain], list[Plain]]:
    """Gold and predictions of a few documents; the predictions are gold with some changes, or something else."""
    gold, predicted = [], []
    for number in range(draw(st.integers(1, 3))):
        document = f"d{number}"
        gold.append(draw(records(document, with_incomplete=draw(st.booleans()))))
        other = draw(records(document, with_incomplete=False))
        kept = {key: value for key, value in gold[-1].items() if key != "incomplete_for"}
        if draw(st.booleans()):
            other = kept | (
                {"entities": kept["entities"][::-1]} if draw(st.booleans()) else {"labels": other["labels"]}
            )
        predicted.append(other)
    return gold, predicted


OPTIONS = st.builds(
    ScoreOptions,
    measures=st.just(tuple(measure.full_name for measure in ALL_MEASURES if not measure.on_request)),
    duplicates=st.sampled_from(["set", "multiset"]),
    drop_singletons=st.booleans(),
    min_overlap=st.sampled_from([0.0, 50.0]),
    schema_facts=st.sampled_from([SchemaFacts(), SchemaFacts(frozenset({"Sym"}), frozenset({"B"}))]),
)


def plainly(gold: Plain, predicted: Plain, options: ScoreOptions) -> dict[CountKey, float]:
    """What the plain way counts in one document."""
    unknown = unlabelled(gold.get("incomplete_for", ()))
    one, other = (resolve(labelled(as_record(each), unknown)[0], unknown) for each in (gold, predicted))
    pair = DocumentPair(one, other, options)
    return {key: value for key, value in count_document(pair, LAYERS).items() if value}


@reaching(0.5)
@examples(200)
@given(corpora(), OPTIONS)
def test_many_documents_are_counted_as_each_alone(
    corpus: tuple[list[Plain], list[Plain]], options: ScoreOptions
) -> None:
    gold, predicted = corpus
    found = count(gold, predicted, options).counts.by_document()
    expected = {one["id"]: plainly(one, other, options) for one, other in zip(gold, predicted, strict=True)}
    keys = {(document, key) for side in (found, expected) for document, counts in side.items() for key in counts}
    reached(len({key.layer for _, key in keys}) > 3)
    differ = {each: [side[each[0]].get(each[1]) for side in (found, expected)] for each in keys}
    assert {each: both for each, both in differ.items() if both[0] != both[1]} == {}
