from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.candidates import candidates
from annotator.text.levels import level_of

# Marked before the candidates were looked at: every mention that the guidelines ask for, in text of a new story.
ARTICLE = """\
[Oskell] Recalls [Envoy]
[Oskell] recalled [its] [ambassador] from [Port Selm] on [8 June] after [gunmen] of the [Ashen Guard] stormed a \
police [station] in the [Tessalian] [capital].
[President] [Darius Koll] told the [Daily Ledger] that the [raid|] was “an insult”. [He] blamed [Varania], which \
arms the [group].
The [Ashen Guard], a [Varanian]-backed [militia], was founded by [Hadi Orun] in [2016]. [Orun], [its] [commander], \
lost [his] left hand in the [Marsh War|].
About [3,000] [fighters] serve in the [Guard]. Each is paid [$400] a month by [Varania]’s [Ministry of Defence].
[Two] [soldiers] of the [Border Corps] died near [Camp Orrin] in [March 2030]. [They] were hit by a [drone].
[Tova Reyes], the [spokeswoman] of the [Border Corps], said [she] expected more attacks. The [U.S.] and [Oskell] \
sent [troops] to the [Grey Valley].
"""


def marked(notation: str) -> tuple[str, set[tuple[int, int]]]:
    text, spans, start = "", set(), 0
    for character in notation:
        if character == "[":
            start = len(text)
        elif character == "]":
            if text.endswith("|"):
                text = text[:-1]
            else:
                spans.add((start, len(text)))
        else:
            text += character
    return text, spans


def found_in(text: str) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    start = 0
    for line in text.split("\n"):
        found |= {each.span for each in candidates(text, start, start + len(line))}
        start += len(line) + 1
    return found


def test_three_quarters_of_the_mentions_are_exactly_a_candidate() -> None:
    text, mentions = marked(ARTICLE)
    assert len(mentions) > 45
    hits = mentions & found_in(text)
    assert len(hits) / len(mentions) >= 0.75, sorted(text[start:end] for start, end in mentions - hits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an Oskell-backed militia", ["Oskell", "militia"]),
        ("General Ilan Marek’s men", ["Ilan Marek", "men"]),
        ("the Ministry of the Interior", ["Ministry of the Interior"]),
        ("a Varanian Northern Lions unit", ["Varanian", "Northern Lions", "unit"]),
        ("the Selm Brigade and the Dawn Column", ["Selm Brigade", "Dawn Column"]),
        ("US troops told us", ["US", "troops", "us"]),
        ("about $1,500 on May 12, 2031", ["about $1,500", "May 12, 2031"]),
        ("Reports say they fled", ["they"]),
    ],
)
def test_boundaries_are_those_of_the_guidelines(text: str, expected: list[str]) -> None:
    shown = [text[start:end] for start, end in sorted(each.span for each in candidates(text, 0, len(text)))]
    assert [each for each in shown if each not in ("Reports",)] == expected


def test_what_was_labelled_before_beats_every_other_reading() -> None:
    text = "the Grey Valley Post wrote"
    [found] = candidates(text, 0, len(text), {"Grey Valley Post": "ORG"})
    assert (found.kind, found.type_hint, text[slice(*found.span)]) == ("known", "ORG", "Grey Valley Post")


@given(st.text("Aa b.-’1US,", max_size=40))
def test_candidates_are_clean_and_do_not_overlap(text: str) -> None:
    spans = [each.span for each in candidates(text, 0, len(text))]
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("surface", "level"),
    [
        ("US", "NAM"),
        ("us", "PRO"),
        ("They", "PRO"),
        ("Varanian", "ADJ"),
        ("Oskell", "NAM"),
        ("troops", "NOM"),
        ("Militants", "NOM"),
        ("Dawn Column", "NAM"),
    ],
)
def test_levels(surface: str, level: str) -> None:
    assert level_of(surface) == level
