"""Choices made in Python are refused where they are made, with the word that was meant."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.errors import UsageError
from annotator.eval.options import ScoreOptions


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"measures": ("strct",)}, "unknown measure 'strct'; did you mean strict?"),
        ({"measures": ("misspelt",)}, "unknown measure 'misspelt'; expected MEASURE or LAYER.MEASURE of: entities: "),
        ({"measures": ("entities.strct",)}, "did you mean entities.strict?"),
        ({"gated": ("relations.tripls",)}, "did you mean relations.triples?"),
        ({"layers": ("entites",)}, "did you mean entities?"),
        ({"measures": "strict"}, "measures: 'strict'; expected a tuple of words: ('strict',)"),
        ({"averages": ["micro"]}, "averages: ['micro']; expected a tuple of words"),
        ({"bootstrap": "many"}, "bootstrap: 'many'; expected a number"),
        ({"beta": True}, "beta: True; expected a number"),
    ],
)
def test_what_no_choice_takes_is_refused_where_it_is_made(choice: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        ScoreOptions(**choice)
    assert message in str(refused.value)


def test_what_is_legal_is_taken() -> None:
    assert ScoreOptions(measures=("strict",), beta=2, layers=None).measures == ("strict",)
