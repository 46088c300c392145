"""The words of `lexicon.toml`, turned to be looked up."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("lexicon.toml")


@dataclass(frozen=True)
class Frame:
    """An event's type and the roles of who acts, what is acted on, and the event that it is about; empty for none."""

    type: str
    does: str = ""
    suffers: str = ""
    about: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Everything by the word that is looked up."""

    labels: dict[str, str]
    last_words: dict[str, str]
    first_words: dict[str, str]
    nouns: dict[str, str]
    positions: dict[str, str]
    verbs: dict[str, Frame]
    events: dict[str, Frame]
    fillers: dict[str, frozenset[str]]

    def fills(self, role: str, kind: str) -> bool:
        """Whether a mention of this type may fill the role; weapons and vehicles are equipment."""
        plain = "EQUIPMENT" if kind in ("WEAPON", "VEHICLE") else kind
        return plain in self.fillers.get(role, self.fillers["actor"])


@cache
def lexicon() -> Lexicon:
    """The lexicon."""
    raw = tomllib.loads(FILE.read_text("utf-8"))
    by_word = {
        section: {word: kind for kind, words in raw[section].items() for word in words}
        for section in ("last_words", "first_words", "nouns", "positions")
    }
    frames = {section: _frames(raw[section]) for section in ("verbs", "events")}
    fillers = {role: frozenset(kinds) for role, kinds in raw["fillers"].items()}
    return Lexicon(labels=raw["labels"], fillers=fillers, **by_word, **frames)


def _frames(entries: list[dict[str, object]]) -> dict[str, Frame]:
    found: dict[str, Frame] = {}
    for entry in entries:
        roles = {key: str(value) for key, value in entry.items() if key != "lemmas"}
        lemmas = entry["lemmas"]
        assert isinstance(lemmas, list)
        found |= dict.fromkeys(lemmas, Frame(**roles))
    return found


def fingerprint() -> str:
    """A short hash of the patterns and their words, for the version."""
    whole = hashlib.sha256()
    for file in sorted(FILE.parent.iterdir()):
        if file.suffix in (".py", ".toml"):
            whole.update(file.read_bytes())
    return whole.hexdigest()[:8]
