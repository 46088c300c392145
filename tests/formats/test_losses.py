"""What a declaration of a format leaves of a document: nothing that it does not hold, and all else is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.formats.losses import ALL, Holds, fitted
from annotator.formats.protocol import Report
from annotator.model.annotation import Argument, Event, Relation, Trigger, is_blank, mention
from annotator.model.canonical import record_of
from annotator.model.document import Document, by_id, new_document
from annotator.model.faults import errors
from annotator.model.spans import contains, envelope
from tests.examples import examples
from tests.formats.contract import plain
from tests.strategies import documents

FIELDS = st.frozensets(st.sampled_from(ALL))
FLAGS = ("meta", "argument_attributes", "event_ends", "event_arguments", "untriggered", "pieces", "empty", "ids")
HOLDS = st.builds(
    Holds,
    st.just("f"),
    document=FIELDS,
    entities=FIELDS,
    relations=st.none() | FIELDS,
    events=st.none() | FIELDS,
    overlap=st.sampled_from(["any", "nested", "none"]),
    **{name: st.booleans() for name in FLAGS},
)
EVERYTHING = Holds("f", ALL, True, ALL, ALL, ALL, True, True, True, True, True, True, "any", True)


@examples(80)
@given(document=documents(), holds=HOLDS)
def test_what_is_left_is_whole_and_held_and_fits_again_without_loss(document: Document, holds: Holds) -> None:
    report = Report()
    kept = fitted(document, holds, report)
    assert not list(errors(record_of(kept), loose=True))
    if not report.losses:
        assert replace(kept, meta={}) == replace(document, meta={})
    assert is_held(kept, holds)
    again = Report()
    fitted(kept, holds, again)
    assert {each.what for each in again.losses} <= {"id"}


def is_held(document: Document, holds: Holds) -> bool:
    layers = (
        (document.entities, holds.entities),
        (document.relations, holds.relations),
        (document.events, holds.events),
    )
    for layer, held in layers:
        for each in layer.values():
            assert held is not None
            assert all(is_blank(getattr(each, name, None)) for name in ALL if name not in held)
    mentions = sorted(envelope(each.spans) for each in document.entities.values())
    pairs = [(a, b) for a in mentions for b in mentions if a < b and b[0] < a[1] and b[0] < b[1]]
    assert holds.overlap != "none" or not pairs
    assert holds.overlap != "nested" or all(contains(a, b) or contains(b, a) for a, b in pairs)
    return all(holds.pieces or len(each.spans) == 1 for each in document.entities.values())


@examples(40)
@given(document=documents())
def test_a_format_that_holds_everything_loses_nothing(document: Document) -> None:
    report = Report()
    assert fitted(document, EVERYTHING, report) == document
    assert report.losses == ()


ENDS = (("T1", "T2"), ("E1", "T1"), ("T1", "T1"))


def test_each_loss_is_told_with_its_reason() -> None:
    text = "Ilan Marek of Selm said so."
    spans = {"T1": ((0, 10),), "T2": ((5, 18),), "T3": ((0, 4), (14, 18)), "T4": ((3, 3),)}
    said = Trigger(((19, 23),), "said")
    document = new_document(
        "d",
        text,
        meta={"title": "x"},
        entities=by_id([mention(name, "X", text, each, note="n" * (name == "T1")) for name, each in spans.items()]),
        relations=by_id(
            [Relation("R1", "Of", "T1", "T2"), Relation("R2", "Of", "E1", "T1"), Relation("R3", "By", "T1", "T1")]
        ),
        events=by_id(
            [
                Event(
                    "E1", "Say", Trigger(((19, 23),), "said"), (Argument("Who", "T1", {"a": 1}), Argument("Of", "T2"))
                ),
                Event("E2", "Say", None, (Argument("What", "E1"),)),
                Event("E3", "Say", said, (Argument("What", "E1"),)),
            ]
        ),
    )
    report = Report()
    kept = fitted(document, Holds("f", overlap="none", relations=(), events=()), report)
    assert {str(each) for each in report.losses} == {
        "1 x argument: an argument is no event",
        "1 x argument: what it names is lost",
        "1 x attributes of an argument: f has no place for it",
        "1 x event: an event has a trigger",
        "2 x id: f numbers its annotations",
        "1 x mention: a mention is in one piece",
        "1 x mention: a mention is not empty",
        "1 x mention: mentions do not overlap; the outer one that begins first is kept",
        "1 x meta.title: f has no place for it",
        "1 x note: f has no place for it",
        "1 x relation: a relation begins and ends at mentions",
        "1 x relation: what it names is lost",
    }
    assert (sorted(kept.entities), sorted(kept.relations), sorted(kept.events)) == (["T1"], ["R1"], ["E1", "E2"])


def test_levels_that_are_not_there_are_counted_whole() -> None:
    report = Report()
    kept = fitted(plain(), Holds("f", ids=True), report)
    assert not kept.relations
    assert not kept.events
    assert [(each.what, each.count) for each in report.losses] == [("event", 2), ("relation", 1)]
