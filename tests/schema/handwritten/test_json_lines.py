"""Files of JSON lines that people fill in: every fault with its line, all of a file at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import FoundError, Place, SchemaError
from annotator.schema.handwritten.json_tree import json_tree
from annotator.schema.migration.answers import ANSWER_LINE, Answer, read_answers
from annotator.schema.released import read_releases
from tests.examples import examples

LINES = [
    '{"question": "kind", "document": "d", "id": "T1", "decision": "GROUP"}',
    "",
    '{"question": "kind", "document": "d", "id": "T2", "decision": null, "choices": ["A"], "text": "?"}',
    '{"question": "form", "document": "", "id": "E1", "decision": {"realis": "OTHER", "parts": ["a"]}, "who": "m"}',
]

WRONG = [
    ("{", "answers.jsonl:{}:2: not JSON"),
    ("[1]", "answers.jsonl:{}: expected a mapping, found a list"),
    ("[" * 100_000, "answers.jsonl:{}: nested too deep"),
    ('{"question": "", "document": "d", "id": "T1"}', "answers.jsonl:{}: question: '' is not legal"),
    ('{"question": "q", "document": 1, "id": "T1"}', "answers.jsonl:{}: document: expected a string, found 1"),
    ('{"question": "q", "document": "d"}', "answers.jsonl:{}: id: missing"),
    ('{"question": "q", "document": "d", "id": "T1", "hwo": "m"}', "unknown key 'hwo'; did you mean who?"),
    ('{"question": "q", "document": "d", "id": "T1", "id": "T2"}', "answers.jsonl:{}: id: the key 'id' stands twice"),
]


def test_answers_know_their_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(LINES) + "\n", "utf-8")
    first, second = read_answers(path)
    assert first == Answer("kind", "d", "T1", "GROUP")
    assert (first.place, second.place) == (Place(str(path), 1), Place(str(path), 4))
    assert second.decision == {"realis": "OTHER", "parts": ("a",)}


@examples(30)
@given(st.lists(st.sampled_from([*[(line, "") for line in LINES], *WRONG]), max_size=8))
def test_all_wrong_lines_are_told_at_once(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("lines") / "answers.jsonl"
    path.write_text("\n".join(line for line, _ in chosen), "utf-8")
    expected = [(number, message.format(number)) for number, (_, message) in enumerate(chosen, 1) if message]
    try:
        ANSWER_LINE.read_lines(path)
        told = []
    except SchemaError as error:
        told = [(each.place.line, str(each)) for each in error.findings]
    assert [number for number, _ in told] == [number for number, _ in expected]
    assert all(message in line for (_, line), (_, message) in zip(told, expected, strict=True))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_the_tree_is_what_the_line_says(value: object) -> None:
    root, findings = json_tree(json.dumps(value), "x")
    assert findings == []
    assert json.loads(json.dumps(root.plain())) == value


@given(st.integers(0, 30))
def test_a_line_that_is_no_json_says_where(blanks: int) -> None:
    with pytest.raises(FoundError, match="not JSON") as found:
        json_tree(f'{{"a":{" " * blanks}}}', "x")
    assert str(found.value).startswith(f"x:1:{blanks + 6}: ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('["1.0.0"]\ndate = 2031-05-12\nfiles = {}\n', "released.toml:2:8: 1.0.0.date: expected a day in quotes"),
        ('["1.0.0"]\nfiles = {}\n', "released.toml:1:1: 1.0.0.date: missing"),
        ('["1.0.0"]\ndate = "2031-05-12"\nfiles = { x = "short" }\n', "released.toml:3:15: 1.0.0.files.x: 'short' is"),
        ("x = 1\n", "released.toml:1:5: x: expected a mapping, found 1"),
        ("x = ?\n", "released.toml:1:5: not TOML"),
    ],
)
def test_a_wrong_list_of_releases_is_told_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "released.toml").write_text(content, "utf-8")
    with pytest.raises(SchemaError) as caught:
        read_releases(tmp_path)
    assert message in str(caught.value)
    assert read_releases(tmp_path / "nowhere") == {}
