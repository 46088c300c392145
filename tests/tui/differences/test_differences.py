"""Looking through disagreements: the list, the article, the filters, the guideline; without a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed
from rich.cells import cell_len

from annotator.agreement.disagreements import differences_of
from annotator.datasets.write import write_records
from annotator.schema.guidelines import Paragraph
from annotator.tui.differences.drawing import Article, difference_rows
from annotator.tui.differences.keys import VERB_OF
from annotator.tui.differences.state import DifferencesState, Listed, press
from tests.agreement.test_agree import ATTACK, FULL, TEXT, layer
from tests.tui.terminal import running

ONE = layer(*FULL, ATTACK)
OTHER = layer(
    changed(FULL[0], type="PERSON"), changed(FULL[1], spans=((35, 41),), text="Column"), changed(ATTACK, arguments=())
)
EVERY = [Listed(("ana", "ben"), each) for each in differences_of(ONE, OTHER)]
TWICE = [*EVERY, *(Listed(("ana", "cleo"), each.difference) for each in EVERY)]


def shown(state: DifferencesState, size: tuple[int, int] = (80, 24)) -> str:
    rows = difference_rows(state, Article(ONE, OTHER), size, cell_len)
    assert [sum(cell_len(text) for text, _ in row) for row in rows] == [size[0]] * size[1]
    return "\n".join("".join(text for text, _ in row) for row in rows)


def after(state: DifferencesState, *keys: str) -> DifferencesState:
    for key in keys:
        state = press(state, key)
    return state


def test_the_list_leads_into_the_article_and_back() -> None:
    state = DifferencesState(EVERY)
    assert {each.difference.kind for each in EVERY} == {"type", "boundary", "missing", "argument"}
    assert "GPE “Oskell”  GPE | PERSON" in shown(state)
    article = after(state, "enter")
    assert article.page == "article"
    assert " 1 ana  GPE" in shown(article)
    assert " 2 ben  PERSON" in shown(article)
    assert "Oskell struck the camp of the Dawn Column" in shown(article)
    assert after(article, "escape").page == "list"
    assert after(article, "escape", "escape").quits


def test_what_both_say_is_drawn_once_and_the_rest_under_its_number() -> None:
    number = next(at for at, each in enumerate(EVERY) if each.difference.kind == "argument")
    lines = shown(DifferencesState(EVERY, number, page="article")).split("\n")
    first = next(line for line in lines if line.startswith(" 1 "))
    assert "Attacker" in first
    assert "Att" not in next(line for line in lines if line.startswith(" 2 "))


def test_filters_go_through_what_there_is_and_back_to_all() -> None:
    state = DifferencesState(TWICE)
    seen = [state.kind]
    for _ in range(len({(each.difference.layer, each.difference.kind) for each in EVERY})):
        state = press(state, "f")
        seen.append(state.kind)
        assert {f"{TWICE[number].difference.layer} {TWICE[number].difference.kind}" for number in state.shown} == {
            state.kind
        }
    assert sorted(seen[1:]) == seen[1:]
    assert press(state, "f").kind == ""
    only = after(DifferencesState(TWICE), "w")
    assert {TWICE[number].pair for number in only.shown} == {("ana", "ben")}
    assert "only ana and ben" in shown(only)


def test_the_guideline_is_searched_and_left() -> None:
    rules = (Paragraph("§ 1", "Countries."), Paragraph("§ 2", "People."))
    page = replace(after(DifferencesState(EVERY), "?"), rules=rules)
    assert "Countries." in shown(page)
    assert "Countries." not in shown(after(page, "p", "e", "o"))
    assert after(page, "p", "backspace", "down", "escape").page == "article"


@given(st.lists(st.sampled_from([*VERB_OF, "x"]), min_size=1, max_size=30))
def test_whatever_is_pressed_a_shown_difference_is_in_focus(keys: list[str]) -> None:
    state = after(DifferencesState(TWICE), *keys)
    assert state.here is not None
    assert shown(state)


@pytest.mark.terminal
def test_the_screen_opens_on_files_in_a_terminal(tmp_path: Path) -> None:
    for name, document in (("ana", ONE), ("ben", OTHER)):
        write_records([changed(document, schema_ref="news@1.0.0", annotator=name)], tmp_path / f"{name}.jsonl")
    with running(["agree", "ana.jsonl", "ben.jsonl", "--show", "all"], tmp_path, (80, 24)) as terminal:
        terminal.wait_for("DISAGREEMENTS")
        terminal.keys("\r")
        terminal.wait_for(TEXT[:30])
        terminal.keys("?")
        terminal.wait_for("the schema is not at hand")
        terminal.keys("q")
        assert terminal.end() == 0
