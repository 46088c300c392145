"""Articles come in byte for byte or not at all, and go out for good when that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from annotator.errors import InputError, LayerLockedError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.project.articles.add import add_files, remove_articles
from annotator.project.project import Project
from annotator.project.read_text import MAX_TEXT_BYTES, read_text
from tests.examples import examples
from tests.project.projects import make_project
from tests.strategies import texts


def write(folder: Path, name: str, content: bytes) -> Path:
    """A file."""
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return make_project(tmp_path / "p")


@given(texts())
@examples(50)
def test_a_text_is_read_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.getbasetemp(), "any.txt", text.encode())
    assert read_text(path) == text


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbfBOM", b"a\r\nb\rc\n", "\u00a0\n\x1b[2J\x00".encode(), b"", "𐎀👩‍🔬".encode()],
)
def test_the_store_holds_the_file_byte_for_byte(project: Project, tmp_path: Path, content: bytes) -> None:
    assert add_files(project, [write(tmp_path, "a [b].txt", content)]) == ["a [b]"]
    opened = project.open_session("a [b]")
    assert (opened.document.text or "").encode() == content
    opened.close()


@pytest.mark.parametrize(
    ("content", "place"), [(b"caf\xe9 in", "byte 3"), (b"ab\xed\xa0\x80", "byte 2"), (b"\xff\xfea\0", "byte 0")]
)
def test_what_is_not_utf8_is_refused_with_its_place(
    project: Project, tmp_path: Path, content: bytes, place: str
) -> None:
    good = write(tmp_path, "good.txt", b"good")
    with pytest.raises(InputError, match=place):
        add_files(project, [good, write(tmp_path, "bad.txt", content)])
    assert project.documents() == []


def test_a_taken_id_is_refused_and_nothing_is_added(project: Project, tmp_path: Path) -> None:
    add_files(project, [write(tmp_path, "a.txt", b"one")])
    with pytest.raises(InputError, match="'a' is taken"):
        add_files(project, [write(tmp_path, "b.txt", b"two"), tmp_path / "a.txt"])
    assert [each.id for each in project.documents()] == ["a"]


def test_a_taken_id_with_another_text_is_told_how_to_follow_the_change(project: Project, tmp_path: Path) -> None:
    add_files(project, [write(tmp_path, "a.txt", b"one")])
    write(tmp_path, "a.txt", b"another one")
    with pytest.raises(InputError, match="already, with another text; if it changed, open the document"):
        add_files(project, [tmp_path / "a.txt"])


def test_an_unreadable_file_is_named(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: cannot be read"):
        add_files(project, [tmp_path / "none.txt"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="empty: has no file in it"):
        add_files(project, [tmp_path / "empty"])


def test_a_huge_file_is_refused_before_it_is_read(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_TEXT_BYTES + 1)
    with pytest.raises(InputError, match="split it"):
        add_files(project, [path])


def test_documents_stand_in_the_order_they_were_added(project: Project, tmp_path: Path) -> None:
    for name in ("z", "a", "m"):
        add_files(project, [write(tmp_path, f"{name}.txt", f"\n  Title of {name} \nmore".encode())])
    found = project.documents()
    assert [(each.id, each.title, each.chars) for each in found] == [(n, f"Title of {n}", 19) for n in ("z", "a", "m")]
    assert [each.id for each in project.documents(start=1, count=1)] == ["a"]
    assert project.document_ids() == ["z", "a", "m"]
    assert project.document_count() == 3


def test_counts_follow_the_layer(project: Project, tmp_path: Path) -> None:
    _label_one(project, tmp_path)
    (mine,) = project.documents()
    (other,) = project.documents("jon")
    assert (mine.entities, mine.status) == (1, "begun")
    assert (other.entities, other.status) == (0, "new")
    assert project.layers() == ["mira"]


def _label_one(project: Project, tmp_path: Path) -> None:
    add_files(project, [write(tmp_path, "a.txt", b"Varania protested.")])
    opened = project.open_session("a")
    opened.apply(edits.add(opened.document, mention("T1", "GPE", "Varania", ((0, 7),))))
    opened.close()


def test_a_removed_document_comes_back_with_its_layers(project: Project, tmp_path: Path) -> None:
    _label_one(project, tmp_path)
    remove_articles(project, ["a"])
    assert project.documents() == []
    assert project.layers() == []
    with pytest.raises(InputError, match="no document 'a'"):
        project.open_session("a")
    with pytest.raises(InputError, match="no document 'a'"):
        remove_articles(project, ["a"])
    with pytest.raises(InputError, match="removed document with another text"):
        add_files(project, [write(tmp_path, "a.txt", b"Another text.")])
    add_files(project, [write(tmp_path, "a.txt", b"Varania protested.")])
    assert [each.entities for each in project.documents()] == [1]


def test_a_purged_document_leaves_no_byte(project: Project, tmp_path: Path) -> None:
    _label_one(project, tmp_path)
    remove_articles(project, ["a"], purge=True)
    store = project.folder / ".annotator"
    assert not any(b"Varania" in path.read_bytes() for path in store.rglob("*") if path.is_file())
    add_files(project, [write(tmp_path, "a.txt", b"Another text.")])
    assert [each.entities for each in project.documents()] == [0]


def test_a_removed_document_can_still_be_purged(project: Project, tmp_path: Path) -> None:
    _label_one(project, tmp_path)
    remove_articles(project, ["a"])
    remove_articles(project, ["a"], purge=True)
    assert b"protested" not in (project.folder / ".annotator" / "store.sqlite").read_bytes()


def test_an_open_document_is_not_removed(project: Project, tmp_path: Path) -> None:
    _label_one(project, tmp_path)
    opened = project.open_session("a")
    with pytest.raises(LayerLockedError):
        remove_articles(project, ["a"])
    opened.close()
    remove_articles(project, ["a"])


def test_several_go_at_once_or_none(project: Project, tmp_path: Path) -> None:
    add_files(project, [write(tmp_path, f"{name}.txt", b"x") for name in "abc"])
    with pytest.raises(InputError, match="'d'"):
        remove_articles(project, ["a", "d"])
    assert project.document_ids() == ["a", "b", "c"]
    remove_articles(project, ["a", "c", "a"])
    assert project.document_ids() == ["b"]
