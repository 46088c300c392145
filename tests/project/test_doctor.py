"""The doctor finds every fault it knows, repairs what can be, and never makes anything worse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.datasets.write import write_records
from annotator.errors import InputError
from annotator.model import edits
from annotator.model.annotation import Relation, mention
from annotator.project.articles.add import add_files
from annotator.project.doctor import MOST_TOLD, diagnose
from annotator.project.project import Project
from annotator.project.records.check_records import check_files
from annotator.project.records.export_records import exported
from annotator.project.repair import repair
from annotator.store.database.transaction import writing
from tests.databases import Cluster
from tests.project.projects import make_project
from tests.store.format_0001 import OldLayer, write_store

ARTICLE = "Varania protested. Oskell did not answer.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one labelled article, closed."""
    made = make_project(tmp_path / "p")
    (made.folder / "a.txt").write_text(ARTICLE)
    add_files(made, [made.folder / "a.txt"])
    opened = made.open_session("a")
    for start, end in ((0, 7), (19, 25)):
        opened.apply(edits.add(opened.document, mention(opened.fresh_id("T"), "GPE", ARTICLE, ((start, end),))))
    opened.close()
    made.close()
    return Project.open(made.folder)


def run(project: Project, sql: str, **parameters: Any) -> None:
    """Change the store behind its back."""
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run(sql, **parameters)


def flip_operation(project: Project) -> None:
    run(project, "UPDATE operations SET checksum = 'x' WHERE seq = 2")


def flip_annotation(project: Project) -> None:
    run(project, "UPDATE annotations SET payload = :payload WHERE id = :id", payload=b"{}", id=b"T1")


def flip_text(project: Project) -> None:
    run(project, "UPDATE texts SET text = :text", text=ARTICLE.replace("did", "dud").encode())


def leave_lease(project: Project) -> None:
    assert project.store.location.leases
    (project.store.location.leases / "0123456789abcdef.json").write_text('{"pid": 7, "host": "x", "since": ""}')


def snapshot(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}


def test_a_sound_project_is_found_sound_and_not_touched(project: Project) -> None:
    before = snapshot(project)
    assert diagnose(project.folder) == []
    assert repair(project.folder) == []
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("damage", "code", "done"),
    [
        (flip_operation, "layer", "recovered 1 operations, set aside 1; no annotation is lost"),
        (flip_annotation, "layer", "recovered 2 operations, set aside 0; the annotations are those after"),
        (flip_text, "text", "put the text of 'a' back"),
        (leave_lease, "stale-lease", "removed the lease"),
    ],
)
def test_each_fault_is_found_and_repaired(
    project: Project, damage: Callable[[Project], None], code: str, done: str
) -> None:
    damage(project)
    project.close()
    found = diagnose(project.folder)
    assert [each.code for each in found] == [code]
    assert "doctor --repair" in str(found[0])
    said = repair(project.folder)
    assert any(done in line for line in said), said
    assert diagnose(project.folder) == []
    assert repair(project.folder) == []
    fresh = Project.open(project.folder)
    assert [each.entities for each in fresh.documents()] == [2]
    copies = list(project.folder.rglob("store.sqlite.before-repair*"))
    assert len(copies) == (damage is not leave_lease)
    fresh.close()


def test_a_text_that_cannot_be_put_back_is_said(project: Project) -> None:
    flip_text(project)
    project.close()
    (project.folder / "a.txt").unlink()
    assert any("not repaired" in line for line in repair(project.folder))
    assert [each.code for each in diagnose(project.folder)] == ["text"]


def test_an_address_that_is_none_is_reported(project: Project) -> None:
    file = project.config.file
    file.write_text(file.read_text() + '\nstore = "postgresql://u:p@h:notaport/gold"\n')
    found = [each for each in diagnose(project.folder) if each.code == "store-address"]
    assert ["correct the line" in str(each) for each in found] == [True]


def test_a_changed_article_is_reported(project: Project) -> None:
    (project.folder / "a.txt").write_text("Now. " + ARTICLE)
    (found,) = diagnose(project.folder)
    assert found.code == "text-changed"
    assert "a.txt" in str(found)


def test_a_file_that_is_no_database_is_reported(project: Project) -> None:
    project.close()
    store = project.folder / ".annotator" / "store.sqlite"
    content = bytearray(store.read_bytes())
    content[4096 : 4096 + 2048] = b"\xaa" * 2048
    store.write_bytes(content)
    assert "store-file" in {each.code for each in diagnose(project.folder)}
    store.write_bytes(b"something else altogether" * 400)
    assert [each.code for each in diagnose(project.folder)] == ["store-file"]


def test_a_newer_store_is_reported(project: Project) -> None:
    run(project, "UPDATE alembic_version SET version_num = '9999'")
    project.close()
    assert "store-version" in {each.code for each in diagnose(project.folder)}


def test_config_and_schema_are_looked_at(project: Project) -> None:
    (project.folder / "schema" / "old.yaml").write_text("name: [")
    found = diagnose(project.folder)
    assert [each.code for each in found] == ["schema"]
    assert "old.yaml" in found[0].where
    (project.folder / "schema" / "old.yaml").unlink()
    (project.folder / "annotator.toml").write_text('schema = "schema/none.yaml"')
    assert [each.code for each in diagnose(project.folder)] == ["schema"]
    (project.folder / "annotator.toml").write_text("")
    assert [each.code for each in diagnose(project.folder)] == ["no-schema"]
    (project.folder / "annotator.toml").write_text("colour = 3\nstore = 1\n")
    assert [str(each).partition(";")[0] for each in diagnose(project.folder)] == [
        f"{project.folder / 'annotator.toml'}:1:1: colour: unknown key 'colour'",
        f"{project.folder / 'annotator.toml'}:2:9: store: expected words in quotes, found 1",
    ]


def test_the_keymap_is_looked_at_by_the_one_who_knows_keys(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    with (project.folder / "annotator.toml").open("a") as stream:
        stream.write('[keymap]\nundoo = "u"\n')
    assert main(["doctor", "--project", str(project.folder)]) == 1
    assert "annotator.toml:4:1: keymap.undoo: there is no verb 'undoo'; did you mean undo?" in capfd.readouterr().out


def test_a_layer_of_another_schema_is_reported(project: Project) -> None:
    file = project.folder / "schema" / "mini.yaml"
    file.write_text(file.read_text().replace("1.0.0", "2.0.0"))
    assert [each.code for each in diagnose(project.folder)] == ["other-schema"]


def test_a_layer_that_no_reader_would_accept_is_reported(project: Project) -> None:
    opened = project.open_session("a")
    opened.apply(edits.add(opened.document, mention("T9", "GPE", ARTICLE, ((900, 907),))))
    opened.close()
    project.close()
    assert [each.code for each in diagnose(project.folder)] == ["content"]


def test_outside_a_project_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="annotator init"):
        diagnose(tmp_path)


def test_what_the_schema_forbids_is_found_in_the_words_of_check(project: Project, tmp_path: Path) -> None:
    opened = project.open_session("a")
    document = opened.document
    opened.apply(edits.add(document, Relation("R1", "MEMBER_OF", "T1", "T2"), name="relate"))
    opened.close()
    gold = tmp_path / "gold.jsonl"
    write_records(exported(project), gold)
    project.close()
    checked = check_files([gold], project=project.folder).findings
    found = diagnose(project.folder)
    assert [(each.code, each.message) for each in found] == [(each.code, each.message) for each in checked]
    assert {each.code for each in found} == {"domain", "range"}
    assert found[0].where == "document 'a', layer 'mira': R1 head"
    assert all(each.advice for each in found)


def test_a_schema_that_was_changed_in_place_is_noticed_by_what_it_forbids_now(project: Project) -> None:
    file = project.folder / "schema" / "mini.yaml"
    project.close()
    file.write_text(file.read_text().replace("GPE", "PLACE"))
    found = diagnose(project.folder)
    codes = ["changed-schema", "unknown-coverage", "unknown-type", "unknown-type"]
    assert [each.code for each in found] == codes
    assert "unknown type 'GPE'" in found[2].message


def test_two_schemas_of_one_name_in_a_layer_are_noticed(project: Project) -> None:
    file = project.folder / "schema" / "mini.yaml"
    project.close()
    before = file.read_text()
    file.write_text(before.replace("a country or a city", "a place with a government"))
    assert diagnose(project.folder) == [], "another definition makes no other schema"
    file.write_text(before.replace("  ORG:", "  CLUB: {}\n  ORG:"))
    (found,) = diagnose(project.folder)
    assert (found.code, found.level) == ("changed-schema", "notice")
    assert "labelled with another schema that called itself mini@1.0.0" in found.message
    opened = (again := Project.open(project.folder)).open_session("a")
    opened.apply(edits.add(opened.document, mention("T9", "CLUB", ARTICLE, ((0, 7),))))
    assert len(opened.other_schemas()) == 1
    opened.close()
    again.close()
    assert [each.code for each in diagnose(project.folder)] == ["changed-schema"]
    file.write_text(before)
    assert sorted({each.code for each in diagnose(project.folder)}) == ["changed-schema", "unknown-type"]


def test_of_very_many_broken_rules_the_first_are_told(project: Project) -> None:
    opened = project.open_session("a")
    made = [Relation(f"R{number}", "MEMBER_OF", "T1", "T2") for number in range(1, 31)]
    opened.apply(edits.add(opened.document, *made, name="relate"))
    opened.close()
    project.close()
    found = diagnose(project.folder)
    assert len(found) == MOST_TOLD + 1
    assert "40 more things that mini@1.0.0 forbids" in found[-1].message
    assert found[-1].code == "more"


def test_a_project_on_postgresql_is_looked_over_like_any(cluster: Cluster, tmp_path: Path) -> None:
    made = make_project(tmp_path / "p", config=f'store = "{cluster.new_database().url}"')
    (made.folder / "a.txt").write_text(ARTICLE)
    add_files(made, [made.folder / "a.txt"])
    opened = made.open_session("a")
    opened.apply(edits.add(opened.document, mention("T1", "GPE", ARTICLE, ((0, 7),))))
    opened.apply(edits.remove(opened.document, ["T1"]))
    opened.close()
    assert diagnose(made.folder) == []
    flip_operation(made)
    made.close()
    assert [each.code for each in diagnose(made.folder)] == ["layer"]
    assert any("recovered 1 operations, set aside 1" in line for line in repair(made.folder))
    assert diagnose(made.folder) == []


def test_what_a_new_format_changed_is_said_once(tmp_path: Path) -> None:
    made = make_project(tmp_path / "p")
    layer = OldLayer("a", "mira", ARTICLE)
    layer.apply(edits.add(layer.document, mention("T1", "GPE", ARTICLE, ((0, 7),))))
    write_store(made.store_location, [layer])
    (found,) = diagnose(made.folder)
    assert (found.code, found.level) == ("notice", "notice")
    assert "before coverage could be declared: 1; nothing says" in str(found)
    assert diagnose(made.folder) == []
    (document,) = exported(Project.open(made.folder))
    assert document.incomplete_for == ("Attack", "GPE", "MEMBER_OF", "ORG", "PERSON")
