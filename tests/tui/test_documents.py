"""The articles of a project as the screen walks through them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.model.annotation import mention
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.store.database.rows import Rows
from annotator.store.tables.annotations import Stored, all_rows
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from annotator.tui import documents as documents_module
from annotator.tui.documents import Documents

TEXT = "Oskell met Oskell.\n"


def test_things_are_counted_in_the_articles_besides_the_open_one_which_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.create(tmp_path / "p", "1.0.0")
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    add_files(project, [tmp_path / f"{name}.txt" for name in ("a", "b", "c", "d")])
    for name in ("a", "b", "c"):
        session = project.open_session(name)
        made = [replace(mention(f"T{at}", "GPE", TEXT, ((at, at + 6),)), coref="e:oskell") for at in (0, 11)]
        session.apply(add(session.document, *made))
        session.close()
    read: list[int] = []

    def seen(rows: Rows, layer: int) -> Iterator[list[Stored]]:
        read.append(layer)
        return all_rows(rows, layer)

    monkeypatch.setattr(documents_module, "all_rows", seen)
    assert Documents(project).counts_elsewhere("a") == {"e:oskell": (4, 2)}
    mine = [layer_state(project.store.rows, LayerKey(name, project.annotator)).number for name in ("b", "c")]
    assert read == mine
    project.close()
