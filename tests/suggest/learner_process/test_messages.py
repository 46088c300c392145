"""What is said between the two is JSON, a message a line; nothing of it is run."""

from __future__ import annotations

import json

import msgspec
import pytest

from annotator.suggest.learner_process.messages import (
    Answer,
    Failure,
    Figures,
    FromLearner,
    Known,
    ToLearner,
    Weights,
    as_line,
    from_learner,
    to_learner,
)
from tests.suggest.learner_process.sent import ask, gold, in_hand


@pytest.mark.parametrize("message", [gold(), ask(3)])
def test_what_is_sent_is_read_again(message: ToLearner) -> None:
    line = as_line(message)
    assert to_learner(line) == message
    assert line.count(b"\n") == 1
    assert json.loads(line)["type"] == type(message).__name__.lower()


@pytest.mark.parametrize(
    "message",
    [
        Answer(1, 2, in_hand(100), ("GPE",)),
        Weights(1, "fillers", ("", "agent"), (0.5, -0.5), {"word\nnew": ((0, 0.25), (1, -0.25))}, is_last=True),
        Weights(1, "things", ("other", "same"), (0.0, 0.5), {"rule True": ((1, 0.5),)}, is_last=False),
        Known(1, Figures(("relations",), ("GPE",))),
        Failure("ValueError: no"),
    ],
)
def test_what_the_learner_says_is_read_again(message: FromLearner) -> None:
    line = as_line(message)
    assert from_learner(line) == message
    assert line.count(b"\n") == 1


@pytest.mark.parametrize("line", [b"", b"{", b'{"type":"other"}', b'{"type":"ask","number":"x"}', b"\x80\x04N."])
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        to_learner(line)
    with pytest.raises(msgspec.MsgspecError):
        from_learner(line)
