"""Screens as marked text: every run in a style that is not plain stands as `<<style:text>>`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from annotator.tui import theme
from annotator.tui.editor.editor import Editor
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, painted
from annotator.tui.view.runs import StyledRow

GOLDENS = Path(__file__).parent / "goldens"


def marked(rows: list[StyledRow]) -> str:
    """The rows as lines of marked text."""
    lines = ("".join(f"<<{style}:{text}>>" if style else text for text, style in row).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def without_colours(rows: list[StyledRow]) -> str:
    """The same as a terminal without colours shows it: a style is what is left of it there."""
    return marked([tuple((text, effects(style)) for text, style in row) for row in rows])


@cache
def effects(name: str) -> str:
    """What is done to a style where there are no colours."""
    style = theme.style("mono", name)
    return " ".join(each for each in ("bold", "dim", "reverse", "underline") if getattr(style, each))


def screen(work: Editor, size: tuple[int, int], page: Page | None = None) -> str:
    """The screen of an editor, marked."""
    return marked(screen_rows(work, size, page))


def screen_rows(work: Editor, size: tuple[int, int], page: Page | None = None) -> list[StyledRow]:
    """The rows of the screen of an editor."""
    page = page or Page(hues_of(work.session.schema))
    document = work.session.document
    info = Info(
        title="Penalties",
        schema_ref=document.schema_ref or "",
        number=1,
        count=2,
        entities=len(document.entities),
        relations=len(document.relations),
        events=len(document.events),
        unconfirmed=work.index.unconfirmed,
    )
    return painted(page, work, info, size)


def assert_golden(name: str, found: str) -> None:
    """Compare with the golden; with GOLDEN=write in the environment, write it."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8"), f"{path} differs; look, then: make golden"
