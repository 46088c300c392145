"""What is exported names the sources of what was suggested and taken, and of nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.datasets.write import write_records
from annotator.model.annotation import mention
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell."


def offer(source: str, answer: str, **more: Any) -> dict[str, Any]:
    return {"offered": [{"source": source, "layer": "entities", "type": "GPE", "answer": answer, **more}]}


def test_sources_are_those_of_what_was_taken_and_not_taken_back(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    add_files(project, [tmp_path / "a.txt", tmp_path / "b.txt"])
    session = project.open_session("a")
    for number, said in enumerate(
        [
            offer("taken@1", "taken"),
            offer("retyped@2", "retyped"),
            offer("refused@1", "refused"),
            offer("planted@1", "taken", planted=True),
            offer("hidden@1", "taken", shown=False),
            offer("undone@1", "taken"),
        ]
    ):
        session.apply(add(session.document, mention(f"T{number}", "GPE", TEXT, ((number, number + 1),))), said)
    session.undo()
    session.close()
    found = {each.id: each.meta.get("suggested_by") for each in exported(project)}
    assert found == {"a": ["retyped@2", "taken@1"], "b": None}
    assert {each.id: each.meta.get("suggested_by") for each in exported(project, "mira")} == {"a": found["a"]}
    write_records(exported(project, "mira"), tmp_path / "a.jsonl")
    other = make_project(tmp_path / "q")
    import_records(other, tmp_path / "a.jsonl", "gold")
    assert [each.meta["suggested_by"] for each in exported(other, "gold")] == [found["a"]], "it stays when imported"
