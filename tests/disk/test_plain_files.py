"""Nothing that is written inside a project leaves it through a link that somebody put there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.disk.plain_files import append_line, refuse_links_out
from annotator.errors import InputError, StoreError
from annotator.project.create import create_project
from annotator.project.project import Project
from annotator.store.migration.migrate import back_up
from annotator.store.tables.documents import document_ids

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
CANARY = "mine\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the project, with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "file").write_text(CANARY)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    create_project(folder)
    return folder


def untouched(outside: Path) -> bool:
    return [path.name for path in outside.iterdir()] == ["file"] and (outside / "file").read_text() == CANARY


def test_lines_are_added_to_plain_files_alone(tmp_path: Path, outside: Path) -> None:
    for line in (b"a", b"b"):
        append_line(tmp_path / "lines", line)
    assert (tmp_path / "lines").read_bytes() == b"a\nb\n"
    (tmp_path / "link").symlink_to(outside / "file")
    (tmp_path / "dangling").symlink_to(outside / "new")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "dangling", "pipe", "outside"):
        with pytest.raises(StoreError, match=name):
            append_line(tmp_path / name, b"a")
    assert untouched(outside)


def test_a_folder_that_leads_out_is_refused_and_one_that_stays_is_not(project: Path, outside: Path) -> None:
    (project / "out").symlink_to(outside)
    (project / "in").symlink_to(project / "datasets")
    for path in (project / "in" / "file", project / "datasets" / "new" / "file", project / ".." / "beside"):
        refuse_links_out(path, project)
    for path in (project / "out" / "file", project / "out" / "deeper" / "file", project / "in" / ".." / "out" / "file"):
        with pytest.raises(StoreError, match="leads out of"):
            refuse_links_out(path, project)


def test_a_project_that_is_reached_through_a_link_is_like_any_other(project: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(project)
    refuse_links_out(tmp_path / "alias" / "schema" / "file", tmp_path / "alias")


def test_a_new_store_writes_through_no_link(project: Path, outside: Path) -> None:
    (project / ".annotator").mkdir()
    (project / ".annotator" / ".gitignore").symlink_to(outside / "file")
    (project / ".annotator" / "store.sqlite").symlink_to(outside / "store")
    with pytest.raises(InputError, match="outside the project"):
        document_ids(Project.open(project).store.rows)
    (project / ".annotator" / "store.sqlite").unlink()
    opened = Project.open(project)
    assert document_ids(opened.store.rows) == []
    opened.close()
    assert untouched(outside)


def test_a_new_project_takes_no_links_place(tmp_path: Path, outside: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "annotator.toml").symlink_to(outside / "new")
    with pytest.raises(InputError, match=r"has annotator\.toml already"):
        create_project(folder)
    assert untouched(outside)


def test_a_copy_of_a_store_takes_no_links_place(tmp_path: Path, outside: Path) -> None:
    store = tmp_path / "store.sqlite"
    store.write_bytes(b"")
    (tmp_path / "store.sqlite.before-x").symlink_to(outside / "new")
    assert back_up(store, "before-x").name == "store.sqlite.before-x-2"
    assert untouched(outside)
