"""The mentions of a text: names as spaCy's entity recogniser finds them, and nouns and pronouns where they are needed.

A name is given without article and possessive, and by its last or first word rather than its label where that word
tells (`the Dawn Column` is no law). A noun or pronoun becomes a mention when a relation or an event asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from news_patterns.lexicon import lexicon

VALUES = frozenset({"DATE", "QUANTITY", "MONEY"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "i", "who"})
NEUTRAL = frozenset({"it", "its", "they", "them", "their"})
CALENDAR = re.compile(r"\b(19|20)\d\d\b|\b(last|this|next) (year|month|week)\b|yesterday|today|[A-Z][a-z]+ \d|\d [A-Z]")
PREFIX = re.compile(r"^(the|a|an|anti-|pro-)\s*", re.IGNORECASE)
SUFFIX = re.compile(r"(\s*['’]s?|\s+)$")


@dataclass(frozen=True)
class Mention:
    """A mention: characters of the text, its type in conflict-news 2 (equipment told apart), and its level."""

    id: str
    type: str
    start: int
    end: int
    level: str = ""

    def plain(self) -> dict[str, Any]:
        """The record's object."""
        attributes = {"level": self.level} if self.level else {}
        return {"id": self.id, "type": self.type, "spans": [[self.start, self.end]], "attributes": attributes}


class Mentions:
    """The mentions of one parsed text; more come in as they are asked for."""

    def __init__(self, doc: Doc) -> None:
        """Take in the names and values."""
        self._doc = doc
        self._by_token: dict[int, Mention] = {}
        self._all: list[Mention] = []
        for entity in doc.ents:
            kind = self._kind(entity)
            if kind:
                level = "" if kind in VALUES else ("ADJ" if entity.label_ == "NORP" else "NAM")
                self._add(kind, *trimmed(entity), level, [token.i for token in entity])

    def _kind(self, entity: Span) -> str:
        words, first, last = lexicon(), entity.text.lower().split()[0], entity[-1].text.lower()
        named = [token for token in entity if not token.is_stop and token.is_alpha]
        if entity.label_ == "DATE":
            return "DATE" if CALENDAR.search(" ".join(entity.text.split())) else ""
        if words.labels.get(entity.label_) in VALUES:
            return words.labels[entity.label_]
        first = named[0].text.lower() if named else first
        last = named[-1].text.lower() if named else last
        return words.last_words.get(last) or words.first_words.get(first) or words.labels.get(entity.label_, "")

    def _add(self, kind: str, start: int, end: int, level: str, tokens: list[int]) -> Mention:
        mention = Mention(f"T{len(self._all) + 1}", kind, start, end, level)
        self._all.append(mention)
        self._by_token |= dict.fromkeys(tokens, mention)
        return mention

    def of(self, token: Token) -> Mention | None:
        """The mention whose head this token is, made now where the word is known to name a kind of thing."""
        found = self._by_token.get(token.i)
        if found:
            return found
        word, lemma = token.lower_, token.lemma_.lower()
        words = lexicon()
        if word in PERSONAL or word in NEUTRAL:
            kind = "PERSON" if word in PERSONAL else self._last_group(token)
            level = "PRO"
        else:
            kind, level = words.nouns.get(lemma, "PERSON" if lemma in words.positions else ""), "NOM"
        if not kind or (level == "NOM" and token.pos_ not in ("NOUN", "PROPN")) or word == "who":
            return None
        return self._add(kind, token.idx, token.idx + len(token), level, [token.i])

    def _last_group(self, token: Token) -> str:
        groups = ("ARMED_GROUP", "STATE_FORCE", "GOV_BODY", "GPE")
        before = [each for each in self._all if each.end <= token.idx and each.type in groups and each.level != "PRO"]
        return max(before, key=lambda each: each.end).type if before else ""

    def named(self) -> Iterator[Mention]:
        """All mentions so far."""
        return iter(tuple(self._all))


def trimmed(entity: Span) -> tuple[int, int]:
    """The characters of an entity without article, prefix and possessive."""
    text, start = entity.text, entity.start_char
    end = start + len(SUFFIX.sub("", text))
    found = PREFIX.match(text)
    begin = start + (found.end() if found else 0)
    return (begin, end) if begin < end else (start, entity.end_char)
