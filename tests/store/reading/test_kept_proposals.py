"""What was kept of proposals is counted over all layers of the log; what was taken back does not count."""

from __future__ import annotations

from pathlib import Path

from annotator.model.annotation import mention
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.store.reading.kept_proposals import kept_proposals
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell.\n"


def test_the_counts_of_all_layers_without_what_was_taken_back(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    add_files(project, [tmp_path / "talks.txt"])
    for who in ("mira", "ben"):
        session = project.open_session("talks", who)
        edit = add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),)))
        session.apply(edit, {"decided": {"level: form": [1, 1], "same thing: same name": [0, 1]}})
        session.apply(
            add(session.document, mention("T2", "GPE", TEXT, ((15, 21),))), {"decided": {"level: form": [0, 1]}}
        )
        session.undo()
        if who == "ben":
            session.redo()
        session.apply(add(session.document, mention("T3", "GPE", TEXT, ((15, 20),))), {"suggested": "nothing of it"})
        session.close()
    assert kept_proposals(project.store.rows) == {"level: form": (2, 3), "same thing: same name": (0, 2)}
