"""Whatever is pressed: no plant reaches anybody else, and nothing that was suggested does without a key in the log."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Relation
from annotator.model.coverage import declare_all
from annotator.model.document import Document
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.project.agreement.agree_files import layers_of
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.layers_for_others import answered_in, plants_in
from annotator.project.suggestions.finished_gold import finished_documents
from annotator.schema.write import schema_text
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from annotator.store.tables.log import Operation, raw_operations
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.sources import Sources
from annotator.tui.editor.audited.held import LogOfPlants
from annotator.tui.editor.taking.take import TAKE, TAKE_SURE
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.tui.editor.audited.auditing import SENTENCES, audited, plants, sources
from tests.tui.in_memory import FULL_SCHEMA, press
from tests.tui.offering import source

TEXT = " ".join(SENTENCES * 2) + "\n"
MORE = source(
    TEXT,
    [("Ilan Marek", "PERSON", 0.9), ("Dawn Column", "ORG", 0.9), ("Varania", "GPE", 0.9)],
    name="model:more",
    relations=[("LEADER_OF", "Ilan Marek", "Dawn Column", 0.8)],
    events=[("left", "Attack", 0.8, {"Agent": "Dawn Column"})],
)
"""A source that offers a relation and an event, too."""
KEY = LayerKey("talks", "mira")
KEYS = (
    *["enter"] * 6, "ctrl+t", "ctrl+t", "tab", "tab", "shift+tab", "-", "g", "o", "p", "O", "backspace", ">", "!", "a",
    "1", "=", "escape", "escape", "ctrl+z", "ctrl+z", "ctrl+y", "_", "m", "e", "r", "v", "right", ")", "]", "+",
)  # fmt: skip


class Played(NamedTuple):
    """What is done: keys in sittings, how the article ends, and what is drawn by lot."""

    sittings: list[list[str]]
    ends: str
    shares: Shares


@st.composite
def played(draw: st.DrawFn) -> Played:
    keys = st.lists(st.sampled_from(KEYS), min_size=5, max_size=40)
    shares = st.builds(Shares, st.sampled_from([0.0, 0.3]), st.sampled_from([0.5, 1.0]), st.integers(0, 99))
    ends = st.sampled_from(["open", "declared by keys", "declared beneath"])
    return Played(draw(st.lists(keys, min_size=1, max_size=2)), draw(ends), draw(shares))


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """The folder of a project with the article."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "p"
        folder.mkdir()
        (folder / "full.yaml").write_text(schema_text(FULL_SCHEMA), "utf-8")
        (folder / "annotator.toml").write_text('schema = "full.yaml"\nannotator = "mira"\n', "utf-8")
        (folder / "talks.txt").write_text(TEXT, "utf-8")
        project = Project.open(folder)
        add_files(project, [folder / "talks.txt"])
        project.close()
        yield folder


@pytest.mark.slow
@reaching(0.3)
@examples(12)
@given(played())
def test_whatever_is_pressed_no_plant_and_nothing_undecided_reaches_others(template: Path, case: Played) -> None:
    with TemporaryDirectory() as scratch:
        project = Project.open(Path(shutil.copytree(template, Path(scratch) / "p")))
        for keys in case.sittings:
            _sit(project, keys, case)
        log = list(raw_operations(project.store.rows, layer_state(project.store.rows, KEY).number))
        if not log:
            project.close()
            return
        stands = project.open_session(*KEY)
        own = stands.document
        stands.close()
        planted = {each for each in _taken_as_planted(log) if _form(own, each[0]) == each[1:]}
        reached(planted if case.ends != "declared by keys" else own.entities)
        if case.ends == "declared by keys":
            assert not planted
        for name, document in _others(project, is_done=not own.incomplete_for):
            found = {(each.id, each.type, each.spans) for each in document.entities.values()}
            forms = {each[1:] for each in found}
            assert not found & planted, name
            assert forms >= {_form(own, each) for each in own.entities} - {each[1:] for each in planted}, name
            for relation in document.relations.values():
                assert {relation.head, relation.tail} <= {*document.entities, *document.events}, name
        _assert_decided(next(iter(exported(project, KEY.name))), log)
        project.close()


def _sit(project: Project, keys: list[str], case: Played) -> None:
    """One sitting at the article."""
    session = project.open_session(*KEY)
    rows = project.store.rows
    log = LogOfPlants(tuple(plants_in(rows, KEY)), tuple(answered_in(rows, KEY)))
    work = audited(case.shares, session, log)
    for key in keys:
        press(work, key)
        before = session.document
        # The learner answers anew, whenever: that changes nothing in the layer.
        work.take_offers(Sources((*sources(TEXT).all, MORE)))
        assert session.document is before
    assert not {each.spans for each in plants(work)} & work.held.answered_places
    if case.ends == "declared by keys":
        press(work, "escape", "escape", "escape", "_", *_open_parts(session.document))
    elif case.ends == "declared beneath":
        session.apply(declare_all(session.document))
    session.close()


def _open_parts(document: Document) -> list[str]:
    """The letters of the sheet that declare what is open."""
    types = {entry.partition("/")[0] for entry in document.incomplete_for}
    parts = {"m": {"PERSON", "ORG", "GPE"}, "v": {"DATE"}, "r": {*FULL_SCHEMA.relation_types}}
    parts["e"] = {*FULL_SCHEMA.event_types}
    return [letter for letter, names in parts.items() if names & types]


def _others(project: Project, *, is_done: bool) -> Iterator[tuple[str, Document]]:
    yield "export", next(iter(exported(project, KEY.name)))
    yield "agree", layers_of(project)[KEY.name][KEY.document_id]
    adjudication = Adjudication(project, [KEY.document_id])
    yield "adjudicate", adjudication.layers[KEY.document_id][KEY.name]
    if is_done:
        yield "learner", finished_documents(project)[0]


def _form(document: Document, annotation_id: str) -> tuple[Any, ...]:
    there = document.entities.get(annotation_id)
    return (there.type, there.spans) if there else ()


def _offered(operation: Operation) -> list[dict[str, Any]]:
    return list(orjson.loads(operation.provenance or b"{}").get("offered", []))


def _spans(plain: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in plain["spans"])


def _taken_as_planted(log: list[Operation]) -> Iterator[tuple[Any, ...]]:
    """Id, type and spans of what was made of a plant, read plainly from the log."""
    for operation in log:
        for plain in _offered(operation):
            if plain["planted"] and plain["answer"] == "taken":
                for change in operation.edit.changes:
                    if change.slot == "entities" and change.before is None:
                        entity: Any = change.after
                        if (entity.type, entity.spans) == (plain["type"], _spans(plain)):
                            yield entity.id, entity.type, entity.spans


def _assert_decided(document: Document, log: list[Operation]) -> None:
    """Everything was made by an edit of the person; what was offered and taken says so beside it."""
    made: dict[str, tuple[Operation, Any]] = {}
    for operation in log:
        if operation.edit_bytes:
            for change in operation.edit.changes:
                if change.before is None and change.key:
                    made[change.key] = operation, change.after
    for annotation in document.annotations():
        operation, first = made[annotation.id]
        assert (operation.who, operation.kind) == ("mira", "edit")
        if operation.edit.name in (TAKE, TAKE_SURE):
            taken = [each for each in _offered(operation) if each["answer"] == "taken" and each["type"] == first.type]
            here = [each for each in taken if isinstance(first, Relation) or _spans(each) == first.spans]
            assert here, first
