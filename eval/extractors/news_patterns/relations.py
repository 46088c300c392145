"""Relations: noun phrases that say who belongs to whom, and what is where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Token

from news_patterns.events import objects
from news_patterns.lexicon import lexicon
from news_patterns.mentions import Mention, Mentions

GROUPS = frozenset({"ARMED_GROUP", "STATE_FORCE", "GOV_BODY", "ORG_OTHER", "GPE"})
PARTS = frozenset({"wing", "branch", "arm", "unit", "part"})
NEAR = frozenset({"near", "outside", "behind", "beside"})
IN = frozenset({"in", "at", "inside"})
PLACES = frozenset({"GPE", "LOC", "FACILITY"})
THINGS = frozenset({"FACILITY", "WEAPON", "VEHICLE"})
HEADS = {
    "BACKS": frozenset({"GPE", "GOV_BODY", "ARMED_GROUP", "STATE_FORCE", "PERSON"}),
    "LOYAL_TO": frozenset({"ARMED_GROUP", "PERSON"}),
    "HOLDS_POSITION": frozenset({"PERSON", "GPE"}),
    "SUBGROUP_OF": frozenset({"ARMED_GROUP", "STATE_FORCE", "GOV_BODY", "GPE"}),
}
"""Whose relation it can be; of the others, anybody's."""

Found = tuple[str, Mention | None, Mention | None, dict[str, Any]]


class Relations:
    """The relations of one parsed text."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        """Look nowhere yet."""
        self._doc = doc
        self._mentions = mentions

    def plain(self) -> Iterator[dict[str, Any]]:
        """The record's objects, each pair once."""
        seen: set[tuple[str, str, str]] = set()
        for token in self._doc:
            for kind, head, tail, attributes in self._around(token):
                if head is None or tail is None or head.type not in HEADS.get(kind, {head.type}):
                    continue
                if head.id != tail.id and (kind, head.id, tail.id) not in seen:
                    seen.add((kind, head.id, tail.id))
                    ends = {"head": head.id, "tail": tail.id}
                    yield {"id": f"R{len(seen)}", "type": kind} | ends | {"attributes": attributes}

    def _around(self, token: Token) -> Iterator[Found]:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from self._position(token)
            yield from self._owner(token)
            yield from self._place(token)
        elif token.lower_ == "backed":
            yield from self._backed(token)
        elif token.lower_ == "loyal":
            yield from self._loyal(token)

    def _position(self, token: Token) -> Iterator[Found]:
        """`head of the Column`, `their commander`; `a wing of the Column`."""
        position = lexicon().positions.get(token.lemma_.lower())
        deputy = any(child.lower_ == "deputy" for child in token.children)
        owners = [
            *owners_of(token),
            *(pobj for child in token.children if child.lower_ == "of" for pobj in objects(child)),
        ]
        for owner in owners:
            group = self._mentions.of(owner)
            if group is None or group.type not in GROUPS:
                continue
            if position:
                said = {"position": "deputy" if deputy else position, "status": "current"}
                yield "HOLDS_POSITION", self._mentions.of(token), group, said
            elif token.lemma_ in PARTS and group.type != "ORG_OTHER":
                yield "SUBGROUP_OF", self._mentions.of(token), group, {}

    def _owner(self, token: Token) -> Iterator[Found]:
        """`Oskellian troops`, `Tessal's parliament`, `the embassy of Oskell`."""
        own = self._mentions.of(token)
        if own is None or lexicon().positions.get(token.lemma_.lower()):
            return
        adjectives = [
            child for child in token.children if child.dep_ in ("amod", "compound") and child.ent_type_ == "NORP"
        ]
        of = [pobj for child in token.children if child.lower_ == "of" for pobj in objects(child)]
        for owner in (*owners_of(token), *adjectives, *of):
            state = self._mentions.of(owner)
            if state is None or state.type != "GPE":
                continue
            if own.type in ("STATE_FORCE", "GOV_BODY"):
                yield "SUBGROUP_OF", own, state, {}
            elif own.type in THINGS:
                yield "OPERATED_BY", own, state, {}
            elif own.type in ("PERSON", "ARMED_GROUP") and owner.dep_ == "amod":
                yield "ORIGIN", own, state, {}

    def _place(self, token: Token) -> Iterator[Found]:
        """`the embassy in Selm`, `a guard outside the embassy`."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in NEAR | IN:
                for pobj in objects(child):
                    place, own = self._mentions.of(pobj), self._mentions.of(token)
                    if place and own and place.type in PLACES and own.type not in ("DATE", "QUANTITY", "MONEY"):
                        yield "LOCATED_IN", own, place, {"near": True} if child.lower_ in NEAR else {}

    def _backed(self, token: Token) -> Iterator[Found]:
        """`a Varania-backed militia`."""
        said = {"kind": "unspecified", "status": "current"}
        backers = [child for child in token.children if child.dep_ in ("npadvmod", "nmod", "compound", "amod")]
        before = [self._doc[token.i - 2]] if token.i > 1 and self._doc[token.i - 1].text == "-" else []
        for backer in backers or before:
            group = self._mentions.of(token.head)
            if group and group.type in ("ARMED_GROUP", "GOV_BODY", "PERSON"):
                yield "BACKS", self._mentions.of(backer), group, said

    def _loyal(self, token: Token) -> Iterator[Found]:
        """`it is loyal to Koll`."""
        subjects = [child for child in token.head.children if child.dep_ == "nsubj"] or [token.head]
        for child in token.children:
            for pobj in objects(child) if child.lower_ == "to" else ():
                yield "LOYAL_TO", self._mentions.of(subjects[0]), self._mentions.of(pobj), {"status": "current"}


def owners_of(token: Token) -> list[Token]:
    """The possessors of a noun."""
    return [child for child in token.children if child.dep_ == "poss"]


def after_of(token: Token) -> list[Token]:
    """What stands behind a noun's `of`."""
    return [pobj for child in token.children if child.lower_ == "of" for pobj in objects(child)]
