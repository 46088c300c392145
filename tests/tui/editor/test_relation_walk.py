"""The walk along heads of relations: where Tab and hints lead, and what a relation that was made there can be given."""

from __future__ import annotations

from collections.abc import Mapping
from re import finditer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from annotator.model.spans import Span, envelope
from annotator.schema.language import parse_schema
from annotator.tui.editor.annotate.relation_walk import NOTHING_ON, THE_OTHERS
from annotator.tui.editor.context import Context, Pairs
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.modes.legend import prompt_of
from annotator.tui.editor.move.heads import LIKELY, STAYS, heads_in, less_likely_heads_in, likely_heads_in
from annotator.tui.editor.offered.relations import sentences_of
from annotator.tui.editor.passes import RELATIONS
from annotator.tui.editor.rejected import reject
from annotator.tui.editor.state import Choosing, Hinting, Outcome, Valuing
from annotator.tui.keymap import keymap
from tests.examples import examples
from tests.tui.in_memory import MemorySession, hint_of, in_mode, press, select, selected
from tests.tui.offering import offering, source

SCHEMA = parse_schema(
    """
name: "posts"
version: "1.0.0"
entity_types: {PERSON: {key: "p"}, GROUP: {key: "g"}, PLACE: {key: "l"}}
value_types: {DATE: {key: "d"}}
relation_types:
  LEADS: {key: "h", domain: ["PERSON"], range: ["GROUP"]}
  KNOWS: {key: "k", domain: ["PERSON"], range: ["PLACE"], attributes: {
    since: {values: ["now", "then"], default: "now"}}}
  LIES_IN: {key: "i", domain: ["GROUP", "PLACE"], range: ["PLACE"], attributes: {near: {kind: "boolean"}}}
""",
    "posts.yaml",
)
TEXT = "Ada leads the Lions near Tessal today. Orrin and Oskell are north of Tessal. It rained.\n"
LABELS = {"Ada": "p", "Lions": "g", "Tessal": "l", "Orrin": "l", "Oskell": "l", "today": "d"}


def labelled() -> Editor:
    types = {each.key: name for name, each in SCHEMA.entity_types.items()}
    places = [(match.span(), LABELS[match.group()]) for match in finditer("|".join(LABELS), TEXT)]
    mentions = (mention(f"T{number}", types[key], TEXT, (span,)) for number, (span, key) in enumerate(places, 1))
    document = new_document("d", TEXT, schema_ref=SCHEMA.ref, entities=by_id(mentions))
    work = Editor(MemorySession(TEXT, SCHEMA, document), keymap(), cell_len)
    work.see(InView((0, len(TEXT))))
    select(work, "Ada")
    return work


def walked(work: Editor, key: str = "tab") -> list[str]:
    """The words of the heads that a key leads to, from the one on which the walk is."""
    found = [selected(work)]
    while True:
        press(work, key)
        if work.state.message:
            return found
        found.append(selected(work))


def hinted(work: Editor) -> set[str]:
    return {work.text[slice(*each.span)] for each in in_mode(work, Hinting).targets}


def test_tab_goes_along_all_that_may_be_related_and_back() -> None:
    work = labelled()
    press(work, ">")
    assert walked(work) == ["Ada", "Lions", "Orrin", "Oskell", "Tessal"]
    assert walked(work, "shift+tab") == ["Tessal", "Oskell", "Orrin", "Lions", "Ada"]


def test_a_hint_leads_to_any_other_mention_that_may_be_related() -> None:
    """What stands before the walk, or what it would reach with many Tabs only, is two keys away."""
    work = labelled()
    press(work, ">", "tab", "tab", "space")
    assert hinted(work) == {"Oskell", "Tessal"}
    press(work, hint_of(work, "Oskell"))
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Oskell")
    press(work, "space", "space")
    # A date begins no relation.
    assert hinted(work) == {"Ada", "Lions", "Tessal", "Orrin"}
    press(work, hint_of(work, "Ada"))
    assert selected(work) == "Ada"
    press(work, "space", "backspace")
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Ada")
    press(work, "space", "escape")
    assert (work.state.mode, work.state.relating) == (None, None)


def test_a_head_is_found_by_its_words() -> None:
    work = labelled()
    press(work, ">", "tab", "space", "/", *"orr", "enter")
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Orrin")


def test_a_digit_gives_a_value_to_the_relation_that_was_made_last() -> None:
    """The walk was back at the head: what its relation need not say could not be said without leaving it."""
    work = labelled()
    press(work, ">", "tab", "1")
    assert "none was" in work.state.message
    press(work, "i")
    press(work, hint_of(work, "Tessal"))
    (made,) = work.session.document.relations.values()
    assert made.attributes == {}
    press(work, "1")
    assert in_mode(work, Valuing).part == "near"
    press(work, "y")
    (made,) = work.session.document.relations.values()
    assert made.attributes == {"near": True}
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Lions")
    # It is that relation's still at the next head.
    press(work, "tab", "1", "n")
    (made,) = work.session.document.relations.values()
    assert made.attributes == {"near": False}


class Told(Pairs):
    """Says of pairs of words how likely they are related; of all others that it is not likely at all."""

    def __init__(self, shares: Mapping[tuple[str, str], float]) -> None:
        self.shares_by_words = shares

    def shares(self, context: Context, sentence: Span) -> Mapping[tuple[str, str], float]:
        here = [each for each in context.mentions(sentence) if each.spans[0][0] >= sentence[0]]
        words = {each.id: context.text[slice(*envelope(each.spans))] for each in here}
        pairs = [(one.id, other.id) for one in here for other in here if one.id != other.id]
        return {
            (head, tail): self.shares_by_words.get((words[head], words[tail]), 0.0)
            for head, tail in pairs
            if (context.document.entities[head].type, context.document.entities[tail].type)
            in context.schema.related_types
        }


def knowing(shares: Mapping[tuple[str, str], float]) -> Editor:
    work = labelled()
    work.pairs = Told(shares)
    return work


def rounds(work: Editor) -> tuple[list[str], list[str]]:
    """The heads, by their ids, at which Tab stops from here on: the likely ones, and then the others."""
    found: tuple[list[str], list[str]] = ([in_mode(work, Choosing).subject], [])
    is_rest = False
    for _ in range(40):
        press(work, "tab")
        if work.state.message == NOTHING_ON:
            return found
        is_rest = is_rest or work.state.message == THE_OTHERS
        found[is_rest].append(in_mode(work, Choosing).subject)
    raise AssertionError("the walk does not end")


SOME = {("Lions", "Tessal"): 0.2, ("Oskell", "Tessal"): LIKELY}


def test_the_likely_heads_come_first_and_then_the_others_from_the_start() -> None:
    work = knowing(SOME)
    press(work, ">", "tab")
    assert selected(work) == "Lions"
    assert prompt_of(work.context, work.state) == "from Lions   1 passed over here: Space"
    press(work, "tab")
    assert selected(work) == "Oskell"
    assert prompt_of(work.context, work.state) == "from Oskell   2 passed over here: Space"
    press(work, "tab")
    # Ada is where the walk began.
    assert (selected(work), work.state.message) == ("Orrin", THE_OTHERS)
    assert prompt_of(work.context, work.state) == "from Orrin"
    press(work, "tab", "tab")
    assert (selected(work), work.state.message) == ("Tessal", NOTHING_ON)


@pytest.mark.slow
@examples(15)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(LABELS)), st.sampled_from(sorted(LABELS))),
        st.sampled_from((LIKELY / 2, LIKELY, STAYS, 0.9)),
        max_size=8,
    ),
    st.lists(st.tuples(st.sampled_from(sorted(LABELS)), st.sampled_from(sorted(LABELS))), max_size=3),
    st.sampled_from(sorted(LABELS)),
)
def test_every_mention_that_may_be_a_head_is_reached_once_a_round(
    shares: Mapping[tuple[str, str], float], refused: list[tuple[str, str]], begun: str
) -> None:
    work = knowing(shares)
    spans = {work.text[slice(*each.spans[0])]: each.spans[0] for each in work.session.document.entities.values()}
    for one, other in refused:
        span = min(spans[one], spans[other])[0], max(spans[one], spans[other])[1]
        work.take(Outcome(work.state, reject(work.session.document, span, "relation")))
    everywhere = list(sentences_of(work.context, (0, len(work.text))))
    heads = [each.id for sentence in everywhere for each in heads_in(work.context, sentence)]
    likely = [each.id for sentence in everywhere for each in likely_heads_in(work.context, sentence)]
    others = [each.id for sentence in everywhere for each in less_likely_heads_in(work.context, sentence)]
    assert sorted(likely + others) == sorted(heads)
    press(work, ">")
    stopped = rounds(work)
    assert stopped == (heads[:1] + [each for each in likely if each != heads[0]], [e for e in others if e != heads[0]])
    # From anywhere every one is reached.
    work = knowing(shares)
    select(work, begun)
    press(work, ">")
    assert set().union(*rounds(work)) >= set(heads)


def test_a_head_that_has_its_likely_relations_is_passed_and_one_that_was_refused_leads_nowhere() -> None:
    work = knowing({**SOME, ("Orrin", "Oskell"): 0.5})
    press(work, ">", "tab", "i")
    press(work, hint_of(work, "Tessal"))
    assert len(work.session.document.relations) == 1
    press(work, "escape")
    select(work, "Ada")
    press(work, ">", "tab")
    assert selected(work) == "Orrin"
    start, end = (work.text.index(each) for each in ("Orrin", "Oskell"))
    work.take(Outcome(work.state.leave(), reject(work.session.document, (start, end + len("Oskell")), "relation")))
    select(work, "Ada")
    press(work, ">", "tab")
    assert selected(work) == "Oskell"


@pytest.mark.parametrize(("share", "leads_to"), [(STAYS, "Orrin"), (STAYS / 2, "Oskell")])
def test_after_a_relation_the_walk_goes_on_where_no_other_is_likely_at_its_head(share: float, leads_to: str) -> None:
    work = knowing({("Orrin", "Oskell"): 0.5, ("Orrin", "Tessal"): share, ("Oskell", "Tessal"): 0.5})
    press(work, ">", "tab")
    assert selected(work) == "Orrin"
    press(work, "i")
    press(work, hint_of(work, "Oskell"))
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", leads_to)
    # Its value can be given from there, and Shift+Tab leads back to the head.
    press(work, "1", "y")
    assert [each.attributes for each in work.session.document.relations.values()] == [{"near": True}]
    assert selected(work) == leads_to
    if leads_to == "Oskell":
        press(work, "shift+tab")
        assert selected(work) == "Orrin"


def test_after_the_last_likely_one_the_walk_stays_until_tab_says_that_the_others_come() -> None:
    work = knowing({("Oskell", "Tessal"): 0.5})
    press(work, ">", "tab", "i")
    press(work, hint_of(work, "Tessal"))
    assert selected(work) == "Oskell"
    press(work, "tab")
    assert (selected(work), work.state.message) == ("Lions", THE_OTHERS)


def test_a_taken_offer_leads_on_unless_another_is_likely_there() -> None:
    types = {each.key: name for name, each in SCHEMA.entity_types.items()}
    mentions = [(words, types[key], 0.9) for words, key in LABELS.items()]
    said = source(TEXT, mentions, relations=[("LEADS", "Ada", "Lions", 0.8), ("LIES_IN", "Orrin", "Oskell", 0.8)])
    for share, leads_to in ((0.0, "Oskell"), (0.5, "Orrin")):
        work = offering(knowing({("Orrin", "Tessal"): share, ("Oskell", "Tessal"): 0.5}), said)
        press(work, ">", "enter")
        assert work.state.relating is None
        select(work, "Lions")
        press(work, ">", "tab")
        assert selected(work) == "Orrin"
        press(work, "enter")
        assert (selected(work), len(work.session.document.relations)) == (leads_to, 2)
        assert "taken" in work.state.message


def test_a_sentence_is_read_when_its_likely_heads_were_passed_and_one_without_any_when_all_were() -> None:
    work = knowing({("Lions", "Tessal"): 0.2})
    first, second = (work.context.sentence((work.text.index(each),) * 2)[0] for each in ("Ada", "Orrin"))
    press(work, ">", "tab")
    assert not work.read.walked[RELATIONS]
    press(work, "tab")
    assert selected(work) == "Orrin"
    assert work.read.walked[RELATIONS] == {first}
    press(work, "tab", "tab")
    assert work.read.walked[RELATIONS] == {first}
    press(work, "tab")
    assert work.state.message == NOTHING_ON
    assert work.read.walked[RELATIONS] == {first, second}


def test_a_sentence_is_read_when_a_relation_was_made_of_its_only_likely_head() -> None:
    work = knowing({("Lions", "Tessal"): 0.2, ("Orrin", "Tessal"): 0.2})
    press(work, ">", "tab", "i")
    press(work, hint_of(work, "Tessal"))
    assert selected(work) == "Orrin"
    assert work.read.walked[RELATIONS] == {work.context.sentence((0, 0))[0]}


def test_where_nothing_is_suggested_nothing_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    work = knowing(SOME)
    monkeypatch.setattr(type(work.held), "is_unaided", lambda *_: True)
    press(work, ">")
    assert walked(work) == ["Ada", "Lions", "Orrin", "Oskell", "Tessal"]


def test_what_is_proposed_of_a_relation_is_asked_before_the_walk_goes_on() -> None:
    """Nothing confirmed it: the card of the relation was gone, and Enter takes what is offered at the head."""
    work = labelled()
    press(work, ">", "tab", "shift+tab", "k")
    press(work, hint_of(work, "Tessal"))
    assert in_mode(work, Valuing).part == "since"
    press(work, "enter")
    (made,) = work.session.document.relations.values()
    assert (made.attributes, made.unconfirmed) == ({"since": "now"}, ())
    assert (in_mode(work, Choosing).verb, selected(work)) == ("relation", "Ada")
