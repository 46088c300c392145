"""No line is a command to a CI system, whatever was in it, and every line can still be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.log_line import log_line

SIGNS = ("::", "##[", "##vso[", "##TeamCity[", " ", "\t", "\u2003", "\x1f", "#", ":", "[", "error", "x")
OBEYED = re.compile(r"\s*::|.*##(\[|vso\[|teamcity\[)", re.IGNORECASE)


@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_no_line_is_a_command(text: str) -> None:
    assert not OBEYED.match(log_line(text))


@pytest.mark.parametrize("text", ["", "a::b", "12 ## [x]", "# title", ": a", "C# [x]", "std::vector"])
def test_other_lines_stay(text: str) -> None:
    assert log_line(text) == text


def test_a_command_can_still_be_read() -> None:
    assert log_line("  ::error::x") == "  : :error::x"
    assert log_line("a ##[add-mask]b") == "a # #[add-mask]b"
