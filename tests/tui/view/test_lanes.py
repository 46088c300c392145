"""The rules of the lanes view, one by one."""

from __future__ import annotations

from rich.cells import cell_len

from annotator.text.cells import cell_line
from annotator.tui.view.lanes import LineLook, Tag, lanes_of, line_rows, tag_text


def tag(start: int, end: int, words: str = "GPE", **rest: object) -> Tag:
    return Tag(id=f"{start}-{end}-{words}", cells=(start, end), words=words, key="g", hue="places", **rest)  # type: ignore[arg-type]


def drawn(text: str, look: LineLook, *, bus: bool = False) -> list[str]:
    rows = line_rows(cell_line(text, cell_len), look, 40, lanes=True, bus=bus)
    return ["".join(run for run, _ in row).rstrip() for row in rows]


def test_a_tag_runs_from_the_span_s_start_to_a_corner_at_its_end() -> None:
    assert tag_text(tag(0, 7)) == "GPE───┘"
    assert tag_text(tag(0, 4)) == "GPE┘"
    assert tag_text(tag(0, 3)) == "GPE"


def test_a_short_span_shows_the_key_letter() -> None:
    assert tag_text(tag(0, 2)) == "g┘"
    assert tag_text(tag(0, 1)) == "g"


def test_a_short_span_keeps_the_sign_of_a_proposal() -> None:
    """Tags of two letters lost their question mark: what was proposed there could not be seen."""
    assert tag_text(tag(0, 2, words="GPE?")) == "g?"
    assert tag_text(tag(0, 3, words="GPE?")) == "g?┘"
    assert tag_text(tag(0, 1, words="GPE?")) == "g"


def test_a_trigger_has_a_heavy_tail() -> None:
    assert tag_text(tag(0, 6, "ATK", trigger=True)) == "ATK━━┛"


def test_a_span_that_goes_on_has_no_corner_and_is_taken_up_by_dots() -> None:
    assert tag_text(tag(0, 6, closes=False)) == "GPE───"
    assert tag_text(tag(0, 6, opens=False)) == "⋯────┘"


def test_every_line_owns_a_text_row_and_a_tag_row() -> None:
    assert drawn("some words", LineLook()) == ["some words", ""]


def test_a_blank_line_owns_one_row() -> None:
    assert drawn("   ", LineLook()) == [""]


def test_nesting_goes_down_innermost_first_and_three_rows_at_most() -> None:
    nested = (tag(0, 20, "AAA"), tag(0, 15, "BBB"), tag(0, 10, "CCC"), tag(0, 5, "DDD"))
    rows, hidden = lanes_of(nested)
    assert [[each.words for each in row] for row in rows] == [["DDD"], ["CCC"], ["BBB"]]
    assert hidden == 1
    assert drawn("x" * 20, LineLook(tags=nested))[-1].endswith("+1")


def test_a_role_covers_other_tags_but_never_another_role() -> None:
    look = LineLook(tags=(tag(0, 3, "Recipient", role=True), tag(4, 9, "GPE"), tag(12, 15, "Target", role=True)))
    assert drawn("abc defgh   xyz rest", look)[1] == "Recipient   Target"
    close = LineLook(tags=(tag(0, 3, "Recipient", role=True), tag(4, 9, "Target", role=True)))
    assert drawn("abc defgh", close)[1] == "Rec Target"


def test_the_bus_joins_the_parts_of_the_focused_event() -> None:
    look = LineLook(bus=((0, "Imposer", False), (20, "◆SANCTION", True)))
    assert drawn("Oskell says and does", look, bus=True)[2] == "╰Imposer────────────╯◆SANCTION"
    leaving = LineLook(bus=((10, "Target", False),), bus_before=True, bus_after=True)
    assert drawn("and their bands", leaving, bus=True)[2] == "◂─────────┴Target─▸"
