"""Every page that is made of the program says what the program says."""

from __future__ import annotations

import re

import pytest

from tests.cli.help_text import CALLS
from tests.docs.pages import DOCS, HELP, MADE, SCHEMA, Made
from tests.shared import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("made", MADE, ids=str)
def test_the_page_is_what_is_made_of_the_program(made: Made) -> None:
    assert made.written() == made.make(), "run: make docs"


def test_every_part_and_every_help_text_is_in_the_table() -> None:
    for page in (*DOCS.glob("*.md"), *ROOT.glob("*.md")):
        parts = set(re.findall(r"<!-- made: (.+?) -->", page.read_text("utf-8")))
        assert parts == {made.part for made in MADE if made.path == page and made.part}, page
        assert len(parts) == page.read_text("utf-8").count("<!-- end -->"), f"{page}: an end without a beginning"
    assert {path.name for path in HELP.glob("*.txt")} == {f"{'-'.join(('annotator', *call))}.txt" for call in CALLS}
    assert set(SCHEMA.glob("*.json")) <= {made.path for made in MADE}


def test_every_page_is_listed() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / "README.md").read_text("utf-8")))
    assert listed == {page.name for page in DOCS.glob("*.md")} - {"README.md"}
