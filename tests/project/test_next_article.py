"""Which article is labelled next: one that is left, the same whoever asks, and by lot not by what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.next_article import Following, Said, disagreement, next_article
from annotator.project.project import Project
from annotator.store.database.transaction import writing
from annotator.store.tables.predictions import keep_predictions
from tests.examples import examples
from tests.project.projects import make_project

TEXT = "Mara met Ilan."
IDS = [f"a{number}" for number in range(8)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return filled(tmp_path / "p", "")


def filled(folder: Path, config: str) -> Project:
    made = make_project(folder, config=config)
    for each in IDS:
        (folder / f"{each}.txt").write_text(TEXT, "utf-8")
    add_files(made, [folder / f"{each}.txt" for each in IDS])
    return made


def begin(project: Project, document_id: str, who: str | None = None) -> None:
    session = project.open_session(document_id, who)
    session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 4),))))
    session.close()


def walk(project: Project, following: Following) -> list[str]:
    """The articles in the order in which one comes to them."""
    found = []
    for _ in IDS:
        following_one = next_article(project, following)
        assert following_one is not None
        found.append(following_one)
        begin(project, following_one)
    return found


def keep(project: Project, document_id: str, extractor: str, *spans: tuple[int, int], text: str = TEXT) -> None:
    entities = [mention(f"T{number}", "PERSON", text, (span,)) for number, span in enumerate(spans)]
    document = new_document(document_id, text, schema_ref="mini@1.0.0", entities=by_id(entities))
    with writing(project.store.writable(), project.store.location) as transaction:
        keep_predictions(transaction, document, extractor, "1", "")


@pytest.mark.slow
def test_by_lot_everybody_comes_to_all_articles_in_one_order_that_the_seed_says(
    project: Project, tmp_path: Path
) -> None:
    first = next_article(project)
    assert next_article(project, "random", "ana") == first
    found = walk(project, "random")
    assert (found[0], sorted(found)) == (first, IDS)
    others = {tuple(walk(filled(tmp_path / f"q{seed}", f"[suggest]\nseed = {seed}\n"), "random")) for seed in (0, 1)}
    assert tuple(found) in others
    assert len(others) == 2
    assert found != IDS


def test_in_order_it_is_the_first_that_is_not_begun(project: Project) -> None:
    assert walk(project, "order") == IDS
    assert next_article(project, "random") == IDS[0], "one that is begun, where none is new"
    assert next_article(project, "order", "ana") == IDS[0]


def test_the_most_disputed_article_comes_first(project: Project) -> None:
    with pytest.raises(InputError, match="no article left has predictions of two extractors"):
        next_article(project, "disagreement")
    for document_id, other in (("a3", ((0, 4), (9, 13))), ("a5", ((5, 8),)), ("a6", ((0, 4),))):
        keep(project, document_id, "x", (0, 4))
        keep(project, document_id, "y", *other)
    keep(project, "a7", "x", (0, 4))
    assert next_article(project, "disagreement") == "a5"
    begin(project, "a5")
    assert next_article(project, "disagreement") == "a3"


def test_a_project_without_articles_has_no_next_one(tmp_path: Path) -> None:
    assert next_article(make_project(tmp_path / "empty")) is None


SAID = st.frozensets(st.tuples(st.just(((0, 1),)), st.sampled_from("ABC")))


@examples(40)
@given(st.lists(SAID, min_size=2, max_size=4))
def test_disagreement_is_a_share_and_none_where_all_say_the_same(said: list[Said]) -> None:
    found = disagreement(said)
    assert 0 <= found <= 1
    assert (found < 1e-9) == (len(set(said)) == 1)
