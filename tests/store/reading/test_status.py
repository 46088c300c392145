"""How far layers and articles are: nothing is complete by being touched, and states are computed from the layers."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from annotator.model import edits
from annotator.model.annotation import mention
from annotator.model.coverage import declare, declare_all, withdraw
from annotator.schema.coverage import everything
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.reading.catalog import summaries
from annotator.store.reading.loading import open_layer
from annotator.store.reading.status import GOLD, progress
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from tests.project.layers import SCHEMA, TEXT, session, store_with_article


def _status(opened: LabelSession) -> str:
    return opened.status


class Article:
    """An article, and people who work on it."""

    def __init__(self, location: StoreLocation) -> None:
        self.store, key = store_with_article(location)
        self.id = key.document_id

    def label(self, name: str, *types: str, done: bool = False) -> None:
        """Label something as somebody, and declare types, or all that was asked for."""
        opened = session(self.store, LayerKey(self.id, name))
        opened.apply(edits.add(opened.document, mention(opened.fresh_id("T"), "ORG", TEXT, ((0, 6),))))
        assert _status(opened) == "begun"
        if types:
            opened.apply(declare(opened.document, types))
        if done:
            opened.apply(declare_all(opened.document, opened.asked))
            assert _status(opened) == "done"
        opened.close()

    def withdraw(self, name: str) -> None:
        """Take a declaration back."""
        opened = session(self.store, LayerKey(self.id, name))
        opened.apply(withdraw(opened.document, ["ORG"]))
        opened.close()

    def assign(self, name: str, *types: str) -> None:
        """Ask somebody for types."""
        self.run(
            "INSERT INTO assignments (document, name, task, types, assigned_by, at, own) "
            "SELECT number, :name, 'annotate', :types, :name, '2026-01-01', :own FROM documents WHERE id = :id",
            name=name.encode(),
            types=orjson.dumps(types),
            own=False,
            id=self.id.encode(),
        )

    def adjudicate(self, *names: str) -> None:
        """Note what the adjudicated layer was made of."""
        for name in names:
            self.run(
                "INSERT INTO adjudicated_layers (document, name, total) "
                "SELECT document, name, total FROM layers WHERE name = :name",
                name=name.encode(),
            )

    def run(self, sql: str, **parameters: Any) -> None:
        """Write into the store."""
        with writing(self.store.engine, self.store.location) as transaction:
            transaction.run(sql, **parameters)

    @property
    def status(self) -> str:
        """The article's."""
        (found,) = progress(self.store.rows, self.id)
        return found.status

    @property
    def layers(self) -> dict[str, str]:
        """The status of each layer."""
        (found,) = progress(self.store.rows)
        return dict(found.layers)


@pytest.fixture
def article(location: StoreLocation) -> Any:
    """An article on each database."""
    made = Article(location)
    yield made
    made.store.close()


def test_a_layer_is_new_then_begun_and_done_when_it_is_declared(article: Article) -> None:
    key = LayerKey(article.id, "mira")
    opened = session(article.store, key)
    assert (opened.status, opened.document.incomplete_for) == ("new", everything(SCHEMA))
    opened.close()
    assert (article.status, article.layers) == ("new", {})
    article.label("mira", "ORG")
    assert open_layer(article.store.rows, key)[1].incomplete_for == ("GPE", "MEMBER_OF", "PERSON")
    assert (article.status, article.layers) == ("begun", {"mira": "begun"})
    article.label("mira", done=True)
    assert (article.status, article.layers) == ("ready", {"mira": "done"})
    article.withdraw("mira")
    assert (article.status, article.layers) == ("begun", {"mira": "begun"})


def test_a_text_with_nothing_in_it_can_be_done_and_undo_takes_that_back(article: Article) -> None:
    opened = session(article.store, LayerKey(article.id, "mira"))
    opened.apply(declare_all(opened.document))
    opened.flush()
    assert (opened.status, article.status) == ("done", "ready")
    opened.undo()
    opened.flush()
    assert (opened.status, article.status) == ("begun", "begun")
    opened.close()


def test_an_article_is_ready_when_all_who_were_asked_are_done_with_what_they_were_asked_for(article: Article) -> None:
    article.assign("mira", "ORG")
    article.assign("jon")
    assert (article.status, article.layers) == ("new", {"mira": "new", "jon": "new"})
    article.label("mira", done=True)
    assert (article.status, article.layers) == ("begun", {"mira": "done", "jon": "new"})
    article.label("jon", "ORG")
    article.label("guest", done=True)
    assert (article.status, article.layers) == ("begun", {"mira": "done", "jon": "begun", "guest": "done"})
    article.label("jon", done=True)
    assert article.status == "ready"
    (line,) = summaries(article.store.rows, "mira")
    assert line.status == "done"
    assert layer_state(article.store.rows, LayerKey(article.id, "mira")).head.incomplete_for == (
        "GPE",
        "MEMBER_OF",
        "PERSON",
    )


def test_adjudication_is_begun_ended_and_reopened_by_a_layer_that_changes(article: Article) -> None:
    article.label("mira", done=True)
    article.label("jon", done=True)
    article.label(GOLD, "ORG")
    article.adjudicate("mira", "jon")
    assert article.status == "adjudicating"
    article.label(GOLD, done=True)
    assert article.status == "adjudicated"
    opened = session(article.store, LayerKey(article.id, "jon"))
    opened.apply(edits.remove(opened.document, ["T1"]))
    opened.flush()
    assert article.status == "reopened"
    opened.undo()
    opened.close()
    assert article.status == "adjudicated"
    article.withdraw("mira")
    assert article.status == "reopened"


def test_a_removed_article_is_not_counted(location: StoreLocation) -> None:
    made = Article(location)
    made.label("mira")
    made.run("UPDATE documents SET removed_at = '2026-01-01'")
    assert progress(made.store.rows) == []
    made.store.close()


def test_of_many_articles_each_has_its_own(location: StoreLocation) -> None:
    made = Article(location)
    from tests.project.layers import put

    store: Store = made.store
    second = put(store)
    opened = session(store, second)
    opened.apply(declare_all(opened.document))
    opened.close()
    assert [(each.id, each.status) for each in progress(store.rows)] == [
        (made.id, "new"),
        (second.document_id, "ready"),
    ]
    store.close()
