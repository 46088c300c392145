"""What was offered is read from the log; what cannot be read is left out."""

from __future__ import annotations

from annotator.suggest.worth.offers import Logged, Unaided, Written, offers


def test_offers_carry_who_answered_and_damage_is_left_out() -> None:
    whole = (
        b'{"decided":{},"offered":[{"source":"x@1","layer":"entities","type":"GPE","spans":[[0,4]],"probability":0.5,'
        b'"answer":"retyped"}],"unaided":{"made":5,"found":4}}'
    )
    logged = [
        Logged("d", "mira", 700, whole),
        Logged("d", "ana", 1, b'{"offered":'),
        Logged("d", "ana", 1, b'{"offered":[{"source":1}]}'),
        Logged("d", "ana", 1, whole.replace(b"retyped", b"liked")),
    ]
    found, unaided = offers(logged)
    assert [(each.written, each.who, each.document_id, each.elapsed_ms) for each in found] == [
        (Written("x@1", "entities", "GPE", "retyped", ((0, 4),), 0.5), "mira", "d", 700)
    ]
    assert unaided == [Unaided(5, 4)]
