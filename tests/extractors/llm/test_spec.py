"""The options of a model: what may be said, what is refused, and that a spec survives being written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.extractors.llm.spec import FORMATS, ModelSpec, parse_model
from annotator.text.placing_ways import PLACINGS

PATHS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).map(Path)
SPECS = st.builds(
    ModelSpec,
    model=st.sampled_from(["m", "org/model:7b"]),
    temperature=st.none() | st.floats(0, 2),
    prompt=st.none() | PATHS,
    examples=st.none() | PATHS,
    concurrency=st.integers(1, 100),
    format=st.sampled_from(FORMATS),
    retries=st.integers(0, 9),
    timeout_s=st.floats(1, 1000),
    window_chars=st.just(0) | st.integers(2000, 9999),
    overlap_chars=st.integers(0, 500),
    placing=st.sampled_from(PLACINGS),
    threshold=st.floats(0, 1),
)


@given(SPECS)
def test_a_spec_survives_being_written(spec: ModelSpec) -> None:
    assert parse_model(spec.text()) == spec


def test_what_is_not_said_has_its_default() -> None:
    assert parse_model("m") == ModelSpec("m")
    assert parse_model("m?temperature=none&examples=a%26b.jsonl") == replace(
        ModelSpec("m"), temperature=None, examples=Path("a&b.jsonl")
    )


def test_relative_files_start_at_the_folder() -> None:
    spec = parse_model("m?prompt=p.txt&examples=/gold.jsonl").within(Path("/suite"))
    assert spec.files() == (Path("/suite/p.txt"), Path("/gold.jsonl"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no model"),
        ("?temperature=0", "no model"),
        ("m?temprature=0", "no option 'temprature'; did you mean temperature"),
        ("m?temperature=warm", "temperature=warm: expected a number from 0 to 2"),
        ("m?temperature=nan", "expected a number"),
        ("m?temperature", "expected a number"),
        ("m?temperature=0&temperature=1", "stands twice"),
        ("m?concurrency=0", "expected a whole number from 1"),
        ("m?concurrency=1.5", "expected a whole number from 1"),
        ("m?format=jsonschema", "did you mean json_schema"),
        ("m?placing=fuzy", "did you mean fuzzy"),
        ("m?prompt=", "expected a file"),
        ("m?window_chars=100", "overlap by 500 characters; expected at most 25"),
    ],
)
def test_a_wrong_one_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        parse_model(text)
