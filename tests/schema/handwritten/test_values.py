"""Values that people write by hand: the least and the most that each takes, in a file and in its JSON Schema."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import TypeAdapter, ValidationError

from annotator.schema.handwritten.values import Count, Name, NameList, Seconds, Version

LEGAL: list[tuple[Any, Any, bool]] = [
    (Count, 0, True),
    (Count, 1, True),
    (Count, -1, False),
    (Seconds, 0.001, True),
    (Seconds, 0, False),
    (Name, "a", True),
    (Name, "", False),
    (NameList, ("a", "b"), True),
    (NameList, ("a", "a"), False),
    (Version, "0.0.0", True),
    (Version, "10.20.30", True),
    (Version, "1.0", False),
    (Version, "01.0.0", False),
]


@pytest.mark.parametrize(("kind", "value", "is_legal"), LEGAL)
def test_a_value_is_legal_in_the_file_and_in_the_editor_alike(kind: Any, value: Any, is_legal: bool) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        adapter.validate_python(value)
        taken = True
    except ValidationError:
        taken = False
    written = list(value) if isinstance(value, tuple) else value
    assert (taken, Draft202012Validator(adapter.json_schema()).is_valid(written)) == (is_legal, is_legal)


def test_seconds_have_an_end() -> None:
    adapter: TypeAdapter[float] = TypeAdapter(Seconds)
    assert adapter.validate_python(999_999_999.0) == 999_999_999.0
    with pytest.raises(ValidationError):
        adapter.validate_python(1e9)
