"""A source's types are sure once people have taken nine of ten of at least thirty."""

from __future__ import annotations

import pytest

from annotator.suggest.kept import named
from annotator.suggest.offered.sure import offers_of, sure_types


@pytest.mark.parametrize(
    ("taken", "decided", "sure"), [(27, 30, True), (26, 30, False), (29, 29, False), (90, 100, True), (0, 0, False)]
)
def test_thirty_and_nine_of_ten(taken: int, decided: int, sure: bool) -> None:
    counts = {named(offers_of("entities", "GPE"), "model:first"): (taken, decided)}
    found = sure_types(counts, "model:first", "entities", {"GPE", "ORG"})
    assert found == (frozenset({"GPE"}) if sure else frozenset())
    assert sure_types(counts, "model:other", "entities", {"GPE"}) == frozenset()
