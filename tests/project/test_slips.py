"""Every kind of file that people write: any slip is told with its line, and all slips of a file at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import FoundError
from annotator.eval.suites.suite import SUITE_FILE
from annotator.project.config import PROJECT_FILE
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.language import SCHEMA_FILE
from annotator.schema.migration.reading import MIGRATION_FILE
from tests.examples import examples
from tests.shared import ROOT
from tests.slips import slips

PROJECT = """\
schema = "schema/news/1.0.0.yaml"
annotator = "mira"
store = "postgresql://db/gold"
language = "en"
suggesters = ["english-news"]

[limits]
extractor_s = 60
regex_s = 2

[keymap]
profile = "vim"
"""


def text_of(*steps: str) -> str:
    return Path(ROOT, *steps).read_text("utf-8")


FILES: dict[str, tuple[FileKind[Any], str]] = {
    "schema": (SCHEMA_FILE, text_of("schema", "conflict-news", "2.0.1.yaml")),
    "migration": (MIGRATION_FILE, text_of("schema", "conflict-news", "migrate-1.1.0-to-2.0.0.yaml")),
    "suite": (SUITE_FILE, text_of("eval", "suites", "conflict-news-sample.toml")),
    "project": (PROJECT_FILE, PROJECT),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
@examples(10)
@given(data=st.data())
def test_all_slips_are_told_at_once(name: str, data: st.DataObject) -> None:
    kind, text = FILES[name]
    lines: set[int] = set()
    for _ in range(data.draw(st.integers(1, 4))):
        slipped, line = data.draw(slips(kind, text), "a slip")
        if line not in lines:
            text = slipped
            lines.add(line)
    with pytest.raises(FoundError) as caught:
        kind.parse(text, "x")
    assert lines <= {each.place.line for each in caught.value.findings}
    assert all(each.place.column for each in caught.value.findings)


@pytest.mark.parametrize("name", FILES)
def test_without_a_slip_nothing_is_told(name: str) -> None:
    kind, text = FILES[name]
    kind.parse(text, "x")
