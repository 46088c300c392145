"""No plant that was accepted gets to anybody else: not by export, agree, adjudicate, nor to the learner."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import structs

import annotator
from annotator.__main__ import main
from annotator.model.annotation import Relation, mention
from annotator.model.coverage import declare_all
from annotator.model.document import Document
from annotator.model.edits import add, set_field, update
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.project.agreement.agree_files import layers_of
from annotator.project.articles.add import add_files
from annotator.project.articles.text_changed import Anchor, reanchoring
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.layers_for_others import answered_in, plants_in
from annotator.project.suggestions.finished_gold import finished_documents
from annotator.store.database.transaction import writing
from annotator.store.reading.loading import open_layer
from annotator.store.session import LabelSession
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.log import Kind
from annotator.store.writing.step import new_step
from annotator.store.writing.writer import write_into
from tests.project.planted import offered
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell in Selm.\n"
MAY_OPEN_AS_IT_STANDS = {
    "annotator/tui/documents.py": "the annotator's own view",
    "annotator/project/records/layers_for_others.py": "leaves the plants out",
    "annotator/project/migration/open_questions.py": "migrates the layer itself, and what was planted in it",
    "annotator/project/migration/migrate_store.py": "as above",
    "annotator/project/adjudication/adjudicate_project.py": "gold, to be changed by an edit of what stands in it",
}
"""The modules that may read a layer with the plants in it, and why."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An article of two annotators who are done; one took a plant, and joined it to a mention of their own."""
    made = make_project(tmp_path / "p")
    (tmp_path / "talks.txt").write_text(TEXT, "utf-8")
    add_files(made, [tmp_path / "talks.txt"])
    for name in ("mira", "ana"):
        session = made.open_session("talks", name)
        session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),))))
        if name == "mira":
            take_plant(session)
            session.apply(add(session.document, Relation("R1", "MEMBER_OF", "T1", "T2")))
        session.apply(declare_all(session.document))
        session.close()
    return made


def take_plant(session: LabelSession, annotation_id: str = "T2") -> None:
    plant = mention(annotation_id, "ORG", TEXT, ((15, 21),))
    session.apply(add(session.document, plant), offered("ORG", plant.spans, planted=True))


def seen_by_others(project: Project) -> dict[str, Document]:
    adjudication = Adjudication(project)
    return {
        "export": next(iter(exported(project, "mira"))),
        "agree": layers_of(project)["mira"]["talks"],
        "adjudicate": adjudication.layers["talks"]["mira"],
        "merge": adjudication.merge("talks").document,
        "learner": finished_documents(project)[0],
    }


def test_nobody_else_sees_an_accepted_plant_or_what_hangs_on_it(project: Project) -> None:
    for name, document in seen_by_others(project).items():
        assert [each.type for each in document.entities.values()] == ["PERSON"], name
        assert not document.relations, name
    session = project.open_session("talks", "mira")
    assert set(session.document.entities) == {"T1", "T2"}
    session.close()


def test_one_that_was_corrected_is_the_annotators_own(project: Project) -> None:
    session = project.open_session("talks", "mira")
    session.apply(update(session.document, structs.replace(session.document.entities["T2"], type="GPE")))
    session.close()
    types = {name: {each.type for each in one.entities.values()} for name, one in seen_by_others(project).items()}
    assert all(types[name] == {"PERSON", "GPE"} for name in ("export", "agree", "adjudicate", "learner"))


def test_a_changed_text_and_a_migration_do_not_make_it_the_annotators_own(project: Project) -> None:
    session = project.open_session("talks", "mira")
    new_text = f"Then {TEXT}"
    anchors = [Anchor((start, end), (start + 5, end + 5), 1.0) for start, end in ((0, 10), (15, 21))]
    session.apply(reanchoring(session.document, new_text, anchors))
    session.close()
    _migrate(project, "T2", "COMPANY")
    session = project.open_session("talks", "mira")
    plant = session.document.entities["T2"]
    session.close()
    assert (plant.type, plant.spans) == ("COMPANY", ((20, 26),))
    assert set(next(iter(exported(project, "mira"))).entities) == {"T1"}


def _migrate(project: Project, annotation_id: str, type_name: str) -> None:
    """Have an annotation of mira's get another type, as a migration does it."""
    state, document = open_layer(project.store.rows, LayerKey("talks", "mira"))
    edit = update(document, structs.replace(document.entities[annotation_id], type=type_name), "migrate to mini@2.0.0")
    with writing(project.store.writable(), project.store.location) as transaction:
        write_into(transaction, state, [new_step(edit, "mira", kind=Kind.MIGRATE)])


def test_what_was_answered_is_known_over_sittings_with_what_was_taken_back(project: Project) -> None:
    session = project.open_session("talks", "ana")
    refusing = set_field(session.document, "rejected", ("mention 25-29 Selm",), "not a mention")
    session.apply(refusing, offered("GPE", ((25, 29),), "refused", planted=True))
    session.apply(declare_all(session.document), {"unaided": {"made": 1, "found": 0}})
    take_plant(session, "T7")
    session.undo()
    session.close()
    rows = project.store.rows
    found = answered_in(rows, LayerKey("talks", "ana"))
    said = [([plant.answer for plant in each.plants], each.keeps_unaided, each.stands) for each in found]
    assert said == [(["refused"], False, True), ([], True, True), (["taken"], False, False)]
    assert [each.id for each in plants_in(rows, LayerKey("talks", "ana"))] == ["T7"]
    assert answered_in(rows, LayerKey("talks", "nobody")) == []
    session = project.open_session("talks", "ana")
    again = session.redo()
    session.close()
    # The edit that undo and redo give is the one that the log has.
    assert again == found[2].edit


def test_gold_is_made_without_it(project: Project) -> None:
    Adjudication(project).write_gold()
    assert [each.type for each in next(iter(exported(project, "gold"))).entities.values()] == ["PERSON"]


def test_the_doctor_names_those_left_when_an_article_is_done(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = diagnose(project.folder)
    assert (found.code, found.level) == ("planted", "finding")
    assert "planted wrong and taken: in no export: T2 (ORG); it is done all the same" in str(found)
    session = project.open_session("talks", "mira")
    session.undo()
    session.close()
    (found,) = diagnose(project.folder)
    # Which one it is, is not told before: it would be no plant any more.
    assert (found.level, "T2" in str(found)) == ("notice", False)
    folder = str(project.folder)
    project.close()
    assert main(["doctor", "--project", folder]) == 0
    assert "a suggestion that was planted wrong and taken" in capsys.readouterr().out


def test_whoever_reads_a_layer_for_others_leaves_plants_out() -> None:
    package = Path(annotator.__file__).parent
    found = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*.py")
        if not path.is_relative_to(package / "store") and re.search(r"\bopen_layer\(", path.read_text("utf-8"))
    }
    assert found == set(MAY_OPEN_AS_IT_STANDS)
