"""Lines that come in pieces through a pipe: all of them in order, none before its end."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner_process.line_input import LineInput
from tests.examples import examples

PIECES = st.lists(st.text("ab\n", max_size=5).map(str.encode), max_size=12)


@examples(50)
@given(PIECES)
def test_all_lines_come_in_order_and_only_whole_ones(pieces: list[bytes]) -> None:
    lines, counts = read_in(pieces)
    assert lines == b"".join(pieces).split(b"\n")[:-1]
    assert counts == [b"".join(pieces[: number + 1]).count(b"\n") for number in range(len(pieces))]


def read_in(pieces: list[bytes]) -> tuple[list[bytes], list[int]]:
    """The lines that come in these pieces, and how many were there after each."""
    reading, writing = os.pipe()
    lines, found, counts = LineInput(reading), [], []
    for piece in pieces:
        os.write(writing, piece)
        while (line := lines.next(waits=False)) is not None:
            found.append(line)
        counts.append(len(found))
    os.close(writing)
    with pytest.raises(EOFError):
        lines.next(waits=True)
    os.close(reading)
    return found, counts
