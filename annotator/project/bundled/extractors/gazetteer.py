"""A baseline: words looked up in the list beside this file, dates and amounts by their form, and the nearest filler.

It has learned nothing. The names in the list are those of an invented world (Varania, Oskell, Tessal), written down by
hand, so on articles of that world it finds most names; on any other text it finds none. What it says of relations and
arguments is what stands nearest. It answers in the types of `conflict-news`, in the version that a record names.

    annotator predict eval/extractors/gazetteer.py:extract SOURCE -o PREDICTIONS
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("gazetteer.tsv")
__version__ = f"1.0.0+{hashlib.sha256(LIST.read_bytes()).hexdigest()[:8]}"

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
VALUES = {
    "DATE": re.compile(
        rf"\b\d{{1,2}}\s{MONTH}(?:\s\d{{4}})?\b|\b{MONTH}\s\d{{1,2}}\b(?:,\s\d{{4}}\b)?"
        rf"|\b{MONTH}\s(?:\d{{4}}\b|(?:last|this|next)\syear\b)|\b(?:last|this)\s(?:year|month|week)\b|\b(?:19|20)\d\d\b"
    ),
    "MONEY": re.compile(
        r"(?:\b[Aa]bout\s)?(?:[$€£]\s?\d[\d,.]*(?:\s(?:million|billion))?|\b\d[\d,.]*\s(?:crowns|dollars)\b)"
    ),
    "QUANTITY": re.compile(
        r"\b(?:[Aa]bout\s|[Aa]\sdozen\b|[Dd]ozens\b)?(?:\d[\d,]*|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight"
        r"|[Nn]ine|[Tt]en)\b(?=\s\w+s\b)"
    ),
}
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[”’\"']*(?=\s|$))?")
REALIS = {"realis": "ACTUAL", "modality": "ASSERTED", "polarity": "POSITIVE", "source": "AUTHOR"}
"""What most events of the news are; the baseline looks no closer."""

OLD_ROLES = {
    "Attacker": "Agent",
    "Killer": "Agent",
    "Injurer": "Agent",
    "Communicator": "Speaker",
    "Commander": "Speaker",
}
ACTORS = frozenset({"PERSON", "ARMED_GROUP", "STATE_FORCE", "GOV_BODY", "ORG_OTHER", "GPE"})
FILLERS = {
    "Target": ACTORS - {"ORG_OTHER"} | {"FACILITY"},
    "Victim": frozenset({"PERSON", "ARMED_GROUP", "STATE_FORCE"}),
    "Asset": frozenset({"GPE", "LOC", "FACILITY"}),
    "Organization": frozenset({"ARMED_GROUP", "STATE_FORCE", "GOV_BODY"}),
    "Person": frozenset({"PERSON"}),
    "Demonstrator": frozenset({"PERSON", "ARMED_GROUP"}),
    "Time": frozenset({"DATE"}),
}
"""What may fill a role; actors where it is not listed."""
SINCE_1_1 = frozenset({"WEAPON", "VEHICLE", "QUANTITY", "MONEY", "Injure", "Demonstrate", "Finance"})


@dataclass(frozen=True)
class Entry:
    """A line of the list: what the words are, in version 2 and before, and what more there is to say."""

    kind: str
    words: str
    type: str
    old_type: str
    detail: str


@dataclass(frozen=True)
class Hit:
    """Words found in a text."""

    start: int
    end: int
    entry: Entry
    id: str = ""


def entries() -> list[Entry]:
    """The list."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader((line for line in stream if not line.startswith("#")), delimiter="\t")
        return [Entry(*row) for row in rows if row]


def pattern(listed: Sequence[Entry]) -> re.Pattern[str]:
    """All words of the list, the longest first; a name may stand inside a hyphenated word."""
    words = sorted({entry.words for entry in listed}, key=lambda words: (-len(words), words))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in words) + r")(?!\w)")


def extract(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One answer for each record, in order."""
    listed = entries()
    known = {entry.words: entry for entry in listed}
    words = pattern(listed)
    for record in records:
        version = record.get("schema", "").partition("@")[2]
        yield {"id": record["id"]} | Reading(record["text"], words, known).answer(version)


class Reading:
    """One text, looked through sentence by sentence."""

    def __init__(self, text: str, words: re.Pattern[str], known: dict[str, Entry]) -> None:
        """Look up every word."""
        self.text = text
        hits = [Hit(*found.span(), known[" ".join(found.group().split())]) for found in words.finditer(text)]
        for value, form in VALUES.items():
            entry = Entry("value", "", value, value, "")
            hits += [Hit(*found.span(), entry) for found in form.finditer(text) if free(found.span(), hits)]
        hits.sort(key=lambda hit: hit.start)
        self.hits = [Hit(hit.start, hit.end, hit.entry, f"T{number}") for number, hit in enumerate(hits, 1)]

    def answer(self, version: str) -> dict[str, Any]:
        """The annotations in the types of this version."""
        old = version.startswith("1.")
        left_out = SINCE_1_1 if version.startswith("1.0.") else frozenset()
        entities = {hit.id: mention(hit, old) for hit in self.hits if hit.entry.kind != "trigger"}
        entities = {key: entity for key, entity in entities.items() if entity["type"] not in left_out}
        events, relations = [], []
        for sentence in SENTENCE.finditer(self.text):
            hits = [hit for hit in self.hits if sentence.start() <= hit.start < sentence.end()]
            mentions = [hit for hit in hits if hit.id in entities]
            relations += list(self.relations(mentions, old))
            events += [self.event(hit, mentions, old) for hit in hits if hit.entry.kind == "trigger"]
        kept = [event for event in events if event["type"] and event["type"] not in left_out]
        return {"entities": list(entities.values()), "relations": relations, "events": kept}

    def event(self, trigger: Hit, mentions: Sequence[Hit], old: bool) -> dict[str, Any]:
        """The trigger with what stands nearest: its first role before it, its second behind it, and a date."""
        agent, patient = trigger.entry.detail.split(",")
        before = [hit for hit in reversed(mentions) if hit.end <= trigger.start]
        behind = [hit for hit in mentions if hit.start >= trigger.end]
        roles = [(agent, before), (patient, behind), ("Time", [*behind, *before])]
        if old and trigger.entry.old_type == "Statement":
            roles = [(role, hits) for role, hits in roles if role not in ("Target", "Recipient")]
        names = OLD_ROLES if old else {}
        found = [(names.get(role, role), nearest(role, hits)) for role, hits in roles if role]
        return {
            "id": trigger.id.replace("T", "E"),
            "type": trigger.entry.old_type if old else trigger.entry.type,
            "trigger": {"spans": [[trigger.start, trigger.end]]},
            "arguments": [{"role": role, "target": hit.id} for role, hit in found if hit],
            "attributes": {} if old else REALIS,
        }

    def relations(self, mentions: Sequence[Hit], old: bool) -> Iterator[dict[str, Any]]:
        """What two mentions say that stand next to each other."""
        for left, right in pairwise(mentions):
            said = relation(left, self.text[left.end : right.start], right)
            if said:
                older, kind, attributes = said
                what = {"type": older, "attributes": {}} if old else {"type": kind, "attributes": attributes}
                yield {"id": f"R{left.id[1:]}", "head": left.id, "tail": right.id} | what


def relation(left: Hit, between: str, right: Hit) -> tuple[str, str, dict[str, str]] | None:
    """The relation of two neighbours: its type before version 2, from then on, and its attributes."""
    acts = right.entry.type in ACTORS
    if acts and left.entry.kind == "position" and re.fullmatch(r"\sof(\sthe)?\s", between):
        position, older = left.entry.detail.split(",")
        return older, "HOLDS_POSITION", {"position": position, "status": "current"}
    if acts and left.entry.type == "GPE" and re.fullmatch(r"-backed\s(\w+\s)?", between):
        return "SUPPORTS", "BACKS", {"kind": "unspecified", "status": "current"}
    if left.entry.type == "FACILITY" and right.entry.type == "GPE" and re.fullmatch(r"\sin(\sthe)?\s", between):
        return "LOCATED_IN", "LOCATED_IN", {}
    return None


def free(span: tuple[int, int], hits: Iterable[Hit]) -> bool:
    """Whether nothing was found there yet."""
    return not any(hit.start < span[1] and span[0] < hit.end for hit in hits)


def nearest(role: str, hits: Iterable[Hit]) -> Hit | None:
    """The first mention that may fill the role."""
    return next((hit for hit in hits if hit.entry.type in FILLERS.get(role, ACTORS)), None)


def mention(hit: Hit, old: bool) -> dict[str, Any]:
    """The entity of a hit."""
    levels = {"name": "NAM", "adjective": "ADJ", "noun": "NOM", "position": "NOM"}
    level = levels.get(hit.entry.kind)
    kind = hit.entry.old_type if old else hit.entry.type
    attributes = {"level": level} if level else {}
    return {"id": hit.id, "type": kind, "spans": [[hit.start, hit.end]], "attributes": attributes}
