from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.eval.tags.bio import mentions_of_tags


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        (["O", "B-ORG", "X-ORG"], 'f:7: invalid tag "X-ORG"'),
        (["O", "B-"], 'f:6: invalid tag "B-"'),
        (["O", "O", "O", "I-ORG"], 'f:8: tag "I-ORG" continues nothing'),
        (["B-ORG", "I-GPE"], 'f:6: tag "I-GPE" continues nothing; expected B-GPE'),
    ],
)
def test_a_wrong_tag_is_told_with_its_line(tags: list[str], message: str) -> None:
    with pytest.raises(InputError) as told:
        mentions_of_tags(tags, first_line=5, file="f:")
    assert message in str(told.value)


def test_what_continues_nothing_opens_a_mention_or_goes() -> None:
    tags = ["I-ORG", "I-ORG", "O", "B-ORG", "I-GPE", "I-GPE"]
    assert mentions_of_tags(tags, "conlleval") == [("ORG", 0, 2), ("ORG", 3, 4), ("GPE", 4, 6)]
    assert mentions_of_tags(tags, "discard") == [("ORG", 3, 4)]
