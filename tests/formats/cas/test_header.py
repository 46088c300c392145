from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.cas.header import HeaderError, layer_of_line, layers_of_lines, line_of_layer
from annotator.formats.cas.structures import Layer, SlotFeature

TYPES = st.sampled_from(["webanno.custom.Span", "webanno.custom.My_Span", "uima.tcas.Annotation", "Token"])
FEATURES = st.sampled_from(["value", "a_b", "ä", "links"])
SLOTS = st.builds(SlotFeature, FEATURES, st.sampled_from(["webanno.custom.Link", "a.My_Link"]), TYPES)


def layers() -> st.SearchStrategy[Layer]:
    plain = st.lists(FEATURES, max_size=3).map(tuple)
    mixed = st.lists(FEATURES | SLOTS, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Layer, TYPES, st.just("span"), mixed),
        st.builds(Layer, TYPES, st.just("chain"), plain),
        st.builds(Layer, TYPES, st.just("relation"), plain, TYPES),
    )


@given(layers())
def test_a_layer_is_what_its_line_says(layer: Layer) -> None:
    assert layer_of_line(line_of_layer(layer)) == layer


def test_a_layer_without_features_ends_in_a_bar() -> None:
    assert line_of_layer(Layer("webanno.custom.Span", "span")) == "#T_SP=webanno.custom.Span|"
    assert layer_of_line("#T_SP=webanno.custom.Span") == Layer("webanno.custom.Span", "span")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("#T_XX=a.B|value", "no declaration of a layer; expected #T_SP="),
        ("#T_SP=", "no declaration of a layer"),
        ("#T_RL=a.B|value", "the relation layer a.B says not what it joins"),
        ("#T_SP=a.B|ROLE_a.B:links_a.Link", "ROLE_a.B:links_a.Link says not which feature links to what"),
        ("#T_SP=a.B|ROLE_links|a.C", "says not which feature links to what"),
    ],
)
def test_a_line_that_declares_nothing_is_refused(line: str, said: str) -> None:
    with pytest.raises(HeaderError, match=said):
        layer_of_line(line)


def test_lines_that_were_kept_and_spoilt_are_passed_over() -> None:
    assert layers_of_lines(["#T_SP=a.B|x", "nonsense", "#T_SP=a.B|y"]) == (Layer("a.B", "span", ("x",)),)
