"""Rows of JSON files: the same whichever way they are laid out, and every fault with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats import json_members
from annotator.formats.json_rows import Row, documents_of_rows, json_rows
from annotator.formats.protocol import Report
from annotator.formats.sample import sample_of
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.strategies import json_values

LAYOUTS: dict[str, Callable[[Any], str]] = {
    "lines": lambda rows: "\n".join(map(json.dumps, rows)),
    "lines with a blank one": lambda rows: "\n\n".join(json.dumps(each, ensure_ascii=False) for each in rows) + "\n",
    "list in one line": json.dumps,
    "list in many lines": lambda rows: json.dumps(rows, indent=2, ensure_ascii=False),
    "objects over several lines": lambda rows: "\n".join(json.dumps(each, indent=1) for each in rows),
}


def rows_of(folder: Path, content: str | bytes) -> list[Row]:
    path = folder / "rows.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(json_rows(path, Report()))


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.dictionaries(st.text(max_size=3), json_values(), min_size=1), min_size=1, max_size=4),
    layout=st.sampled_from(sorted(LAYOUTS)),
    chunk_bytes=st.sampled_from([1, 2, 7, 64]),
)
def test_rows_are_the_same_in_every_layout(
    rows: list[dict[str, Any]], layout: str, chunk_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_members, "CHUNK_BYTES", chunk_bytes)
    content = LAYOUTS[layout](rows)
    found = rows_of(tmp_path, content)
    assert [each.value for each in found] == rows
    assert sample_of(tmp_path / "rows.json").first == rows[0]
    assert [each.number for each in found] == list(range(1, len(rows) + 1))
    assert [each.path for each in found] == (
        [f"[{n}]" for n in range(len(rows))] if "list" in layout else [""] * len(rows)
    )


def test_a_member_says_on_which_line_it_begins(tmp_path: Path) -> None:
    found = rows_of(tmp_path, '\n[\n  {"a": "}\\"\n"},\n\n  {"b": [1, {}]}, {"c": 3}\n]\n')
    assert [(each.place.line, each.path) for each in found] == [(3, "[0]"), (6, "[1]"), (6, "[2]")]
    assert [each.value for each in found[1:]] == [{"b": [1, {}]}, {"c": 3}]
    assert str(found[0].findings[0]).startswith(f"{tmp_path}/rows.json:3:")


def test_lines_that_are_lists_are_rows(tmp_path: Path) -> None:
    assert [each.value for each in rows_of(tmp_path, '["a", {"b": 1}]\n["c", {}]\n')] == [["a", {"b": 1}], ["c", {}]]
    assert rows_of(tmp_path, "[]") == rows_of(tmp_path, "") == []


def test_a_byte_order_mark_is_passed_over_and_told(tmp_path: Path) -> None:
    for content in (b'{"a": 1}\n', b'[\n{"a": 1}]', b'{\n"a": 1}'):
        (tmp_path / "x").write_bytes(b"\xef\xbb\xbf" + content)
        report = Report()
        assert [each.value for each in json_rows(tmp_path / "x", report)] == [{"a": 1}]
        assert "byte order mark" in report.notes[0]


FAULTS = {
    b'{"a": 1}\n{"a": }\n': ":2:7: not JSON",
    b'{"a": 1}\n{"a": 1, "a": 2}\n': ":2: the key 'a' stands twice",
    b'{"a": 1}\n{"a": 12345678901234567890}\n': ":2: a: 12345678901234567890 is beyond",
    b'{"a": 1}\n{"a": "\xff"}\n': ":2: not UTF-8",
    b"\xff\xfe{\0}\0": ":1:1: not UTF-8 but UTF-16",
    b'[{"a": 1},\n {"a": 1': ":2: [1]: the file ends in the middle of the list",
    b'{\n"a": 1': ":1: the file ends in the middle of the object",
    b'[{"a": 1}]\n{"b": 2}': ":2: [1]: not JSON: '{'",
    b'[{"a": 1}] x': ":1: [1]: not JSON: 'x'",
    b'[{"a": 1}]]': ":1: [1]: not JSON: ']'",
    b'[{"a": 1,\n "a": 2}]': ":1: [0]: the key 'a' stands twice",
    b'[{"a":\n 1x}]': ":2:3: [0]: not JSON",
    b'[{"a": "\xff"}]': ":1: [0]: not UTF-8",
    b"{\n}\n x {}": ": not JSON: 'x'",
    b"[" * 3000 + b"]" * 3000: "nested deeper",
}


@pytest.mark.parametrize("content", FAULTS, ids=[repr(each[:30]) for each in FAULTS])
def test_a_fault_stands_at_its_line(content: bytes, tmp_path: Path) -> None:
    found = [str(finding) for row in rows_of(tmp_path, content) for finding in row.findings]
    assert any(FAULTS[content] in each for each in found), found


def test_all_faults_of_documents_are_told_and_nothing_is_given_behind_the_first(tmp_path: Path) -> None:
    names = iter("abacd")

    def read(row: Row) -> list[Document]:
        text = row.value["text"]
        start, end = row.value["span"]
        span = row.span("span", text, start, end, row.value.get("words"))
        return [new_document(next(names), text, entities=by_id([mention("T1", "X", text, span)]))]

    lines = [
        {"text": "Oskell", "span": [0, 6]},
        {"text": "Selm", "span": [0, 4], "words": "Selm"},
        {"text": "Selm", "span": [0, 5]},
        {"text": "Selm", "span": [0, 4], "words": "Sel"},
        {"text": "Selm", "span": [3, 2]},
        {"text": "Selm", "span": [1, 2]},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    given_documents: list[str] = []
    with pytest.raises(FormatError) as caught:
        given_documents.extend(each.id for each in documents_of_rows(json_rows(path, Report()), read))
    assert given_documents == ["a", "b"]
    messages = [str(each).removeprefix(f"{path}:") for each in caught.value.findings]
    assert messages[0].startswith("3: span: 0 to 5 does not stand in the text of 4 characters")
    assert messages[1].startswith("4: span: 0 to 4 is 'Selm' in the text, but 'Sel' is said")
    assert messages[2].startswith("5: span: 3 to 2 does not stand")
    assert messages[3].startswith("6: id: 'a' is already the id of line 1")
