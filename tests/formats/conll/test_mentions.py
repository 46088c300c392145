from __future__ import annotations

import importlib
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.conll.mentions import Mention, decode
from annotator.formats.conll.schemes import Notation, Repair, Scheme, notation_of

TYPES = ("PER", "LOC")
LETTERS = {"iob1": "BI", "iob2": "BI", "iobes": "BIES", "bilou": "BILU", "io": "I"}
MENTIONS = st.lists(st.tuples(st.sampled_from(TYPES), st.integers(1, 3), st.integers(0, 1)), max_size=6)


def written(mentions: list[tuple[str, int, int]], scheme: str) -> tuple[list[str], list[Mention]]:
    """Mentions (type, tokens, tokens outside before it) as tags, and where they stand."""
    tags: list[str] = []
    places: list[Mention] = []
    for type_name, size, gap in mentions:
        tags += ["O"] * gap
        before = places[-1] if places and not gap else None
        adjacent = before is not None and before.type == type_name
        if scheme == "io" and adjacent:
            tags.append("O")
            adjacent = False
        start = len(tags)
        letters = {
            "iob2": "B" + "I" * (size - 1),
            "iob1": ("B" if adjacent else "I") + "I" * (size - 1),
            "io": "I" * size,
            "iobes": "S" if size == 1 else "B" + "I" * (size - 2) + "E",
            "bilou": "U" if size == 1 else "B" + "I" * (size - 2) + "L",
        }[scheme]
        tags += [f"{letter}-{type_name}" for letter in letters]
        places.append(Mention(type_name, start, len(tags)))
    return tags, places


def seen(tags: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(["O", *tags]))


@given(MENTIONS, st.sampled_from(sorted(LETTERS)), st.booleans(), st.sampled_from(["none", "conlleval", "discard"]))
def test_what_a_scheme_writes_is_read_again_whatever_the_repair(
    mentions: list[tuple[str, int, int]], scheme: Scheme, suffixed: bool, repair: Repair
) -> None:
    tags, places = written(mentions, scheme)
    if suffixed:
        tags = ["-".join(reversed(tag.split("-"))) for tag in tags]
    assert decode(tags, Notation(scheme, suffixed), repair) == (places, [])
    guessed = notation_of(seen(tags))
    assert guessed.suffixed == ((suffixed and set(tags) > {"O"}) or (suffixed and bool(places)))
    assert decode(tags, guessed, repair) == (places, [])


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [
        ("B-A I-A O", "iob2"),
        ("B-A B-A O", "iob2"),
        ("O O", "iob2"),
        ("I-A B-A O I-B", "iob1"),
        ("I-A O I-A I-A", "io"),
        ("S-A O B-A E-A", "iobes"),
        ("S-A W-A", "iobes"),
        ("B-A M-A E-A", "iobes"),
        ("U-A B-A L-A", "bilou"),
        ("I-A O B-A I-A", "iob2"),
        ("A-B A-I O", "iob2"),
        ("ORG O PER PER", "io"),
    ],
)
def test_the_scheme_is_the_one_that_the_tags_look_like(tags: str, scheme: str) -> None:
    assert notation_of(seen(tags.split())).scheme == scheme


@pytest.mark.parametrize(
    ("tags", "scheme", "position", "message"),
    [
        ("O B-ORG X-ORG", "iob2", 2, 'invalid tag "X-ORG"; expected O, B-TYPE or I-TYPE (scheme iob2)'),
        ("O B-", "iob2", 1, 'invalid tag "B-"'),
        ("O O O I-ORG", "iob2", 3, 'tag "I-ORG" continues nothing; expected B-ORG before it'),
        ("B-ORG I-GPE", "iob2", 1, 'tag "I-GPE" continues nothing; expected B-GPE'),
        ("B-ORG I-ORG O", "iobes", 1, 'tag "I-ORG" is followed by no end of ORG'),
        ("B-ORG B-ORG E-ORG", "iobes", 0, 'tag "B-ORG" is followed by no end of ORG'),
        ("E-ORG", "iobes", 0, 'tag "E-ORG" continues nothing'),
        ("O B-ORG", "iob1", 1, 'tag "B-ORG" follows no ORG; expected I-ORG in iob1'),
        ("S-ORG", "iob2", 0, 'invalid tag "S-ORG"'),
        ("B-ORG", "io", 0, 'invalid tag "B-ORG"; expected O, I-TYPE or TYPE'),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(tags: str, scheme: Scheme, position: int, message: str) -> None:
    misfit = decode(tags.split(), Notation(scheme)).misfits[0]
    assert misfit.position == position
    assert message in misfit.message


def test_what_continues_nothing_opens_a_mention_or_goes() -> None:
    tags = ["I-ORG", "I-ORG", "O", "B-ORG", "I-GPE", "I-GPE"]
    notation = Notation("iob2")
    assert decode(tags, notation, "conlleval").mentions == [("ORG", 0, 2), ("ORG", 3, 4), ("GPE", 4, 6)]
    assert decode(tags, notation, "discard").mentions == [("ORG", 3, 4)]
    assert [misfit.position for misfit in decode(tags, notation).misfits] == [0, 4]


def seqeval(name: str) -> Any:
    return pytest.importorskip(f"seqeval.{name}", reason="seqeval, the oracle, is not installed")


TAGS = {
    scheme: st.lists(st.sampled_from(["O", *(f"{letter}-{each}" for letter in letters for each in TYPES)]), max_size=9)
    for scheme, letters in LETTERS.items()
}


@pytest.mark.parametrize("scheme", ["iob2", "iob1", "iobes"])
@given(data=st.data())
def test_the_repair_of_conlleval_reads_what_seqeval_reads(scheme: Scheme, data: st.DataObject) -> None:
    labelling = seqeval("metrics.sequence_labeling")
    tags = data.draw(TAGS[scheme])
    expected = [(kind, start, end + 1) for kind, start, end in labelling.get_entities(tags)]
    assert decode(tags, Notation(scheme), "conlleval").mentions == expected


@pytest.mark.parametrize(("scheme", "theirs"), [("iob2", "IOB2"), ("iobes", "IOBES"), ("bilou", "BILOU")])
@given(data=st.data())
def test_discarding_reads_what_seqeval_reads_strictly(scheme: Scheme, theirs: str, data: st.DataObject) -> None:
    schemes = seqeval("scheme")
    tags = data.draw(TAGS[scheme])
    found = schemes.Entities([tags], getattr(importlib.import_module("seqeval.scheme"), theirs)).entities[0]
    expected = sorted((each.start, each.end, each.tag) for each in found)
    assert sorted((m.start, m.end, m.type) for m in decode(tags, Notation(scheme), "discard").mentions) == expected
