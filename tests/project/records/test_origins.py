"""`export --provenance` says of every annotation how it came in, from whom, and what was offered for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from msgspec import structs

from annotator.__main__ import main
from annotator.model.annotation import Relation, mention
from annotator.model.coverage import declare_all
from annotator.model.edits import add, update
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.store.session import LabelSession
from tests.project.planted import offered
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell in Selm.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path / "p")
    (tmp_path / "talks.txt").write_text(TEXT, "utf-8")
    add_files(made, [tmp_path / "talks.txt"])
    return made


def labelled(project: Project, layer: str) -> LabelSession:
    session = project.open_session("talks", layer)
    session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),))), offered("PERSON", ((0, 10),)))
    session.apply(
        add(session.document, mention("T2", "ORG", TEXT, ((15, 21),))),
        offered("GPE", ((15, 21),), "retyped", probability=0.9, planted=True),
    )
    session.apply(add(session.document, mention("T3", "GPE", TEXT, ((25, 29),))))
    belongs: dict[str, Any] = {"layer": "relations", "batch": True}
    session.apply(add(session.document, Relation("R1", "MEMBER_OF", "T1", "T2")), offered("MEMBER_OF", (), **belongs))
    return session


def exported(project: Project, layer: str, tmp_path: Path) -> dict[str, Any]:
    folder = str(project.folder)
    project.close()
    file = tmp_path / "out.jsonl"
    options = ["--layer", layer, "--provenance", "-o", str(file), "--project", folder]
    assert main(["export", *options]) == 0
    assert main(["check", str(file), "--project", folder]) == 0
    return dict(orjson.loads(file.read_bytes())["meta"]["provenance"])


def test_a_layer_says_what_was_offered_for_each_annotation(project: Project, tmp_path: Path) -> None:
    session = labelled(project, "mira")
    hidden = offered("GPE", ((25, 29),), "taken", shown=False, source="x@1")
    session.apply(declare_all(session.document), {**hidden, "unaided": {"made": 1, "found": 1}})
    session.close()
    found = exported(project, "mira", tmp_path)
    assert all(each["from"] == ["mira"] and each["when"] for each in found.values())
    assert {key: (each["how"], each.get("offered")) for key, each in found.items()} == {
        "T1": ("taken", [{"source": "learner", "type": "PERSON", "answer": "taken"}]),
        "T2": (
            "retyped",
            [{"source": "learner", "type": "GPE", "probability": 0.9, "answer": "retyped", "planted": True}],
        ),
        "T3": ("labelled", [{"source": "x@1", "type": "GPE", "answer": "taken", "shown": False}]),
        "R1": ("taken", [{"source": "learner", "type": "MEMBER_OF", "answer": "taken", "batch": True}]),
    }


def test_what_was_taken_back_is_not_told_and_a_correction_changes_not_how_it_came_in(
    project: Project, tmp_path: Path
) -> None:
    session = labelled(project, "mira")
    session.undo()
    session.apply(update(session.document, structs.replace(session.document.entities["T1"], type="ORG")))
    session.close()
    found = exported(project, "mira", tmp_path)
    assert set(found) == {"T1", "T2", "T3"}
    assert found["T1"]["how"] == "taken"


def test_an_imported_layer_says_so(project: Project, tmp_path: Path) -> None:
    labelled(project, "mira").close()
    folder, file = str(project.folder), tmp_path / "mira.jsonl"
    project.close()
    assert main(["export", "--layer", "mira", "-o", str(file), "--project", folder]) == 0
    assert main(["import", str(file), "--layer", "ana", "--project", folder]) == 0
    found = exported(Project.open(Path(folder)), "ana", tmp_path)
    assert {each["how"] for each in found.values()} == {"imported"}


def test_gold_names_to_whom_it_was_offered(project: Project, tmp_path: Path) -> None:
    for name in ("mira", "ana"):
        session = labelled(project, name) if name == "mira" else project.open_session("talks", name)
        if name == "ana":
            session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),))))
        session.apply(declare_all(session.document))
        session.close()
    Adjudication(project).write_gold()
    found = exported(project, "gold", tmp_path)
    (agreed,) = (each for each in found.values() if each["how"] == "agreed")
    assert agreed["from"] == ["ana", "mira"]
    assert agreed["offered"] == [{"source": "learner", "type": "PERSON", "answer": "taken", "to": "mira"}]
