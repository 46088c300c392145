"""Letters of values: the schema's stay, the others are the first free one of the name, and no two are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.attributes.attribute_type import AttributeType

VALUES = st.lists(st.text("abcxyz_-Ä", min_size=1, max_size=4), min_size=1, max_size=40, unique=True)


@given(VALUES, st.data())
def test_every_value_has_a_letter_of_its_own_while_there_are_some(values: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(values), max_size=5, unique=True))
    given_ = tuple(zip(chosen, data.draw(st.permutations("qwxyz")), strict=False))
    letters = AttributeType("a", values=tuple(values), letters=given_).letter_of()
    assert dict(given_).items() <= letters.items()
    assert len(set(letters.values())) == len(letters) == min(len(values), 26)
    assert all(len(letter) == 1 and "a" <= letter <= "z" for letter in letters.values())


def test_letters_are_those_of_the_name() -> None:
    letters = AttributeType(
        "a", values=("ASSERTED", "ALLEGED", "THREATENED", "-"), letters=(("ALLEGED", "t"),)
    ).letter_of()
    assert letters == {"ASSERTED": "a", "ALLEGED": "t", "THREATENED": "h", "-": "b"}
    assert AttributeType("a", "boolean").letter_of() == {True: "y", False: "n"}
    assert AttributeType("a", "reference", ("AUTHOR",)).letter_of() == {"AUTHOR": "a"}
    assert AttributeType("a", "free").letter_of() == {}
