"""What every kind of attributes knows: which values are legal, how they are typed, gone through and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.kinds import KINDS, shown
from annotator.schema.attributes.value_forms import FORMS
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.schemas import any_attribute
from tests.strategies import WELL_FORMED, value_of


@reaching(0.5)
@examples(80)
@given(any_attribute("a"), st.data())
def test_a_legal_value_is_read_back_from_how_it_is_shown(attribute: AttributeType, data: st.DataObject) -> None:
    value = data.draw(value_of(attribute))
    assert attribute.fault(value) is None
    assert attribute.input_fault(value) is None
    parts = value if isinstance(value, tuple) else (shown(value),)
    if all(part and part == part.strip() and "," not in part for part in parts):
        reached()
        assert attribute.parse(shown(value)) == (parts if attribute.multiple else value)


@examples(40)
@given(any_attribute("a"))
def test_a_key_goes_through_every_choice_and_to_nothing_only_where_nothing_may_be(attribute: AttributeType) -> None:
    choices = attribute.choices()
    assert all(attribute.fault(each) is None for each in choices)
    seen, value = [], attribute.next(None)
    for _ in choices:
        seen.append(value)
        value = attribute.next(value)
    assert seen == [*choices]
    wanted = attribute.required or attribute.default is not None
    assert value == (choices[0] if wanted and choices else None)
    assert len(attribute.words()) == len(choices)
    assert [KINDS[attribute.kind].parse(word) for word in attribute.words()] == [*choices]


@examples(40)
@given(any_attribute("a"))
def test_every_attribute_says_what_it_may_hold_and_how_it_is_given(attribute: AttributeType) -> None:
    assert attribute.described()
    assert attribute.input in ("choose", "point", "type")
    assert attribute.input == "type" or not attribute.multiple
    assert not (attribute.listed and attribute.takes_anything)
    assert "a" in attribute.caption("yes") or attribute.caption("yes") == "yes"


@pytest.mark.parametrize(
    ("attribute", "value", "said"),
    [
        (AttributeType("a", values=("x", "y")), "z", "'z' is not legal (one of x, y)"),
        (AttributeType("a", values=("yes", "perhaps")), "perhap", "did you mean perhaps?"),
        (AttributeType("a", values=("x",)), ("x",), "a list; expected a single value (one of x)"),
        (AttributeType("a", "boolean"), "true", "'true' is not legal; expected true or false"),
        (AttributeType("a", "boolean"), 0, "0 is not legal; expected true or false"),
        (AttributeType("a", "reference", ("AUTHOR",)), "T1", "names nothing here"),
        (AttributeType("a", "reference"), 7, "7 names nothing; expected an annotation id"),
    ],
)
def test_what_is_not_legal_is_said(attribute: AttributeType, value: object, said: str) -> None:
    assert said in str(attribute.fault(value))  # type: ignore[arg-type]


def test_a_reference_is_judged_by_what_there_is() -> None:
    def names(value: str, to: str) -> bool:
        return value == "T1" and to in ("entity", "")

    assert AttributeType("a", "reference", to="entity").fault("T1", names) is None
    assert "names no event" in str(AttributeType("a", "reference", to="event").fault("T1", names))
    assert AttributeType("a", "reference", to="event").fault("h:elsewhere", names) is None


@pytest.mark.parametrize("name", sorted(FORMS))
def test_forms_admit_what_they_say_and_symbols(name: str) -> None:
    form = FORMS[name]
    assert [form.fault(text) for text in WELL_FORMED[name]] == [None] * len(WELL_FORMED[name])
    assert "expected " in str(form.fault("no such thing at all, ever"))
    assert form.fault("X") is not None, "one letter is no symbol"


@pytest.mark.parametrize(
    "text",
    [
        "2031-13",
        "2031-02-30",
        "2031-W54",
        "31-05-12",
        "2031-5-12",
        "2031-05T08",
        "2031-05-12T25",
        "2031/",
        "12.05.2031",
    ],
)
def test_a_date_is_one_of_the_calendar(text: str) -> None:
    assert FORMS["date"].fault(text)


NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=2)


@given(st.dates())
def test_every_day_is_a_date_at_every_precision(day) -> None:  # type: ignore[no-untyped-def]
    text = day.isoformat()
    for each in (text, text[:7], text[:4], f"{text}T23:59:59+01:00", f"{text[:4]}/{text}"):
        assert FORMS["date"].fault(each) is None


@given(
    st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["", " km", " %", "%"]),
)
def test_every_plain_number_is_one(number, unit: str) -> None:  # type: ignore[no-untyped-def]
    assert FORMS["number"].fault(f"{number}{unit}") is None
    assert FORMS["money"].fault(f"{number} crowns") is None
    assert FORMS["money"].fault(str(number))
