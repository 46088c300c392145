"""The pages over a stop: citing a paragraph of the guideline, and the places of the same words."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from annotator.agreement.adjudication.causes import causes
from annotator.agreement.adjudication.merge import merge_layers
from annotator.agreement.adjudication.places import Place
from annotator.agreement.adjudication.row import Outcome, decide
from annotator.schema.guidelines import Paragraph
from annotator.tui.adjudicate.drawing import adjudication_rows
from annotator.tui.adjudicate.passage import Articles
from tests.agreement.adjudication.test_merge import ANA, BEN, layer, person
from tests.tui.adjudicate.test_state import ALIKE, TWO_ROWS, after, row, state

RULES = (Paragraph("§ 2.1", "Names stand alone."), Paragraph("§ 2.2", "Nouns too."), Paragraph("§ 3 ORG", "A body."))


def test_a_paragraph_that_is_cited_goes_with_the_next_answer_and_no_other() -> None:
    reading, _, _ = after(state(TWO_ROWS, ALIKE), "?")
    reading = replace(reading, rules=RULES)
    cited, _, _ = after(reading, "n", "o", "u", "enter")
    assert (cited.cites, cited.page, cited.message) == ("§ 2.2", "", "§ 2.2 goes with the next answer")
    cited, made, _ = after(cited, "down", "2", "1")
    assert [each.note for each in made] == ["§ 2.2", ""]


def test_several_can_be_cited_and_typing_chooses_among_them() -> None:
    reading = replace(after(state(ALIKE), "?")[0], rules=RULES)
    assert [each.name for each in after(reading, "x")[0].rules_shown] == []
    assert after(reading, "x", "enter")[0].cites == ""
    again = replace(after(reading, "x", "backspace", "down", "enter", "?")[0], rules=RULES)
    _, made, _ = after(again, "enter", "1")
    assert [each.note for each in made] == ["§ 2.2; § 2.1"]
    closed, _, _ = after(reading, "escape")
    assert (closed.page, closed.cites) == ("", "")


def test_a_place_that_was_decided_is_asked_again_and_an_open_one_is_gone_to() -> None:
    decision = decide(row(30), ())
    decided = Place(row(30), Outcome("nothing", (), decision=decision), "nothing", is_other=True)
    places = (decided, Place(row(11), None), Place(row(40), Outcome("agreed", ("A",)), "A"))
    shown = replace(state(TWO_ROWS, ALIKE), page="places", places=places)
    again, made, action = after(shown, "enter")
    assert ([each.how for each in made], action, again.goes_to) == (["open"], "advance", row(30).key)
    gone, made, _ = after(shown, "down", "enter")
    assert (gone.stop, gone.page, made) == (ALIKE, "", [])
    agreed, made, _ = after(shown, "down", "down", "down", "enter")
    assert made == []
    assert agreed.message.startswith("agreed, nobody was asked")


def test_what_causes_the_disagreements_leads_to_its_places_and_its_rule() -> None:
    merge = merge_layers({"ana": layer("ana", ANA, BEN), "ben": layer("ben", ANA)})
    shown = replace(state(ALIKE), page="causes", causes=tuple(causes([merge])))
    places, _, _ = after(shown, "enter")
    assert (places.page, [each.row.words for each in places.places]) == ("places", ["Ben"])
    rule, _, _ = after(shown, "?")
    assert (rule.page, rule.touched) == ("rule", merge.open[0].key)


def test_causes_count_what_was_asked_and_name_the_paragraph_that_answers_cite() -> None:
    layers = {"ana": layer("ana", ANA, BEN, person("T3", 36, 43)), "ben": layer("ben")}
    rows = merge_layers(layers).open
    notes = ("§ 2.4", "§ 2.4 no name; § 3 PERSON")
    made = [decide(each, (), note=note) for each, note in zip(rows, notes, strict=False)]
    (cause,) = causes([merge_layers(layers, {each.key: each for each in made})])
    assert (cause.kind, cause.type, len(cause.places), cause.open) == ("missing", "PERSON", 3, 1)
    assert (cause.cited, cause.silent) == ("§ 2.4", 0)
    silent = [decide(each, (), reason="guideline silent") for each in rows]
    (cause,) = causes([merge_layers(layers, {each.key: each for each in silent})])
    assert (cause.cited, cause.silent, cause.open) == ("", 3, 0)


def test_the_pages_are_drawn() -> None:
    merge = merge_layers({"ana": layer("ana", ANA, BEN), "ben": layer("ben", ANA)})
    (asked,) = merge.open
    place = Place(replace(asked, anchor="x"), None)
    found = tuple(causes([merge]))
    for page, words in (
        ("rule", "Nouns too."),
        ("places", "met Ben of the border"),
        ("list", "sentence"),
        ("help", "this reading"),
        ("causes", "entities missing  PERSON   1×  1 open"),
    ):
        shown = replace(state(ALIKE), page=page, rules=RULES, places=(place,), causes=found)  # type: ignore[arg-type]
        rows = adjudication_rows(shown, Articles(lambda _: merge), (80, 24), cell_len)
        text = "\n".join("".join(each for each, _ in line) for line in rows)
        assert len(rows) == 24
        assert words in text
