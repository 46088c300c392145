"""Tags of one sentence as mentions in token offsets.

`repair` says what to do with a tag that does not fit its scheme, such as an `I-X` that continues nothing: `none`
refuses it, `conlleval` reads it as that scorer and seqeval's default do, `discard` drops the mention that it is part
of, as seqeval's strict mode does; that can raise a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.formats.conll.schemes import OUT, TOLD, Notation, Repair, Tag


class Mention(NamedTuple):
    """A run of tokens: its type, the first one, the one after the last."""

    type: str
    start: int
    end: int


class Misfit(NamedTuple):
    """A tag that does not fit its scheme: which one, and why; a tag that is none breaks everything off (`fatal`)."""

    position: int
    message: str
    fatal: bool = False


class Decoded(NamedTuple):
    """The mentions of a sentence, and the tags that do not fit."""

    mentions: list[Mention]
    misfits: list[Misfit]


def decode(written: Sequence[str], notation: Notation, repair: Repair = "none") -> Decoded:
    """The mentions of one sentence; with repair `none` only what is well-formed, and the caller refuses misfits."""
    tags = [notation.read(each) for each in written]
    odd = next((position for position, tag in enumerate(tags) if tag is None), None)
    if odd is not None:
        expected = f"expected {TOLD[notation.scheme]} (scheme {notation})"
        return Decoded([], [Misfit(odd, f'invalid tag "{written[odd]}"; {expected}', fatal=True)])
    known = [tag for tag in tags if tag]
    reader = _Reader(written, marks_ends=notation.scheme in ("iobes", "bilou"), is_iob1=notation.scheme == "iob1")
    reader.opens_inside = notation.scheme in ("io", "iob1")
    for position, tag in enumerate((*known, OUT)):
        reader.take(position, tag)
    return Decoded(_as_conlleval(known) if repair == "conlleval" else reader.mentions, reader.misfits)


class _Reader:
    """Takes tags one by one and keeps what is well-formed."""

    def __init__(self, written: Sequence[str], *, marks_ends: bool, is_iob1: bool) -> None:
        self.mentions: list[Mention] = []
        self.misfits: list[Misfit] = []
        self.opens_inside = False
        self._written, self._marks_ends, self._is_iob1 = written, marks_ends, is_iob1
        self._start: int | None = None
        self._type = ""
        self._dropped = ""

    def take(self, position: int, tag: Tag) -> None:
        inside = self._start is not None and tag.type == self._type
        if tag.does in "IE" and not inside and not (self.opens_inside and tag.does == "I"):
            self._close(position, ended=False)
            if tag.type != self._dropped:
                self._note(position, f"continues nothing; expected B-{tag.type} before it")
            self._dropped = tag.type
            return
        self._dropped = ""
        if tag.does == "E":
            self._close(position + 1, ended=True)
        elif tag.does == "I" and inside:
            return
        else:
            self._begin(position, tag, inside)

    def _begin(self, position: int, tag: Tag, inside: bool) -> None:
        self._close(position, ended=False)
        if tag.does == "B" and self._is_iob1 and not inside:
            self._note(position, f"follows no {tag.type}; expected I-{tag.type} in iob1")
            return
        if tag.does != OUT.does:
            self._start, self._type = position, tag.type
        if tag.does == "S":
            self._close(position + 1, ended=True)

    def _close(self, end: int, *, ended: bool) -> None:
        """End the open mention; where ends are marked and none was, it is no mention."""
        if self._start is not None:
            if self._marks_ends and not ended:
                self._note(end - 1, f"is followed by no end of {self._type}")
            else:
                self.mentions.append(Mention(self._type, self._start, end))
        self._start = None

    def _note(self, position: int, message: str) -> None:
        self.misfits.append(Misfit(position, f'tag "{self._written[position]}" {message}'))


def _as_conlleval(tags: Sequence[Tag]) -> list[Mention]:
    """The mentions as conlleval and seqeval's default read them, whatever the scheme."""
    mentions: list[Mention] = []
    start = None
    for position, (before, tag) in enumerate(pairwise((OUT, *tags, OUT))):
        if start is not None and _ends(before, tag):
            mentions.append(Mention(before.type, start, position))
            start = None
        if _begins(before, tag):
            start = position
    return mentions


def _ends(before: Tag, tag: Tag) -> bool:
    return before.does in "ES" or tag.does in "BSO" or before.type != tag.type


def _begins(before: Tag, tag: Tag) -> bool:
    return tag.does != "O" and (tag.does in "BS" or before.does in "ESO" or before.type != tag.type)
