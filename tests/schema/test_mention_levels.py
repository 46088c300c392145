from __future__ import annotations

import pytest

from annotator.model.annotation import Entity
from annotator.schema.mention_levels import is_by_name, is_pronoun


@pytest.mark.parametrize(
    ("attributes", "by_name", "pronoun"),
    [
        ({}, True, False),
        ({"level": "NAM"}, True, False),
        ({"level": "NOM"}, False, False),
        ({"level": "PRO"}, False, True),
    ],
)
def test_what_a_level_says_of_a_mention(attributes: dict[str, str], by_name: bool, pronoun: bool) -> None:
    mention = Entity("T1", "PERSON", ((0, 1),), attributes=attributes)
    assert (is_by_name(mention), is_pronoun(mention)) == (by_name, pronoun)
