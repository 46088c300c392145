"""Hypothesis strategies for CASes as files say them: everything that a WebAnno table has a row and a column for."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from annotator.formats.cas.naming import ANY, COREFERENCE
from annotator.formats.cas.structures import Cas, Chain, Layer, Slot, SlotFeature, Structure
from annotator.model.spans import Span

WORDS = ["Varania", "said", "漢字", "🚀x", "a", "\\", "e\u0301", "_", "|"]
AWKWARD = ["PER", "a|b", "[1]", "x[2]", "->1-1", "_", "*", "\\", "a\\", ";", "a\tb\nc\rd", "", "🚀"]
VALUES = st.none() | st.sampled_from(AWKWARD)

SPAN = Layer("webanno.custom.Span", "span", ("value", "note"))
BARE = Layer("webanno.custom.Bare", "span")
HOST = Layer(
    "webanno.custom.Host",
    "span",
    ("label", SlotFeature("who", "webanno.custom.WhoLink", ANY), SlotFeature("what", "webanno.custom.L", SPAN.name)),
)
TIE = Layer("webanno.custom.Tie", "relation", ("value",), SPAN.name)
LAYERS = (SPAN, BARE, HOST, COREFERENCE, TIE)


@st.composite
def texts_with_tokens(draw: DrawFn) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    """A text and its tokens, sentence by sentence; tokens may touch, sentences may have line ends inside."""
    text = " " * draw(st.integers(0, 2))
    sentences: list[tuple[Span, ...]] = []
    for number in range(draw(st.integers(1, 3))):
        text += draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n  ", " ", ""])) if number else ""
        tokens: list[Span] = []
        for word in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)):
            text += draw(st.sampled_from([" ", " ", "", "\n", "\t"])) if tokens else ""
            tokens.append((len(text), len(text) + len(word)))
            text += word
        sentences.append(tuple(tokens))
    return text + draw(st.sampled_from(["", "\n", " ", "\r\n"])), tuple(sentences)


def _spans(tokens: list[Span]) -> SearchStrategy[Span]:
    """Stretches that begin and end inside tokens, whole tokens mostly."""
    edges = st.tuples(st.integers(0, len(tokens) - 1), st.integers(0, 2), st.integers(0, 4), st.booleans())

    def span(drawn: tuple[int, int, int, bool]) -> Span:
        first, more, cut, at_start = drawn
        last = min(first + more, len(tokens) - 1)
        begin, end = tokens[first][0], tokens[last][1]
        if cut == 1 and at_start and tokens[first][1] - begin > 1:
            begin += 1
        if cut == 2 and end - tokens[last][0] > 1 and end - begin > 1:
            end -= 1
        return (begin, begin) if cut == 3 and at_start else (begin, end)

    return edges.map(span)


@st.composite
def cases(draw: DrawFn) -> Cas:
    """A CAS: spans in three layers, slots, relations, and chains."""
    text, sentences = draw(texts_with_tokens())
    spans = _spans([token for sentence in sentences for token in sentence])
    mentions: list[tuple[Layer, Span, dict[str, Any]]] = [
        (layer, draw(spans), {name: draw(VALUES) for name in layer.features})
        for layer in draw(st.lists(st.sampled_from([SPAN, BARE, HOST, COREFERENCE]), max_size=7))
    ]
    mentions.sort(key=lambda each: (each[1][0], -each[1][1]))
    drawn = [Structure(key, layer.name, span, features) for key, (layer, span, features) in enumerate(mentions, 1)]
    targets = [each.key for each in drawn if each.layer != COREFERENCE.name]
    structures = [_with_slots(draw, each, targets, drawn) for each in drawn]
    joinable = [each for each in drawn if each.layer == SPAN.name]
    for number in range(draw(st.integers(0, 2)) if joinable else 0):
        source, target = draw(st.sampled_from(joinable)), draw(st.sampled_from(joinable))
        features = {"value": draw(VALUES)}
        ends = (source.key, target.key)
        structures.append(Structure(len(drawn) + number + 1, TIE.name, target.span, features, ends=ends))
    links = draw(st.permutations([each.key for each in drawn if each.layer == COREFERENCE.name]))
    cut = draw(st.integers(0, len(links)))
    members = [each for each in (tuple(links[:cut]), tuple(links[cut:])) if each]
    chains = tuple(Chain(number, each) for number, each in enumerate(members, 1))
    numbers = st.sampled_from(range(len(sentences)))
    names = draw(st.dictionaries(numbers, st.sampled_from(["s1", "a b", "x\\y", "ä"]), max_size=2))
    return Cas(text, sentences, LAYERS, tuple(structures), chains, sentence_ids=names)


def _with_slots(draw: DrawFn, structure: Structure, targets: list[int], drawn: list[Structure]) -> Structure:
    if structure.layer != HOST.name:
        return structure
    slots: list[Slot] = []
    for feature in HOST.slots:
        fit = [each for each in targets if feature.target_type == ANY or drawn[each - 1].layer == SPAN.name]
        roles = st.none() | st.sampled_from(["Agent", "a;b", "_"])
        for target in draw(st.lists(st.sampled_from(fit), max_size=2)) if fit else []:
            slots.append(Slot(feature.name, draw(roles), target))
    return Structure(structure.key, structure.layer, structure.span, structure.features, tuple(slots))
