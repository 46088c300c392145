"""How far a proposal can be trusted: what its source states, corrected by what people kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.kept import Kept, counted


@given(st.floats(0, 1), st.lists(st.booleans(), max_size=60))
def test_the_share_lies_between_what_is_stated_and_what_people_did(stated: float, decisions: list[bool]) -> None:
    kept = Kept()
    kept.add(counted(("same thing", "same name", each) for each in decisions))
    found = kept.share("same thing", "same name", stated)
    seen = sum(decisions) / len(decisions) if decisions else stated
    assert min(stated, seen) - 1e-9 <= found <= max(stated, seen) + 1e-9
    assert kept.share("same thing", "same noun", stated) == stated


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.booleans()), max_size=30))
def test_counts_add_up_however_they_are_split(decisions: list[tuple[str, str, bool]]) -> None:
    whole, parts = Kept(), Kept()
    whole.add(counted(decisions))
    for each in decisions:
        parts.add(counted([each]))
    assert all(whole.share(a, x, 0.5) == parts.share(a, x, 0.5) for a in "ab" for x in "xy")
