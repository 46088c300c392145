"""Notes are told once each, with how often and where first, and their number has a bound."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.notice import Notice
from annotator.eval.reports.notes import MOST_LINES, bounded, first_of, grouped

notices = st.builds(
    Notice, st.sampled_from("ab"), st.none() | st.text("xyz", min_size=1), st.integers(1, 9), st.text("mn", max_size=3)
)


@given(st.lists(notices))
def test_each_thing_is_told_once_with_its_sum(found: list[Notice]) -> None:
    lines = grouped(found)
    kinds = {(each.code, each.message) for each in found}
    assert len(lines) == min(len(kinds), MOST_LINES)
    for code, message in kinds:
        alike = [each for each in found if (each.code, each.message) == (code, message)]
        if len(alike) > 1 and len(kinds) <= MOST_LINES:
            assert any(line.startswith(f"{message} ({sum(each.count for each in alike)} in ") for line in lines)


def test_the_first_few_documents_are_named() -> None:
    found = [Notice("duplicate", f"d{number}", 2, "twice") for number in range(5)]
    assert grouped(found) == ["twice (10 in 5 documents: d0, d1, d2 and 2 more)"]
    assert grouped(found[:1]) == ["d0: twice (2)"]
    assert first_of(["a", "b"]) == "a, b"


def test_more_lines_than_anybody_reads_are_counted() -> None:
    lines = bounded([str(number) for number in range(30)], "more", 10)
    assert (len(lines), lines[-1]) == (10, "21 more")


@given(st.integers(0, 12), st.integers(1, 6))
def test_names_beyond_the_first_are_counted(count: int, most: int) -> None:
    names = [f"d{number}" for number in range(count)]
    more = f" and {count - most} more" if count > most else ""
    assert first_of(names, most) == ", ".join(names[:most]) + more


@given(st.integers(0, 12), st.integers(1, 6))
def test_a_bounded_list_counts_the_rest(count: int, most: int) -> None:
    lines = [f"line {number}" for number in range(count)]
    kept = lines if count <= most else [*lines[: most - 1], f"{count - (most - 1)} further"]
    assert bounded(lines, "further", most) == kept
