"""Key counts through the real program: the keys go into a pseudo-terminal, what was labelled comes out of `export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.model.document import Document, new_document
from annotator.schema.language import read_schema
from tests.shared import ROOT
from tests.tui.editor.key_table import PASSES, gold_of, keys_of, replayed, schema_of
from tests.tui.editor.test_keys import SENTENCE, annotated_task
from tests.tui.in_memory import TASK_SCHEMA, editor, press
from tests.tui.through_terminal import Pressed, content, label

UNSEEN, UNSEEN_GOLD = "exchange-02", PASSES.parent / "train.jsonl"
"""An article that nothing of the screen was fitted to, and was counted once before it came here."""
HELD_OUT = Path(__file__).parent / "editor" / "held_out.jsonl"
SCHEMA = read_schema(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")


def said(document: Document) -> tuple[set[object], set[object], set[object]]:
    """What a document says, whatever ids it has."""
    words = {each.id: each.text for each in document.entities.values()}
    return (
        {(each.type, each.spans) for each in document.entities.values()},
        {(each.type, words[each.head], words[each.tail]) for each in document.relations.values()},
        {
            (each.type, each.spans, *((a.role, words[a.target]) for a in each.arguments))
            for each in document.events.values()
        },
    )


@pytest.mark.terminal
def test_the_benchmark_task_takes_at_most_fourteen_keys(tmp_path: Path) -> None:
    hand = annotated_task()
    article = new_document("article", SENTENCE)
    found = label(tmp_path, Pressed(article, TASK_SCHEMA, hand.pressed))
    assert said(found) == said(hand.work.session.document)
    assert len(hand.pressed) <= 14


@pytest.mark.terminal
def test_a_named_mention_takes_at_most_two_keys_on_text_not_seen_before(tmp_path: Path) -> None:
    [gold] = read_documents(HELD_OUT)
    assert gold.text is not None
    keys = walk(gold)
    found = label(tmp_path, Pressed(gold, SCHEMA, keys))
    named = {(each.type, each.spans) for each in gold.entities.values() if each.attributes.get("level", "NAM") == "NAM"}
    labelled = {(each.type, each.spans) for each in found.entities.values()}
    assert len(named & labelled) >= 0.9 * len(named)
    assert len(keys) / len(labelled & {(each.type, each.spans) for each in gold.entities.values()}) <= 2.0


@pytest.mark.terminal
@pytest.mark.slow
def test_an_unseen_article_is_labelled_as_in_gold_with_the_keys_that_are_promised(tmp_path: Path) -> None:
    """At most 2.2 keys a mention with level and thing, 4 a relation with its attributes, 7 an event all in."""
    gold = gold_of(UNSEEN_GOLD, UNSEEN)
    hand = replayed(UNSEEN_GOLD, UNSEEN)
    found = label(tmp_path, Pressed(gold, schema_of(gold), hand.pressed))
    assert content(hand.work.session.document) == content(gold)
    assert content(found) == content(gold)
    assert not any(each.unconfirmed for each in found.annotations())
    keys = {kind: keys_of(hand, kind) for kind in ("mention", "relation", "event")}
    values = sum(found.entities[each].type in VALUES for each in found.entities)
    assert keys["mention"] / (len(found.entities) - values) <= 2.2
    assert keys["relation"] / len(found.relations) <= 4
    assert keys["event"] / len(found.events) <= 7


VALUES = ("DATE", "QUANTITY", "MONEY")


def walk(gold: Document) -> list[str]:
    """The candidate walk over an article: the type's letter where the candidate is a mention of gold, else Tab."""
    assert gold.text is not None
    work = editor(gold.text, SCHEMA)
    types = {each.spans: each.type for each in gold.entities.values()}
    keys: list[str] = []
    seen: set[tuple[int, int]] = set()
    while work.state.selection not in seen:
        seen.add(work.state.selection)
        type_name = types.get((work.state.selection,))
        kind = SCHEMA.entity_types.get(type_name or "")
        keys.append(kind.key if kind else "tab")
        press(work, keys[-1])
    return keys
