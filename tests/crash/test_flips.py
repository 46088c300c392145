"""A sample of `make flips`: no flipped bit of a log or a backup passes unseen, and none of annotations in a store."""

from __future__ import annotations

import re

import pytest

from tests.crash.flips import campaign


@pytest.mark.slow
def test_what_is_sealed_shows_every_flip() -> None:
    outcomes = campaign(25, 1)
    for sealed in ("an exported log", "a backup"):
        assert outcomes[sealed]["found"] + outcomes[sealed]["same"] == 25
        assert outcomes[sealed]["found"] >= 20
    silent = "".join(outcomes["the store"])
    assert not re.search("annotations|operations|layers|texts|decisions", silent)
