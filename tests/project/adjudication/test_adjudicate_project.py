"""Layers of a project merged into gold: decisions are kept, taken back, asked again where a layer changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.agreement.adjudication.gold import GOLD
from annotator.agreement.adjudication.row import Decision, Row, Rules, decide
from annotator.datasets.write import write_records
from annotator.errors import InputError, LayerLockedError, RecordError, UsageError
from annotator.model.annotation import Argument, Entity, Event, Trigger
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import update
from annotator.project.adjudication.adjudicate_project import Adjudication, made_decisions
from annotator.project.adjudication.provenance import with_provenance
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from annotator.store.reading.status import progress
from tests.databases import DATABASES, Cluster
from tests.project.projects import make_project

TEXT = "The border guards of Selm attacked Orrin. Ana Marek fled."
SELM, ORRIN = Entity("T1", "GPE", ((21, 25),), "Selm"), Entity("T2", "GPE", ((35, 40),), "Orrin")
ATTACK = Event("E1", "Attack", Trigger(((26, 34),), "attacked"), (Argument("Place", "T2"),))


def layer(name: str, guards: tuple[int, int], *more: Entity) -> Document:
    """What one annotator says: the guards from here to there, Selm, Orrin, the attack by the guards."""
    found = Entity("T3", "ORG", (guards,), TEXT[slice(*guards)])
    attack = replace(ATTACK, arguments=(Argument("Attacker", "T3"), *ATTACK.arguments))
    return new_document(
        "a1", TEXT, schema_ref="mini@1.0.0", annotator=name,
        entities=by_id([SELM, ORRIN, found, *more]), events=by_id([attack]),
    )  # fmt: skip


ANA = layer("ana", (11, 17))
BEN = layer("ben", (4, 17), Entity("T4", "PERSON", ((42, 51),), "Ana Marek"))


@pytest.fixture(params=DATABASES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """A project in which two people are done with one article."""
    config = ""
    if request.param == "postgresql":
        server: Cluster = request.getfixturevalue("cluster")
        config = f'store = "{server.new_database().url}"'
    opened = make_project(tmp_path / "p", config=config)
    for document in (ANA, BEN):
        put(opened, document)
    yield opened
    opened.close()


def put(project: Project, document: Document, *, replacing: bool = False) -> None:
    write_records([document], project.folder / "layer.jsonl")
    import_records(project, project.folder / "layer.jsonl", replacing=replacing)


def rows_of(adjudication: Adjudication) -> list[Row]:
    return [row for stop in adjudication.state.stops for row in stop.rows]


def as_said_by(name: str, row: Row) -> Decision:
    reading = next(each for each in row.readings if name in each.by)
    return decide(row, () if reading.content is None else (reading.content,))


def gold(project: Project) -> Document:
    (document,) = exported(project, GOLD)
    return document


def status(project: Project) -> str:
    (found,) = progress(project.store.rows)
    return found.status


def test_from_two_layers_to_gold(project: Project) -> None:
    assert status(project) == "ready"
    adjudication = Adjudication(project)
    adjudication.write_gold()
    assert status(project) == "adjudicating"
    assert gold(project).incomplete_for == ("Attack/Attacker", "ORG", "PERSON")
    assert [row.kind for row in rows_of(adjudication)] == ["boundary", "missing"]
    for row in rows_of(adjudication):
        adjudication.decide([as_said_by("ben", row)])
    assert status(project) == "adjudicated"
    document = gold(project)
    assert document.incomplete_for == ()
    assert sorted(str(each.text) for each in document.entities.values()) == [
        "Ana Marek",
        "Orrin",
        "Selm",
        "border guards",
    ]
    (event,) = document.events.values()
    assert {each.role for each in event.arguments} == {"Attacker", "Place"}


def test_it_goes_on_tomorrow_where_it_was_left_and_an_answer_can_be_taken_back(project: Project) -> None:
    first = Adjudication(project)
    boundary, missing = rows_of(first)
    first.decide([as_said_by("ana", boundary)])
    second = Adjudication(project)
    assert [row.key for row in rows_of(second)] == [missing.key]
    second.decide([Decision(document="a1", key=boundary.key, kind="boundary", how="open")])
    assert {row.key for row in rows_of(Adjudication(project))} == {boundary.key, missing.key}
    assert [each.how for each in made_decisions(project)] == ["chosen", "open"], "nothing is ever rewritten"
    assert made_decisions(project)[0].who == "mira"


def test_a_layer_that_changes_reopens_what_it_changed(project: Project) -> None:
    adjudication = Adjudication(project)
    adjudication.decide([as_said_by("ben", row) for row in rows_of(adjudication)])
    assert status(project) == "adjudicated"
    put(project, layer("ana", (0, 17)), replacing=True)
    assert status(project) == "reopened"
    again = Adjudication(project)
    assert [row.kind for row in rows_of(again)] == ["boundary"]
    assert (again.state.reopened, again.state.kept) == (1, 1)


def test_what_was_edited_by_hand_is_never_touched(project: Project) -> None:
    adjudication = Adjudication(project)
    adjudication.write_gold()
    session = project.open_session("a1", GOLD)
    selm = next(each for each in session.document.entities.values() if each.text == "Selm")
    session.apply(update(session.document, replace(selm, type="ORG")))
    session.close()
    again = Adjudication(project)
    again.decide([as_said_by("ben", row) for row in rows_of(again)])
    assert [each.type for each in gold(project).entities.values() if each.text == "Selm"] == ["ORG"]
    (document,) = with_provenance(project, exported(project, GOLD))
    assert document.meta["provenance"][selm.id]["how"] == "edited"


def test_a_visit_to_the_labelling_screen_answers_what_was_changed_there(project: Project) -> None:
    adjudication = Adjudication(project)
    adjudication.write_gold()
    session = project.open_session("a1", GOLD)
    made = Entity("T90", "ORG", ((7, 17),), TEXT[7:17])
    from annotator.model.edits import add

    session.apply(add(session.document, made))
    session.close()
    boundary = rows_of(adjudication)[0]
    (answer,) = adjudication.take_over("a1", [boundary], "sentence a1 0")
    assert (answer.how, answer.chosen[0]["spans"]) == ("edited", [[7, 17]])
    assert boundary.key not in {row.key for row in rows_of(adjudication)}
    assert [each.spans for each in gold(project).entities.values() if each.type == "ORG"] == [((7, 17),)]


def test_provenance_says_who_and_how(project: Project) -> None:
    adjudication = Adjudication(project, seed=7)
    adjudication.decide([as_said_by("ben", row) for row in rows_of(adjudication)])
    (document,) = with_provenance(project, exported(project, GOLD))
    said = {
        str(document.entities[key].text): each for key, each in document.meta["provenance"].items() if key[0] == "T"
    }
    assert said["Selm"] == {"how": "agreed", "from": ["ana", "ben"]}
    assert (said["border guards"]["how"], said["border guards"]["from"]) == ("chosen", ["ben"])
    assert said["border guards"]["who"] == "mira"


def test_gold_with_conflicts_of_two_branches_is_not_exported(project: Project) -> None:
    conflict = {"kind": "changed", "place": "entities/T1/type", "ours": "GPE", "theirs": "ORG", "base": "GPE"}
    put(project, replace(ANA, annotator=GOLD, meta={"conflicts": [conflict]}))
    with pytest.raises(RecordError, match="two branches differ here and nobody has decided"):
        list(exported(project, GOLD))


def test_nothing_is_kept_while_somebody_has_gold_open(project: Project) -> None:
    adjudication = Adjudication(project)
    session = project.open_session("a1", GOLD)
    with pytest.raises(LayerLockedError):
        adjudication.decide([as_said_by("ben", rows_of(adjudication)[0])])
    session.close()
    assert made_decisions(project) == []
    assert len(rows_of(adjudication)) == 2


def test_what_cannot_be_adjudicated_is_said(project: Project) -> None:
    with pytest.raises(InputError, match="no document 'a2'"):
        Adjudication(project, ["a2"])
    with pytest.raises(InputError, match="'cleo' has not labelled it; there are: ana, ben"):
        Adjudication(project, names=["cleo"])
    with pytest.raises(UsageError, match=r"no document has two layers that are done; 1 document has one layer: --acc"):
        Adjudication(project, names=["ana"])


def test_a_document_of_one_layer_is_taken_as_it_is_or_asked_about(project: Project) -> None:
    put(project, replace(ANA, id="alone"))
    assert set(Adjudication(project).layers) == {"a1"}
    assert Adjudication(project).state.of_one_layer == 1
    asked = Adjudication(project, ["alone"])
    rows = rows_of(asked)
    assert [(row.layer, row.words) for row in rows] == [
        ("entities", "guards"), ("entities", "Selm"), ("entities", "Orrin"), ("events", "attacked"),
    ]  # fmt: skip
    asked.decide([decide(row, ()) if row.words == "Selm" else as_said_by("ana", row) for row in rows])
    documents = {each.id: each for each in exported(project, GOLD)}
    assert sorted(str(each.text) for each in documents["alone"].entities.values()) == ["Orrin", "guards"]
    assert len(documents["alone"].events["E1"].arguments) == 2


def test_rules_hold_until_others_are_named_and_provenance_knows_them(project: Project) -> None:
    put(project, replace(ANA, id="alone"))
    Adjudication(project, rules=Rules(accept_single=True)).write_gold()
    again = Adjudication(project)
    again.write_gold()
    assert set(again.layers) == {"a1", "alone"}, "as last time"
    assert [each.status for each in progress(project.store.rows)] == ["adjudicating", "adjudicated"]
    (alone,) = with_provenance(project, (each for each in exported(project, GOLD) if each.id == "alone"))
    assert {each["how"] for each in alone.meta["provenance"].values()} == {"single"}
    assert made_decisions(project) == [], "rules are no answer"
    Adjudication(project, ["alone"], rules=Rules()).write_gold()
    assert [each.status for each in progress(project.store.rows)] == ["adjudicating", "adjudicating"]


def test_digits_are_drawn_by_the_seed_and_stay_within_a_document(project: Project) -> None:
    drawn = {tuple(Adjudication(project, seed=seed).people("a1")) for seed in range(20)}
    assert drawn == {("ana", "ben"), ("ben", "ana")}
    assert Adjudication(project, seed=3).people("a1") == Adjudication(project, seed=3).people("a1")
