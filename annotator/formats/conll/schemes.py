"""How tags mark mentions: the schemes there are, and which one a file is in.

======  ==================================================================================================
iob2    B-X begins a mention, I-X continues it
iob1    I-X does both; B-X begins one that follows another of its type at once
iobes   B-X begins, I-X continues, E-X ends a mention; S-X is one token (also BMES, with M and W or S)
bilou   the same with L-X for the end and U-X for one token
io      I-X alone, or the bare type X: mentions of one type that follow each other at once are one
======  ==================================================================================================

The letter may stand behind the type too (`PER-B`). What is no mention is `O`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

Scheme: TypeAlias = Literal["auto", "iob1", "iob2", "iobes", "bilou", "io"]
Repair: TypeAlias = Literal["none", "conlleval", "discard"]

SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

OUTSIDE = "O"
SAME = {"B": "B", "I": "I", "M": "I", "E": "E", "L": "E", "S": "S", "U": "S", "W": "S"}
"""What each letter does: begins, continues, ends, or is one token by itself."""

LEGAL = {"iob1": "BI", "iob2": "BI", "iobes": "BIES", "bilou": "BIES", "io": "I"}
"""What tags of a scheme may do."""

TOLD = {
    "iob1": "O, I-TYPE or B-TYPE",
    "iob2": "O, B-TYPE or I-TYPE",
    "iobes": "O, B-TYPE, I-TYPE, E-TYPE or S-TYPE",
    "bilou": "O, B-TYPE, I-TYPE, L-TYPE or U-TYPE",
    "io": "O, I-TYPE or TYPE",
}

Seen: TypeAlias = AbstractSet[tuple[str, str]]
"""Every tag of a file with the one before it in its sentence, `O` at the start."""


class Tag(NamedTuple):
    """What a tag does (a value of `SAME`, or `O`), and the type of the mention."""

    does: str
    type: str


OUT = Tag(OUTSIDE, "")


@dataclass(frozen=True, slots=True)
class Notation:
    """How the tags of a file are read; `suffixed` where the letter stands behind the type, `bare` where none stands."""

    scheme: Scheme
    suffixed: bool = False
    bare: bool = False

    def read(self, written: str) -> Tag | None:
        """What a tag says; None for what is no tag of this scheme."""
        if written == OUTSIDE:
            return OUT
        if self.bare:
            return Tag("I", written)
        tag = split(written, suffixed=self.suffixed)
        return tag[1] if tag and tag[1].does in LEGAL[self.scheme] else None

    def __str__(self) -> str:
        """As people are told."""
        if self.bare:
            return f"{self.scheme}, the type alone"
        return f"{self.scheme}, the letter behind the type" if self.suffixed else self.scheme


def split(written: str, *, suffixed: bool) -> tuple[str, Tag] | None:
    """The letter of a tag and what it says; None where it has no letter and type."""
    type_name, dash, letter = written.rpartition("-") if suffixed else reversed(written.partition("-"))
    return (letter, Tag(SAME[letter], type_name)) if dash and type_name and letter in SAME else None


def is_tag(written: str) -> bool:
    """Whether it is a tag of any scheme."""
    return written == OUTSIDE or any(split(written, suffixed=each) is not None for each in (False, True))


def notation_of(seen: Seen, scheme: Scheme = "auto") -> Notation:
    """How a file's tags are written; of the scheme that is named, else of the one that they look like."""
    tags = {tag for _, tag in seen if tag != OUTSIDE}
    behind, before = (all(split(each, suffixed=side) for each in tags) for side in (True, False))
    suffixed = behind and not before
    if tags and scheme in ("auto", "io") and not any("-" in each for each in tags):
        return Notation("io", bare=True)
    if scheme != "auto":
        return Notation(scheme, suffixed)
    return Notation(_guessed(seen, tags, suffixed=suffixed), suffixed)


def _guessed(seen: Seen, tags: AbstractSet[str], *, suffixed: bool) -> Scheme:
    letters = {splits[0] for each in tags if (splits := split(each, suffixed=suffixed))}
    if letters & {"L", "U"}:
        return "bilou"
    if letters & {"E", "S", "M", "W"}:
        return "iobes"
    if letters == {"I"}:
        return "io"
    return "iob1" if "I" in letters and _is_iob1(seen, suffixed=suffixed) else "iob2"


def _is_iob1(seen: Seen, *, suffixed: bool) -> bool:
    """Whether a B stands only where it must, and an I also begins mentions."""
    begun = False
    for before, tag in seen:
        one, two = (split(each, suffixed=suffixed) for each in (before, tag))
        follows = one is not None and two is not None and one[1].type == two[1].type
        if two is not None and two[1].does == "B" and not follows:
            return False
        begun |= two is not None and two[1].does == "I" and not follows
    return begun


def notations_of(gold: Seen, predicted: Seen, scheme: Scheme = "auto") -> tuple[Notation, Notation]:
    """How two files that belong together are written: in one scheme, unless one of them has letters of its own."""
    each = notation_of(gold, scheme), notation_of(predicted, scheme)
    marks_ends = [one.scheme in ("iobes", "bilou") for one in each]
    alike = each[0].suffixed == each[1].suffixed and each[0].bare == each[1].bare
    if scheme != "auto" or not alike or any(marks_ends):
        return each
    both = notation_of(gold | predicted)
    return both, both
