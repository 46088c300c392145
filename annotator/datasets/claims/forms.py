"""Claims as JSON, and as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.datasets.claims.claim import VERDICTS, Claim
from annotator.datasets.claims.statement import Said


def plain(claim: Claim, names: Mapping[str, str]) -> dict[str, Any]:
    """A claim as JSON has it."""
    return {
        "kind": claim.kind,
        "name": claim.name,
        "title": title_of(claim, names),
        "type": claim.type,
        "verdict": claim.verdict,
        "documents": list(claim.documents),
        "statements": [
            {"document": each.document, "id": each.annotation, "type": each.type, "text": each.words,
             "spans": [list(span) for span in each.spans]}
            for each in claim.statements
        ],
        "slots": [
            {"slot": slot.name, "verdict": slot.verdict, "said": [
                {"document": document, "values": [_plain_value(each) for each in said]}
                for document, said in slot.said.items()
            ]}
            for slot in claim.slots
        ],
    }  # fmt: skip


def _plain_value(said: Said) -> dict[str, Any]:
    return {"value": said.value, "text": said.words, "spans": [list(span) for span in said.spans]}


def title_of(claim: Claim, names: Mapping[str, str]) -> str:
    """What people call it: names of the corpus for its ids, where there are any."""
    return " ".join(names.get(word, word) for word in claim.name.split(" "))


def rows_of(claim: Claim, names: Mapping[str, str], *, agreed: bool) -> Iterator[tuple[str, str, str, str]]:
    """(slot, verdict, document, what it says): a row for each document that fills a slot; `agreed`: all slots."""
    for slot in claim.slots:
        if agreed or slot.verdict in ("contradict", "differ"):
            for document, said in slot.said.items():
                yield slot.name, slot.verdict, document, words_of(said, names)


def words_of(said: Sequence[Said], names: Mapping[str, str]) -> str:
    """What a document fills a slot with: its words, and in brackets what they mean where it says other words."""
    return "; ".join(dict.fromkeys(_words(each, names) for each in said))


def _words(said: Said, names: Mapping[str, str]) -> str:
    meant = names.get(said.value, said.value)
    if said.words == said.value:
        return meant
    return said.words if meant.casefold() == said.words.casefold() else f"{said.words or '-'} [{meant}]"


def counted(claims: Sequence[Claim]) -> dict[str, int]:
    """How many claims there are of each verdict."""
    return {name: sum(each.verdict == name for each in claims) for name in VERDICTS}
