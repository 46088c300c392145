"""A row: one thing that the annotators of a text may say differently, with all that they say; and what was decided.

Rows are named by their content, so that a decision holds as long as what it decided on has not changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from annotator.agreement.kinds import Kind
from annotator.model.annotation import Name
from annotator.model.canonical import to_bytes
from annotator.model.spans import Spans

RowKind: TypeAlias = Kind
How: TypeAlias = Literal["agreed", "majority", "rule", "single", "chosen", "both", "edited", "nothing"]

NOTHING: None = None
"""The content of the reading that there is nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that may be said, as JSON, and who says it; `is_named` and `distance` help the rule `same-thing`."""

    content: Any
    by: tuple[str, ...]
    words: str = ""
    is_named: bool = False
    distance_chars: int = 0


@dataclass(frozen=True)
class Row:
    """What is said of one part of one group.

    `layer` is the record's, `coref` or `labels`; `part` is `form` for what something is, the name of an attribute, a
    role, `coref`, or a label's name. `place` is where to look. `asked` are those whose word counts, `groups` what it is
    about. `problem` says why no reading will do; `same_thing` that a `link`'s readings are one thing for everybody;
    `waits` that something else must be decided first; `pieces` are those of a chain, in the order of the text.
    `text_sha256` is the document's text, whatever it is called.
    """

    document: str
    layer: str
    kind: RowKind
    type: str
    part: str
    anchor: str
    place: Spans
    readings: tuple[Reading, ...]
    asked: tuple[str, ...]
    groups: tuple[str, ...] = ()
    words: str = ""
    problem: str = ""
    same_thing: bool = False
    waits: bool = False
    text_sha256: str = ""
    pieces: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """The name of the row: a hash of the document, by its text, the kind, and the readings as content."""
        contents = sorted(to_bytes(each.content) for each in self.readings)
        named = [self.text_sha256 or self.document, self.layer, self.kind, self.part, self.anchor, self.problem]
        return sha256(to_bytes([named, [each.decode() for each in contents]])).hexdigest()[:32]

    @property
    def question(self) -> tuple[Any, ...]:
        """What makes rows the same question: kind, type, words and readings are the same."""
        reading_words = sorted(each.words.casefold() for each in self.readings)
        return self.layer, self.kind, self.type, self.part, self.words.casefold(), *reading_words

    @property
    def has_nothing(self) -> bool:
        """Whether somebody says that there is nothing."""
        return any(each.content is NOTHING for each in self.readings)


class ShownReading(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A reading as it was shown when something was decided, and who gave it."""

    content: Any
    by: tuple[Name, ...]


class Decision(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a person decided of a row: the contents chosen, none for nothing, several for both.

    `key` is the row's: a decision counts as long as there is a row of that key. `kind` is the row's, `readings` what
    was shown. `how` is `open` where a decision is taken back.
    """

    document: Name
    key: Name
    kind: RowKind
    how: Literal["chosen", "both", "edited", "nothing", "open"]
    chosen: tuple[Any, ...] = ()
    readings: tuple[ShownReading, ...] = ()
    who: str = ""
    when: str = ""
    reason: str = ""
    note: str = ""
    stop: str = ""
    batch: str = ""
    revealed: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a row came out: the contents that gold has, none for nothing."""

    how: How
    chosen: tuple[Any, ...]
    rule: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What is merged without asking.

    `auto` is `all` (everybody asked says the same), `majority` (more than half of those asked say that it is there) or
    `never`. `fill` takes an attribute that only some gave, `same_thing` one of several mentions of one thing.
    """

    auto: Literal["all", "majority", "never"] = "all"
    fill: bool = False
    same_thing: bool = False
    accept_single: bool = False


def decide(row: Row, chosen: Sequence[Any], **rest: Any) -> Decision:
    """A decision of a row; `rest` says who, when and why. Without `how` it is told from what was chosen."""
    shown = tuple(ShownReading(each.content, each.by) for each in row.readings)
    known = [each.content for each in row.readings]
    how = "nothing" if not chosen else "both" if len(chosen) > 1 else "chosen" if chosen[0] in known else "edited"
    return Decision(
        **{"document": row.document, "key": row.key, "kind": row.kind, "how": how, "chosen": tuple(chosen)} | rest,
        readings=shown,
    )


Decisions: TypeAlias = Mapping[str, Decision]
"""Decisions by the key of their row."""


def outcome(row: Row, decisions: Decisions, rules: Rules) -> Outcome | None:
    """How a row comes out, by decision or by rule; None where a person must decide."""
    decision = decisions.get(row.key)
    if decision and decision.how != "open":
        return Outcome(decision.how, decision.chosen, decision=decision)
    if row.problem or row.waits:
        return None
    return _agreed(row, rules) or _by_majority(row, rules) or _by_rule(row, rules)


def _agreed(row: Row, rules: Rules) -> Outcome | None:
    if len(row.readings) != 1:
        return None
    chosen = () if row.has_nothing else (row.readings[0].content,)
    if row.part != "form":
        return Outcome("agreed", chosen)
    if rules.auto == "never":
        return None
    if len(row.asked) == 1:
        return Outcome("single", chosen) if rules.accept_single else None
    return Outcome("agreed", chosen)


def _by_majority(row: Row, rules: Rules) -> Outcome | None:
    """Presence that more than half of those asked say: whole readings first, then what somebody said part by part."""
    if rules.auto != "majority" or row.layer == "coref":
        return None
    present = [each for each in row.readings if each.content is not NOTHING]
    for each in present:
        if 2 * len(each.by) > len(row.asked):
            return Outcome("majority", (each.content,))
    if row.part == "form" and 2 * sum(len(each.by) for each in present) > len(row.asked):
        parts = {name: _majority_of_part(present, name) for name in present[0].content}
        if None not in parts.values() and any(each.content == parts for each in present):
            return Outcome("majority", (parts,))
    return None


def _majority_of_part(readings: Sequence[Reading], part: str) -> Any:
    """What more than half of those who have something say of one part of it; None without such a majority."""
    votes: dict[bytes, int] = {}
    for each in readings:
        key = to_bytes(each.content[part])
        votes[key] = votes.get(key, 0) + len(each.by)
    whole = sum(votes.values())
    return next((each.content[part] for each in readings if 2 * votes[to_bytes(each.content[part])] > whole), None)


def _by_rule(row: Row, rules: Rules) -> Outcome | None:
    present = [each for each in row.readings if each.content is not NOTHING]
    if rules.fill and row.kind == "attribute" and row.has_nothing and len(present) == 1:
        return Outcome("rule", (present[0].content,), "fill")
    if rules.same_thing and row.kind == "link" and row.same_thing and present:
        best = min(present, key=lambda each: (each.distance_chars, not each.is_named, to_bytes(each.content)))
        return Outcome("rule", (best.content,), "same-thing")
    return None
