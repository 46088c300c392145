"""Blank lines: readers pass over them, and `check` says where they are, once a run."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.blank_lines import BlankLines
from annotator.datasets.record import check_lines, read_documents
from annotator.datasets.registry import check_registry, read_registry
from annotator.errors import Finding
from tests.examples import examples

RECORD = b'{"id":"d%d","schema":"mini@1.0.0"}\n'
ENTRY = b'{"id":"e%d","kind":"entity","type":"ORG","name":"Column"}\n'
LINES = st.lists(st.sampled_from([b"", b"\n", b"  \t\n"]), max_size=12)


def reported(content: bytes) -> list[tuple[int, str, str]]:
    return [
        (found.place.line, found.code, found.level)
        for found in check_lines(io.BytesIO(content), loose=True)
        if isinstance(found, Finding)
    ]


@examples(80)
@given(LINES)
def test_each_run_is_one_finding_between_records_and_one_warning_at_the_end(kinds: list[bytes]) -> None:
    lines = [kind or RECORD % number for number, kind in enumerate(kinds, 1)]
    starts = [number for number, kind in enumerate(kinds, 1) if kind and (number == 1 or not kinds[number - 2])]
    last = max((number for number, kind in enumerate(kinds, 1) if not kind), default=0)
    expected = [(start, "blank-line", "finding" if start < last else "warning") for start in starts]
    assert reported(b"".join(lines)) == (expected if last or not lines else [(1, "no-record", "finding")])
    assert len(list(read_documents(io.BytesIO(b"".join(lines)), loose=True))) == kinds.count(b"")


def test_a_faulty_line_is_no_blank_one() -> None:
    assert reported(b"x\n") == [(1, "not-json", "finding")]
    assert reported(b"\n\nx\n\n") == [
        (1, "blank-line", "finding"),
        (3, "not-json", "finding"),
        (4, "blank-line", "warning"),
    ]


def test_how_many_blank_lines_there_are_is_said() -> None:
    lines = BlankLines("gold.jsonl", [b"{}\n", b"\n", b"\n"])
    list(lines)
    assert list(map(str, lines.at_end())) == [
        "gold.jsonl:2: warning: 2 blank lines; expected the file to end with its last record"
    ]


def test_a_registry_is_read_over_blank_lines_which_check_reports() -> None:
    content = ENTRY % 1 + b"\n" + ENTRY % 2 + b"\n"
    assert [each.id for each in read_registry(io.BytesIO(content))] == ["e1", "e2"]
    found = [each for each in check_registry(io.BytesIO(content)) if isinstance(each, Finding)]
    assert [(each.place.line, each.level) for each in found] == [(2, "finding"), (4, "warning")]
