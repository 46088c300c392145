"""Assigning, taking back, and the status of a project's people, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.agreement.assignment import Wish
from annotator.errors import InputError, UsageError
from annotator.model.annotation import mention
from annotator.model.coverage import declare_all
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.team.assign import assign_documents, refuse_own, revoke
from annotator.project.team.status import STATES, team_status
from annotator.store.tables.assignments import assignments
from annotator.store.tables.texts import text_chars
from tests.databases import DATABASES, Cluster
from tests.project.projects import make_project

TEXT = "Ana Marek fled to Selm."


@pytest.fixture(params=DATABASES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """A project with four articles."""
    config = ""
    if request.param == "postgresql":
        server: Cluster = request.getfixturevalue("cluster")
        config = f'store = "{server.new_database().url}"'
    opened = make_project(tmp_path / "p", config=config)
    for number in range(4):
        file = tmp_path / f"a{number}.txt"
        file.write_text(TEXT + " " * number)
        add_files(opened, [file])
    yield opened
    opened.close()


CLOCK = [0.0]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes when a test says so."""
    monkeypatch.setattr("annotator.store.session.monotonic", lambda: CLOCK[0])


def label(project: Project, document: str, name: str, *, done: bool) -> None:
    """A mention after 90 seconds, everything declared 2 seconds later."""
    session = project.open_session(document, name)
    CLOCK[0] += 90
    session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 9),))))
    CLOCK[0] += 2
    if done:
        session.apply(declare_all(session.document))
    session.close()


TWO = Wish(("ana", "ben", "cleo"), 2)


def test_what_is_assigned_is_kept_and_added_to(project: Project) -> None:
    first = assign_documents(project, TWO, documents=["a0", "a1"])
    assert len(first.changed) == 4
    plan = assign_documents(project, TWO, dry_run=True)
    assert {each.document_id for each in plan.changed} == {"a2", "a3"}
    assert len(assignments(project.store.rows)) == 4, "nothing was done"
    assign_documents(project, TWO)
    assert assign_documents(project, TWO).changed == ()
    assert len(assignments(project.store.rows)) == 8


def test_only_what_nobody_began_is_taken_back(project: Project) -> None:
    assign_documents(project, Wish(("ana", "ben"), 2))
    label(project, "a0", "ana", done=False)
    plan = revoke(project, documents=["a0"])
    assert [each.name for each in plan.changed] == ["ben"]
    assert plan.notes == ("1 stay: they were begun",)


def test_done_is_what_was_asked_for(project: Project) -> None:
    assign_documents(project, Wish(("ana",), 1), documents=["a0"], types=["PERSON"])
    label(project, "a0", "ana", done=True)
    (share,) = team_status(project).annotators
    assert (share.assigned, share.done, share.behind) == (1, 1, 0)


def test_the_status_of_two_people(project: Project) -> None:
    assign_documents(project, Wish(("ana", "ben"), 2))
    for document in ("a0", "a1"):
        label(project, document, "ana", done=True)
    label(project, "a0", "ben", done=True)
    found = team_status(project, datetime.now(UTC).date())
    assert set(found.documents) == set(STATES)
    assert (found.documents["ready"], found.documents["begun"], found.documents["new"]) == (1, 1, 2)
    assert found.documents["done"] == 1
    ana, ben = found.annotators
    assert (ana.annotator, ana.assigned, ana.done, ana.begun, ana.annotations) == ("ana", 4, 2, 0, 2)
    assert ana.seconds == 2 * (60 + 2), "a pause counts up to a minute"
    assert ana.seconds_per_decision == 31.0
    assert (ana.seconds_per_document, ana.idle_s) == (62.0, 2 * 30), "the rest of the pauses is left out"
    chars = text_chars(project.store.rows)
    assert ana.seconds_per_1000_chars == pytest.approx(124 * 1000 / (chars["a0"] + chars["a1"]), abs=0.1)
    assert ana.annotations_per_hour == pytest.approx(2 * 3600 / 124, abs=0.1)
    assert (ben.done, ben.behind) == (1, 1)
    assert found.expected_end is not None
    keys = {"documents", "decisions_open", "expected_end", "idle_after_s", "annotators", "unlike"}
    assert set(found.to_plain()) == keys


def test_nobody_decides_where_they_labelled(project: Project) -> None:
    label(project, "a0", "ana", done=True)
    with pytest.raises(InputError, match="nobody adjudicates what they labelled"):
        assign_documents(project, Wish(("ben", "cleo"), 2), documents=["a0"], adjudicator="ana")
    with pytest.raises(InputError, match="--adjudicator ana --allow-own"):
        refuse_own(project, ["a0"], "ana")
    assign_documents(project, Wish(()), documents=["a0"], adjudicator="ana", allow_own=True)
    refuse_own(project, ["a0"], "ana")
    assert [(each.task, each.own) for each in assignments(project.store.rows)] == [("adjudicate", True)]


@pytest.mark.parametrize(
    ("wish", "rest", "error", "message"),
    [
        (Wish(()), {}, UsageError, "--to"),
        (Wish(("ana",), 2), {}, UsageError, "--overlap 2: expected 1 to 1"),
        (Wish(("ana", "gold"), 1), {}, UsageError, "nobody labels in it"),
        (Wish(("ana", "ben"), 2, 1.5), {}, UsageError, "--share 1.5"),
        (Wish(("ana", "ben"), 2, 1.0, 0), {}, UsageError, "--per-annotator 0"),
        (Wish(("ana", "ben"), 2), {"documents": ["a9"]}, InputError, "no document 'a9'"),
        (Wish(("ana", "ben"), 2), {"types": ["PERSN"]}, InputError, "did you mean PERSON"),
    ],
)
def test_what_is_off_is_said(
    project: Project, wish: Wish, rest: dict[str, list[str]], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        assign_documents(project, wish, **rest)  # type: ignore[arg-type]
