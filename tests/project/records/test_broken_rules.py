"""What `import`, `export` and `predict` say of what a schema forbids; and inherited roles that come and go."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.write import write_records
from annotator.model.annotation import Argument, Event, Relation, mention
from annotator.model.document import Document, by_id, new_document
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from tests.project.projects import make_project

TEXT = "Oskell hit Varania in May."
WARLIKE = """
  Raid: {parent: "Attack"}
"""


def record(*more: Event | Relation) -> Document:
    mentions = [mention("T1", "ORG", TEXT, ((0, 6),)), mention("T2", "GPE", TEXT, ((11, 18),))]
    document = new_document("a", TEXT, schema_ref="mini@1.0.0", annotator="mira", entities=by_id(mentions))
    return replace(
        document,
        events=by_id(each for each in more if isinstance(each, Event)),
        relations=by_id(each for each in more if isinstance(each, Relation)),
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path / "p")
    file = made.folder / "schema" / "mini.yaml"
    file.write_text(file.read_text("utf-8") + WARLIKE.lstrip("\n"), "utf-8")
    return made


def file_of(folder: Path, document: Document) -> Path:
    path = folder / "gold.jsonl"
    write_records([document], path)
    return path


def test_inherited_roles_are_exported_imported_and_checked(project: Project, tmp_path: Path) -> None:
    raid = Event("E1", "Raid", None, (Argument("Attacker", "T1"), Argument("Place", "T2")))
    gold = file_of(tmp_path, record(raid))
    imported = import_records(project, gold)
    assert not imported.broken
    write_records(exported(project), tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == gold.read_bytes()
    assert main(["check", str(gold), "--project", str(project.folder)]) == 0
    assert main(["doctor", "--project", str(project.folder)]) == 0


def test_what_comes_in_though_a_rule_is_broken_is_counted_and_told(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = record(Relation("R1", "MEMBER_OF", "T1", "T2"), Event("E1", "Attack"))
    gold = file_of(tmp_path, broken)
    project.close()
    assert main(["import", str(gold), "--project", str(project.folder)]) == 0
    told = "3 things that mini@1.0.0 forbids (1 role-min, 1 domain, 1 range): annotator "
    assert f"{told}doctor lists them" in capsys.readouterr().err
    out = tmp_path / "out.jsonl"
    assert main(["export", "-o", str(out), "--project", str(project.folder)]) == 0
    assert f"{told}check {out} lists them" in capsys.readouterr().err
    assert main(["check", str(out), "--project", str(project.folder)]) == 1
    assert main(["doctor", "--project", str(project.folder)]) == 1


def test_predictions_are_told_what_the_schema_forbids_but_not_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = make_project(tmp_path / "p").folder / "schema" / "mini.yaml"
    predicted = record(Relation("R1", "MEMBER_OF", "T1", "T2"), Event("E1", "Attack"))
    file_of(tmp_path, replace(predicted, annotator=None))
    (tmp_path / "articles.jsonl").write_text(f'{{"id":"a","text":"{TEXT}"}}\n')
    call = ["predict", f"file:{tmp_path / 'gold.jsonl'}", str(tmp_path / "articles.jsonl"), "--schema", str(schema)]
    assert main([*call, "-o", str(tmp_path / "pred.jsonl")]) == 0
    said = capsys.readouterr().err
    assert "2 things that mini@1.0.0 forbids (1 domain, 1 range): annotator check lists them" in said
