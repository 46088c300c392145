"""A release refuses what nobody has decided."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.datasets.release.undecided import unreleasable
from annotator.model.annotation import Event, Relation, mention
from annotator.model.document import by_id, new_document


def test_everything_unconfirmed_is_named_where_it_will_stand() -> None:
    text = "Ilan Marek fled."
    marek = mention("T2", "A", text, ((5, 10),), unconfirmed=("type", "level"))
    document = new_document(
        "d",
        text,
        entities=by_id([marek, mention("T1", "A", text, ((0, 4),))]),
        relations=by_id([Relation("R1", "A", "T1", "T2", unconfirmed=("type",))]),
        events=by_id([Event("E1", "A", unconfirmed=("coref",))]),
    )
    assert [(each.path, each.message.split(";")[0]) for each in unreleasable([document])] == [
        ("entities[1].unconfirmed", "T2: not confirmed: level, type"),
        ("relations[0].unconfirmed", "R1: not confirmed: type"),
        ("events[0].unconfirmed", "E1: not confirmed: coref"),
    ]
    empty = by_id([])
    assert list(unreleasable([replace(document, entities=empty, relations=empty, events=empty)])) == []
