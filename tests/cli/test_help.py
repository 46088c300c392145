"""The help: a usage line, an example, and room for it in a terminal; tests/docs compares it with what was agreed on."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator.cli.app import VERBS, Verb
from annotator.cli.help_paragraphs import joined
from tests.cli.help_text import BELOW, CALLS, help_of


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_has_a_usage_line_and_fits_the_terminal(call: tuple[str, ...]) -> None:
    lines = help_of(call).splitlines()
    assert lines[0].startswith(f"Usage: {' '.join(('annotator', *call))}")
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Example: annotator " if call else "Exit status: 0 fine; ") for line in lines)
    for line, following in pairwise(line[1:79].rstrip() for line in lines if line.startswith("│")):
        if following.startswith(" " * 8):
            word = following.split()[0]
            assert len(f"{line} {word}") > 76, f"{line!r} ends before the terminal does: {word!r} fits"


def test_paragraphs_are_joined_and_lists_and_empty_lines_stay() -> None:
    assert joined("one\ntwo\n\nthree\n  - four") == "one two\n\nthree\n  - four"


def test_verbs_stand_in_the_order_of_the_work() -> None:
    text = help_of(())
    places = [text.index(f"│ {verb.name} ") for verb in VERBS]
    assert places == sorted(places)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_the_verbs_below_a_verb_are_all_tried(verb: Verb) -> None:
    usage = help_of((verb.name,))
    assert ("COMMAND" in usage.splitlines()[0]) == (verb.name in BELOW)
    for word in BELOW.get(verb.name, ()):
        assert f"│ {word} " in usage
