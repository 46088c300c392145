from __future__ import annotations

from annotator.schema.ref import comparable_version


def test_versions_that_differ_in_their_last_number_are_compared() -> None:
    assert comparable_version("conflict-news@1.2.3") == comparable_version("conflict-news@1.2.10")
    for other in ("conflict-news@1.3.3", "conflict-news@2.2.3", "other@1.2.3"):
        assert comparable_version("conflict-news@1.2.3") != comparable_version(other)
