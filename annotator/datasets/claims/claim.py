"""An event or relation of the corpus with what every document says of it, slot by slot, and whether they agree.

A slot is a role, or an attribute. Statements that leave it open say nothing about it. Those that fill it
- **contradict** each other when two of them have nothing in common, of one document or of two, in a role that takes
  one filler by the schema, in a role that is filled by values alone (dates, numbers, amounts: what has no name in the
  corpus), or in an attribute of two values;
- **agree** when all documents say the same;
- **differ** otherwise: one tells more, others that may be true as well, or how sure it is and who says so.
A date that begins as another does (`2031-06` and `2031-06-19`) is less exact and no contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from annotator.datasets.claims.statement import Said, Statement

Verdict: TypeAlias = Literal["agree", "differ", "contradict", "single"]
"""`single`: only one document says anything."""

TakesOne: TypeAlias = Callable[[str, str], bool]
"""Whether of a type's role or attribute one thing can be true at most."""

VERDICTS: tuple[Verdict, ...] = ("contradict", "differ", "agree", "single")


@dataclass(frozen=True)
class Slot:
    """A slot of a claim: its name, the verdict, and what each document says, by the documents' order."""

    name: str
    verdict: Verdict
    said: dict[str, tuple[Said, ...]]


@dataclass(frozen=True)
class Claim:
    """An event or relation of the corpus: its statements and slots; its verdict is the gravest of its slots."""

    kind: str
    name: str
    type: str
    statements: tuple[Statement, ...]
    slots: tuple[Slot, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that state it, in their order."""
        return tuple(dict.fromkeys(each.document for each in self.statements))

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of its slots; `single` where one document states it and does not contradict itself."""
        found = {each.verdict for each in self.slots}
        if "contradict" in found:
            return "contradict"
        if len(self.documents) == 1:
            return "single"
        return "differ" if "differ" in found else "agree"


def claims(said: Iterable[Statement], takes_one: TakesOne = lambda type_name, slot: False) -> list[Claim]:
    """The claims of a corpus: those that most documents state first, then by name."""
    grouped: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for each in said:
        grouped[each.kind, each.name].append(each)
    made = [_claim(kind, name, group, takes_one) for (kind, name), group in grouped.items()]
    return sorted(made, key=lambda each: (-len(each.documents), each.kind, each.name))


def _claim(kind: str, name: str, group: Sequence[Statement], takes_one: TakesOne) -> Claim:
    ordered = sorted(group, key=lambda each: (each.document, each.annotation))
    types = sorted({each.type for each in ordered})
    slots = []
    for slot in sorted({each.slot for statement in ordered for each in statement.said}):
        filled = [(each.document, tuple(said for said in each.said if said.slot == slot)) for each in ordered]
        filled = [each for each in filled if each[1]]
        takes_only_one = any(takes_one(each, slot) for each in types)
        slots.append(Slot(slot, _verdict(filled, takes_only_one=takes_only_one), _by_document(filled)))
    return Claim(kind, name, types[0], tuple(ordered), tuple(slots))


def _by_document(filled: Sequence[tuple[str, tuple[Said, ...]]]) -> dict[str, tuple[Said, ...]]:
    gathered: dict[str, dict[Said, None]] = defaultdict(dict)
    for document, said in filled:
        gathered[document].update(dict.fromkeys(said))
    return {document: tuple(said) for document, said in gathered.items()}


def _verdict(filled: Sequence[tuple[str, tuple[Said, ...]]], *, takes_only_one: bool) -> Verdict:
    values_alone = not any(each.is_thing or each.is_attribute for _, said in filled for each in said)
    if takes_only_one or values_alone:
        sets = {frozenset(each.value for each in said) for _, said in filled}
        if any(not _in_common(first, second) for first, second in combinations(sets, 2)):
            return "contradict"
    by_document = [{each.value for each in said} for said in _by_document(filled).values()]
    if len(by_document) == 1:
        return "single"
    return "agree" if all(each == by_document[0] for each in by_document) else "differ"


def _in_common(first: Iterable[str], second: Iterable[str]) -> bool:
    return any(_fits(one, other) for one in first for other in second)


def _fits(one: str, other: str) -> bool:
    """Whether two values can both be true: they are the same, or one is a less exact form of the other."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (shorter[:4].isdigit() and longer.startswith(f"{shorter}-"))
