"""Export, import, export: the same bytes; and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.datasets.record_bytes import document_bytes
from annotator.datasets.write import write_records
from annotator.errors import InputError, LayerLockedError, RecordError, SchemaError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.model.coverage import declare
from annotator.model.document import Document, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from tests.databases import DATABASES, Cluster
from tests.examples import examples
from tests.project.projects import make_project
from tests.strategies import documents

ARTICLE = "Oskell-backed forces entered Varania.\r\nIlan Marek said no.\n"


def store_line(store: str, request: pytest.FixtureRequest) -> Callable[[], str]:
    """A maker of the line of annotator.toml that names a new store."""
    if store == "sqlite":
        return lambda: ""
    server: Cluster = request.getfixturevalue("cluster")
    return lambda: f'store = "{server.new_database().url}"'


def file_of(folder: Path, *found: Document) -> Path:
    """A gold file."""
    path = folder / "gold.jsonl"
    write_records(found, path)
    return path


def gold(document_id: str = "a1", text: str = ARTICLE, annotator: str | None = "mira") -> Document:
    """A small record."""
    people = [mention("T1", "GPE", text, ((0, 6),)), mention("T2", "PERSON", text, ((39, 49),))]
    document = new_document(document_id, text, schema_ref="mini@1.0.0", annotator=annotator)
    return replace(document, entities=document.entities.update({each.id: each for each in people}))


def lines(project: Project, layer: str | None = None) -> bytes:
    """A layer as gold bytes."""
    return b"".join(document_bytes(each) for each in exported(project, layer))


@pytest.mark.slow
@pytest.mark.parametrize("store", DATABASES)
def test_export_of_import_is_the_same_bytes(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    numbers = count(1)
    new_store = store_line(store, request)
    folder = tmp_path / "first"
    project = make_project(folder, config=new_store(), schema=False)

    @given(st.lists(documents(max_each=3), min_size=1, max_size=3, unique_by=lambda each: each.id))
    @examples(30 if store == "sqlite" else 12)
    def check(drawn: list[Document]) -> None:
        layer = f"layer{next(numbers)}"
        found = [replace(each, id=f"{layer}-{each.id}") for each in drawn]
        file = file_of(tmp_path, *found)
        import_records(project, file, layer)
        assert lines(project, layer) == file.read_bytes()
        again = file_of(tmp_path, *exported(project, layer))
        assert import_records(project, again, layer).layers == ()

    check()
    project.close()


@pytest.mark.parametrize("store", DATABASES)
def test_another_project_rebuilds_the_same_state(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    new_store = store_line(store, request)
    first = make_project(tmp_path / "first", config=new_store())
    file = file_of(tmp_path, gold("a1"), gold("../../b", "Varania. " * 9, None), gold("Ω" * 900))
    import_records(first, file)
    with_edit = first.open_session("a1")
    with_edit.apply(edits.remove(with_edit.document, ["T1"]))
    with_edit.close()
    before = lines(first)
    second = make_project(tmp_path / "second", config=new_store())
    imported = import_records(second, file_of(tmp_path, *exported(first)))
    assert imported.records == 3
    assert lines(second) == before
    names = {path.name for path in tmp_path.rglob("*")}
    assert not any(name == "b" or "Ω" in name for name in names)
    for project in (first, second):
        project.close()


def test_the_log_begins_with_the_import_and_undo_stops_there(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    import_records(project, file_of(tmp_path, gold()))
    opened = project.open_session("a1")
    opened.apply(edits.remove(opened.document, ["T1"]))
    assert opened.undo() is not None
    assert opened.undo() is None
    assert set(opened.document.entities) == {"T1", "T2"}
    assert opened.fresh_id("T") == "T3"
    opened.close()
    project.close()


def test_a_complete_record_is_done_and_another_begun_and_labelling_on_changes_neither(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    import_records(project, file_of(tmp_path, gold("whole"), replace(gold("part"), incomplete_for=("GPE",))))
    assert {each.id: each.status for each in project.documents()} == {"whole": "done", "part": "begun"}
    for name in ("whole", "part"):
        opened = project.open_session(name)
        opened.apply(edits.remove(opened.document, ["T1"]))
        opened.close()
    assert {each.id: each.status for each in project.documents()} == {"whole": "done", "part": "begun"}
    assert {each.id: each.incomplete_for for each in exported(project)} == {"whole": (), "part": ("GPE",)}
    project.close()


def test_what_is_labelled_here_is_incomplete_until_it_is_declared(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    import_records(project, file_of(tmp_path, gold()), "jon")
    opened = project.open_session("a1", "mira")
    opened.apply(edits.add(opened.document, gold().entities["T1"]))
    opened.flush()
    (document,) = exported(project, "mira")
    assert document.incomplete_for == ("Attack", "GPE", "MEMBER_OF", "ORG", "PERSON")
    opened.apply(declare(opened.document, ["GPE", "Attack"], except_parts=["Attack/Place"]))
    opened.flush()
    (document,) = exported(project, "mira")
    assert document.incomplete_for == ("Attack/Place", "MEMBER_OF", "ORG", "PERSON")
    opened.close()
    project.close()


def test_other_annotations_are_not_written_over_unless_asked(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    import_records(project, file_of(tmp_path, gold()))
    before = lines(project)
    changed = replace(gold(), entities=gold().entities.delete("T1"))
    with pytest.raises(InputError, match="--replace"):
        import_records(project, file_of(tmp_path, gold("a2"), changed))
    assert lines(project) == before
    assert [each.id for each in project.documents()] == ["a1"]
    import_records(project, file_of(tmp_path, changed), replacing=True)
    assert lines(project) == document_bytes(changed)
    opened = project.open_session("a1")
    assert opened.undo() is not None
    opened.close()
    assert lines(project) == before
    project.close()


def test_nothing_is_half_imported(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    file = file_of(tmp_path, gold("a1"))
    file.write_bytes(file.read_bytes() + b'{"id": "a2", "text": "x"}\n')
    with pytest.raises(RecordError, match=r"gold\.jsonl:2"):
        import_records(project, file)
    assert project.documents() == []
    project.close()


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (replace(gold(), schema_ref="mini@2.0.0"), SchemaError, "labelled with mini@2.0.0"),
        (replace(gold(), schema_ref="other@1.0.0"), SchemaError, "labelled with other"),
        (replace(gold(), incomplete_for=("NOBODY",)), RecordError, "NOBODY"),
    ],
)
def test_what_does_not_fit_the_schema_is_refused(
    tmp_path: Path, wrong: Document, error: type[Exception], message: str
) -> None:
    project = make_project(tmp_path / "p")
    with pytest.raises(error, match=message):
        import_records(project, file_of(tmp_path, wrong))
    project.close()


def test_another_text_under_a_known_id_is_refused(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    import_records(project, file_of(tmp_path, gold()))
    with pytest.raises(InputError, match="another text"):
        import_records(project, file_of(tmp_path, gold(text=ARTICLE + "More.")))
    project.close()


def test_a_text_free_record_takes_the_text_that_the_project_has(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    (tmp_path / "a1.txt").write_bytes(ARTICLE.encode())
    add_files(project, [tmp_path / "a1.txt"])
    bare = gold()
    entities = {key: replace(each, text=None) for key, each in bare.entities.items()}
    file = tmp_path / "free.jsonl"
    file.write_bytes(document_bytes(replace(bare, text=None, entities=bare.entities.update(entities))))
    import_records(project, file)
    assert next(exported(project)).text == ARTICLE
    with pytest.raises(InputError, match="has no text"):
        import_records(project, _renamed(file))
    project.close()


def _renamed(file: Path) -> Path:
    file.write_bytes(file.read_bytes().replace(b'"id":"a1"', b'"id":"a9"'))
    return file


def test_a_layer_that_somebody_has_open_is_not_imported_over(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    import_records(project, file_of(tmp_path, gold()))
    opened = project.open_session("a1")
    with pytest.raises(LayerLockedError, match="close it first"):
        import_records(project, file_of(tmp_path, gold(), gold("a2")))
    assert len(project.documents()) == 1
    opened.close()
    project.close()
