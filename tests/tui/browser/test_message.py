"""Whatever a page sends is a message or none, never a crash, and no screen is larger than memory allows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.browser.message import MOST_COLUMNS, MOST_ROWS, Message, read_message, screen_size
from tests.reaching import reached, reaching

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["width", "height", "x"]), inner),
    max_leaves=6,
)
KINDS = st.sampled_from(["stdin", "resize", "ping", "blur", "focus", "quit", ""])


@reaching(0.1)
@given(st.builds(lambda kind, rest: json.dumps([kind, *rest]), KINDS, st.lists(PLAIN, max_size=2)) | st.text())
def test_anything_is_a_message_or_none(text: str) -> None:
    message = read_message(text)
    if message is not None:
        reached()
        columns, rows = message.size
        assert 1 <= columns <= MOST_COLUMNS
        assert 1 <= rows <= MOST_ROWS


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["stdin", "gé"], Message("stdin", typed="gé".encode())),
        (["stdin", "\ud800"], Message("stdin", typed=b"?")),
        (["resize", {"width": 120, "height": 35}], Message("resize", size=(120, 35))),
        (["resize", {"width": 10**9, "height": -1}], Message("resize", size=(MOST_COLUMNS, 1))),
        (["resize", {"width": "x", "height": None}], Message("resize")),
        (["ping", 7], Message("ping", token=7)),
        (["focus"], Message("focus")),
        (["stdin", 3], None),
        (["resize", [1, 2]], None),
        ([], None),
        ({"a": 1}, None),
    ],
)
def test_each_kind(said: object, meant: Message | None) -> None:
    assert read_message(json.dumps(said)) == meant


def test_numbers_nested_too_deep_are_no_message() -> None:
    assert read_message("[" * 100_000) is None


@pytest.mark.parametrize(
    ("given_", "size"),
    [
        ((None, None), (80, 24)),
        (("132", "43"), (132, 43)),
        (("20000", "20000"), (MOST_COLUMNS, MOST_ROWS)),
        (("9" * 5000, "0"), (80, 1)),
        ((float("inf"), float("nan")), (80, 24)),
    ],
)
def test_sizes_stay_within_limits(given_: tuple[object, object], size: tuple[int, int]) -> None:
    assert screen_size(*given_) == size
