"""The things of an article by type, with counts here and elsewhere; a line leads to the last place of its thing."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from annotator.model.annotation import mention
from annotator.model.change import apply
from annotator.model.document import new_document
from annotator.model.edits import add
from annotator.tui.corpus_entities import corpus_things
from annotator.tui.editor.state import Hinting, Picking
from tests.tui.in_memory import editor, in_mode, press, select, selected


def test_things_stand_by_type_those_named_most_first_with_counts_of_other_articles() -> None:
    work = editor()
    for words, letter, nth in (
        ("Dawn Column", "o", 0),
        ("Dawn Column", "o", 1),
        ("Selm Brigade", "o", 0),
        ("Oskell", "g", 0),
    ):
        select(work, words, nth)
        press(work, letter, "enter")
    column = next(each for each in work.session.document.entities.values() if each.text == "Dawn Column").coref or ""
    work.learn_of_project({}, {column: (12, 3), "e:b.T1": (1, 1)})
    press(work, ",", "T")
    items = in_mode(work, Picking).items
    assert [(each.text, each.passage and each.passage.state) for each in items] == [
        ("Dawn Column", "2x  12x in 3 others"),
        ("Selm Brigade", "1x"),
        ("Oskell", "1x"),
    ]
    press(work, *"dawn", "enter")
    assert selected(work) == "Dawn Column"
    assert work.state.selection[0] > work.text.index("denied")
    select(work, "Selm Brigade")
    press(work, "=")
    mode = in_mode(work, Hinting)
    assert [(each.name, each.count, each.elsewhere) for each in mode.things] == [("Dawn Column", 2, 12)]
    assert mode.elsewhere == 2


def test_the_corpus_has_a_line_for_each_thing(tmp_path: Path) -> None:
    text = "Oskell met Oskell."
    documents = []
    for name in ("a", "b", "c"):
        made = [replace(mention(f"T{at}", "GPE", text, ((at, at + 6),)), coref="e:oskell") for at in (0, 11)]
        documents.append(apply(new_document(name, text), add(new_document(name, text), *made)))
    (item,) = corpus_things(tmp_path, documents)
    assert (item.text, item.note) == ("Oskell", "GPE  6x in a and 2 more  e:oskell")
    assert corpus_things(tmp_path, documents, happening=True) == []


def test_a_thing_of_the_corpus_is_called_by_name_where_any_article_names_it(tmp_path: Path) -> None:
    """It was called by its first words, such as "capital", which many things are."""
    text = "The capital fell. Oskell burned."
    document = new_document("a", text)
    made = [
        replace(mention("T1", "GPE", text, ((4, 11),)), coref="e:oskell", attributes={"level": "NOM"}),
        replace(mention("T2", "GPE", text, ((18, 24),)), coref="e:oskell", attributes={"level": "NAM"}),
    ]
    (item,) = corpus_things(tmp_path, [apply(document, add(document, *made))])
    assert item.text == "Oskell"
