"""Screens as marked text: every run in a style that is not plain stands as `<<style:text>>`."""

from __future__ import annotations

import os
from pathlib import Path

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


def screen(work: Editor, size: tuple[int, int], page: Page | None = None) -> str:
    """The screen of an editor, marked."""
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
    return marked(painted(page, work, info, size))


def assert_golden(name: str, found: str) -> None:
    """Compare with the golden; with GOLDEN=write in the environment, write it."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8"), f"{path} differs; look, then: make golden"
