"""Paragraphs of guidelines, by the names they are cited by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.guidelines import guideline_section, names_type, paragraphs
from tests.examples import examples
from tests.shared import ROOT

TEXT = """\
# Guidelines

How to label.

## 2. Spans

1. Names stand
   alone.
2. Nouns too.

Both nest.

### Level

`NAM` is a name.

## Entities

### `PERSON`, GROUP

A human.

- yes: she
"""


def test_a_paragraph_is_called_by_its_number_or_its_headings() -> None:
    assert [tuple(each) for each in paragraphs(TEXT)] == [
        ("§ Guidelines", "How to label."),
        ("§ 2.1", "Names stand alone."),
        ("§ 2.2", "Nouns too."),
        ("§ 2", "Both nest."),
        ("§ 2 Level", "`NAM` is a name."),
        ("§ PERSON`, GROUP", "A human."),
        ("§ PERSON`, GROUP", "- yes: she"),
    ]
    assert names_type("§ PERSON`, GROUP", "GROUP")


@pytest.mark.parametrize("path", sorted((ROOT / "schema" / "conflict-news").glob("guidelines-*.md")), ids=str)
def test_no_word_of_the_projects_own_guidelines_is_lost(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    headings = [line for line in text.split("\n") if line.startswith("#")]
    words = [word for each in paragraphs(text) for word in each.words.split()]
    numbers = {f"{number}." for number in range(1, 40)}
    wanted = [word for line in text.split("\n") if line not in headings for word in line.split()]
    assert [each for each in words if each not in numbers] == [each for each in wanted if each not in numbers]


@given(st.text(alphabet="#-1. ab\n", max_size=80))
@examples(60)
def test_any_text_has_paragraphs_with_words(text: str) -> None:
    assert all(each.words for each in paragraphs(text))


def test_a_section_is_read_paragraph_by_paragraph_whatever_width_its_file_is_wrapped_to() -> None:
    """Lines that were wrapped for a file were wrapped once more for the screen."""
    text = "### PLACE\n\nBuilt\nplaces; the\nembassy.\n- yes: a\n  b\n- no: c\n\n| a |\n| b |\n\nEnd\n\n### OTHER\nx\n"
    assert guideline_section(text, "PLACE") == [
        "Built places; the embassy.", "- yes: a b", "- no: c", "| a |", "| b |", "End",
    ]  # fmt: skip


@given(st.text(alphabet="#-1. ab|\n", max_size=80))
@examples(60)
def test_no_word_of_a_section_is_lost(text: str) -> None:
    section = text.replace("#", "")
    assert " ".join(guideline_section(f"# PLACE\n{section}", "PLACE")).split() == section.split()
