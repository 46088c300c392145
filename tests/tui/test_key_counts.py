"""Key counts through the real program: the keys go into a pseudo-terminal, what was labelled comes out of `export`."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.annotation import Annotation
from annotator.model.document import Document, new_document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.schema.write import schema_text
from tests.shared import ROOT
from tests.tui.editor.key_table import PASSES, gold_of, keys_of, replayed, schema_of
from tests.tui.editor.test_keys import SENTENCE, annotated_task
from tests.tui.in_memory import TASK_SCHEMA, editor, press
from tests.tui.terminal import NAMED, running

UNSEEN, UNSEEN_GOLD = "exchange-02", PASSES.parent / "train.jsonl"
"""An article that nothing of the screen was fitted to, and was counted once before it came here."""
HELD_OUT = Path(__file__).parent / "editor" / "held_out.jsonl"
SCHEMA = read_schema(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")


def labelled_through_the_terminal(folder: Path, schema: LabelSchema, article: Document, keys: list[str]) -> Document:
    """What these keys label in a new project with this article, its labels taken off."""
    home = folder / "schema" / schema.name
    home.mkdir(parents=True)
    (home / f"{schema.version}.yaml").write_text(schema_text(schema), "utf-8")
    # What the learner offers comes when it has learned, so that keys found beforehand could meet other offers.
    settings = f'schema = "schema/{schema.name}/{schema.version}.yaml"\n[suggest]\nlearner = false\n'
    (folder / "annotator.toml").write_text(settings, "utf-8")
    bare = new_document(article.id, article.text or "", schema_ref=schema.ref, meta=article.meta)
    write_records([bare], folder / "article.jsonl")
    run(folder, "add", "article.jsonl")
    with running(["label", article.id], folder) as terminal:
        terminal.wait_for("on disk")
        for key in keys:
            terminal.process.send(NAMED.get(key, key))
            # An Escape that the next key follows at once would be one key with it.
            terminal.read(0.2 if key == "escape" else 0.03)
        terminal.read(0.5)
        terminal.wait_for("on disk")
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
    run(folder, "export", "-o", "gold.jsonl")
    [document] = read_documents(folder / "gold.jsonl")
    return document


def run(folder: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "annotator", *arguments], cwd=folder, check=True, capture_output=True)


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
    found = labelled_through_the_terminal(tmp_path, TASK_SCHEMA, article, hand.pressed)
    assert said(found) == said(hand.work.session.document)
    assert len(hand.pressed) <= 14


@pytest.mark.terminal
def test_a_named_mention_takes_at_most_two_keys_on_text_not_seen_before(tmp_path: Path) -> None:
    [gold] = read_documents(HELD_OUT)
    assert gold.text is not None
    keys = walk(gold)
    found = labelled_through_the_terminal(tmp_path, SCHEMA, gold, keys)
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
    found = labelled_through_the_terminal(tmp_path, schema_of(gold), gold, hand.pressed)
    assert content(hand.work.session.document) == content(gold)
    assert content(found) == content(gold)
    assert not any(each.unconfirmed for each in found.annotations())
    keys = {kind: keys_of(hand, kind) for kind in ("mention", "relation", "event")}
    values = sum(found.entities[each].type in VALUES for each in found.entities)
    assert keys["mention"] / (len(found.entities) - values) <= 2.2
    assert keys["relation"] / len(found.relations) <= 4
    assert keys["event"] / len(found.events) <= 7


VALUES = ("DATE", "QUANTITY", "MONEY")


def content(document: Document) -> tuple[set[object], ...]:
    """Everything that a document says, with spans in the place of ids."""
    spans = {each.id: each.spans for each in (*document.entities.values(), *document.events.values())}
    chains: dict[str, set[object]] = defaultdict(set)
    for each in (*document.entities.values(), *document.events.values()):
        chains[each.coref or each.id].add((each.type, each.spans))

    def values(annotation: Annotation) -> tuple[object, ...]:
        named = ((name, chains.get(str(value)) or spans.get(str(value)) or value)
                 for name, value in annotation.attributes.items())  # fmt: skip
        return tuple(sorted((name, str(sorted(value)) if isinstance(value, set) else value) for name, value in named))

    return (
        {(each.type, each.spans, values(each)) for each in document.entities.values()},
        {(each.type, spans[each.head], spans[each.tail], values(each)) for each in document.relations.values()},
        {
            (each.type, each.spans, values(each), *sorted((a.role, spans[a.target]) for a in each.arguments))
            for each in document.events.values()
        },
        {frozenset(each) for each in chains.values()},
    )


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
