from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.candidates import Likely
from annotator.suggest.english_news.candidates import candidates as candidates_of
from annotator.suggest.segment.english_words import english_words

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


SECOND_ARTICLE = """\
[Tessal] Accuses [Varania] of Arming [Raiders]
[Tessal]’s [foreign ministry] on [March 4, 2031] accused [Varania] of sending [about 1,200] [rifles] to the [Red\
 Crescent Brigade], a [Varania]-backed [militia] that has fought [government] [troops] in the [Kesh Valley] \
since [2027].
Foreign Minister [Lena Osk] told [reporters] in [Port Orrin] that [her] [government] had photographs of [three] \
[trucks] at the [border]. “[They] carried [missiles] and [mortars],” [she] said. “[We] counted them.”
[Varanian] [officials] denied it. General [Pavel Dray], the [commander] of the [Border Corps], called the charge\
 “a fairy tale” in an interview with the [Daily Ledger].
The [Red Crescent Brigade] was founded by [Omar al-Tessi] and [his] [brother]. [Al-Tessi], a former [captain] in\
 the [Tessalian] [army], was killed by a [drone] near [Camp K-7] on [16 February]. [His] [deputy], [Sami Ruhl], \
has led the [group] from the [Grey Mountains] ever since.
[Dozens] of [fighters] crossed the [Selm River] [last week] and attacked a [police] [station] in [Marrow], \
killing [two] [officers] and wounding [a dozen] [civilians].
The [U.S.] [embassy] in [Port Orrin] urged [its] [citizens] to leave. The [U.S. Embassy], it said, would close \
on [Friday]. [Oskell] promised [Tessal] [$2.5 million] and [40] [vehicles].
In a statement, the [UN Security Council] said that the [Brigade]’s [leaders] should be tried. The [Kesh Valley \
Post], a [newspaper] close to President [Marta Wynn], reported that [Ruhl] had met [Oskellian] [diplomats] in \
[Marrow] in [January].
"""


def candidates(text: str, start: int, end: int, known: Mapping[str, str] | None = None) -> tuple[Likely, ...]:
    return candidates_of(text, list(english_words(text, start, end)), (start, end), known or {})


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


@pytest.mark.parametrize("article", [ARTICLE, SECOND_ARTICLE])
def test_nine_in_ten_mentions_are_exactly_a_candidate_and_few_candidates_are_none(article: str) -> None:
    text, mentions = marked(article)
    assert len(mentions) > 45
    found = found_in(text)
    hits = mentions & found
    assert len(hits) / len(mentions) >= 0.9, sorted(text[start:end] for start, end in mentions - hits)
    assert len(hits) / len(found) >= 0.8, sorted(text[start:end] for start, end in found - mentions)


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
        ("the U.S. Embassy and a US Reaper", ["U.S. Embassy", "US", "Reaper"]),
        ("Dozens of U.S. troops", ["Dozens", "U.S.", "troops"]),
        ("the Column Secretary General, Ilan Marek,", ["Column", "Secretary General", "Ilan Marek"]),
        ("Supreme Leader Ayatollah Marek", ["Supreme Leader", "Marek"]),
        ("Militants of the Dawn Column fled", ["Militants", "Dawn Column"]),
        ("in\u00a0Harakat al-Selm, al-Marek’s group", ["Harakat al-Selm", "al-Marek", "group"]),
        ("the Hashd al-Sha’abi", ["Hashd al-Sha’abi"]),
        ("near the K-1 base, Camp K-7", ["K-1", "base", "Camp K-7"]),
        ("pro-Varanian and anti-Oskellian bands", ["Varanian", "Oskellian"]),
        ("Christian Marek met Brian Koll", ["Christian Marek", "Brian Koll"]),
        ("paid $1,500 and €2.5 million", ["$1,500", "€2.5 million"]),
        ("tens of thousands fled two villages", ["tens of thousands", "two", "villages"]),
        ("on 2031-05-12, in December and two weeks later", ["2031-05-12", "December", "two weeks later"]),
        ("5,200-strong, 48 hours, 20%", ["5,200", "20%"]),
        ("the president of Varania", ["president", "Varania"]),
        (
            "the foreign minister, a foreign bank, two defence ministries",
            ["foreign minister", "bank", "two", "defence ministries"],
        ),
        ("The President of Varania", ["President", "Varania"]),
    ],
)
def test_boundaries_are_those_of_the_guidelines(text: str, expected: list[str]) -> None:
    shown = [text[start:end] for start, end in sorted(each.span for each in candidates(text, 0, len(text)))]
    assert [each for each in shown if each not in ("Reports",)] == expected


def test_what_was_labelled_before_beats_every_other_reading() -> None:
    text = "the Grey Valley Post wrote"
    [found] = candidates(text, 0, len(text), {"Grey Valley Post": "ORG"})
    assert (found.kind, found.type_hint, text[slice(*found.span)]) == ("known", "ORG", "Grey Valley Post")


def test_a_known_word_does_not_cut_a_longer_name_in_two() -> None:
    """After "Column" was labelled in a headline, "Dawn Column" was offered as "Dawn" and "Column"."""
    text = "Then the Dawn Column left, and the Column stayed away."
    found = [(text[slice(*each.span)], each.kind) for each in candidates(text, 0, len(text), {"Column": "GROUP"})]
    assert found == [("Dawn Column", "name"), ("Column", "known")]


def test_a_known_month_does_not_cut_a_date_in_two() -> None:
    text = "left in May, came on 2 May."
    found = [(text[slice(*each.span)], each.kind) for each in candidates(text, 0, len(text), {"May": "DATE"})]
    assert found == [("May", "known"), ("2 May", "date")]


def test_the_longest_known_string_wins_and_ends_with_a_word() -> None:
    text = "the dawn of dawn column front, dawns"
    known = {"dawn": "A", "dawn column": "B", "dawn of": "C", "dawn column fro": "D"}
    found = [(text[slice(*each.span)], each.type_hint) for each in candidates(text, 0, len(text), known)]
    assert [each for each in found if each[1]] == [("dawn of", "C"), ("dawn column", "B")]


def test_a_heading_holds_the_names_that_the_text_around_it_has() -> None:
    text = "Dawn Column Claims Attack on Selm: What the UN Said\n\nThe Dawn Column left Selm."
    heading = text.index("\n")
    assert [text[slice(*each.span)] for each in candidates(text, 0, heading)] == ["Dawn Column", "Selm", "UN"]


def test_the_kinds() -> None:
    text = "On 12 May its Varanian troops paid Ilan Marek $5 for two"
    kinds = [each.kind for each in candidates(text, 0, len(text))]
    assert kinds == ["date", "pronoun", "demonym", "noun", "name", "money", "quantity"]


@given(st.sampled_from([ARTICLE, SECOND_ARTICLE]), st.integers(0, 3))
def test_a_sentence_has_the_same_candidates_wherever_it_stands(article: str, blank_lines: int) -> None:
    line = marked(article)[0].split("\n")[1]
    shifted = "\n" * blank_lines + line
    alone = [(start + blank_lines, end + blank_lines) for start, end in found_in(line)]
    assert sorted(alone) == sorted(found_in(shifted))


@given(st.text("Aa b.-’1US,", max_size=40))
def test_candidates_are_clean_and_do_not_overlap(text: str) -> None:
    spans = [each.span for each in candidates(text, 0, len(text))]
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "word", ["Varanian ", "Al b ", "President ", "US ", "The ", "of ", "Selm of the ", "A-1-", "’"]
)
def test_a_sentence_without_end_has_candidates_too(word: str) -> None:
    text = word * 3000
    assert all(text[start:end].strip() for start, end in (each.span for each in candidates(text, 0, len(text))))
