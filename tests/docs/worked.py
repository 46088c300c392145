"""An example of each layer, worked by hand for every measure; a test holds the program to these fractions.

Precision and recall are written as they come about, so that a reader can follow them; what is undefined is None.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from tests.docs.markdown import table

Plain = dict[str, Any]


class ByHand(NamedTuple):
    """A measure's figures by hand, such as "2/5", and how they come about; without precision and recall, F1 alone."""

    precision: str | None
    recall: str | None
    why: str
    f1: str | None = None

    def figures(self) -> tuple[Fraction | None, Fraction | None, Fraction]:
        """Precision, recall and F1."""
        precision, recall = (None if each is None else Fraction(each) for each in (self.precision, self.recall))
        if self.f1 is not None or precision is None or recall is None:
            return precision, recall, Fraction(self.f1 or "0")
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else Fraction(0)


class Worked(NamedTuple):
    """What gold and prediction say, in words and as records, and every measure of the layer."""

    gold_says: str
    prediction_says: str
    gold: Plain
    predicted: Plain
    by_hand: dict[str, ByHand]


def mention(id_: str, type_: str, start: int, end: int, **more: Any) -> Plain:
    return {"id": id_, "type": type_, "spans": [[start, end]], **more}


def document(*entities: Plain, **more: Any) -> Plain:
    return {"id": "d", "entities": list(entities), **more}


def event(id_: str, type_: str, start: int, end: int, *arguments: tuple[str, str], **more: Any) -> Plain:
    filled = [{"role": role, "target": target} for role, target in arguments]
    return {"id": id_, "type": type_, "trigger": {"spans": [[start, end]]}, "arguments": filled, **more}


def relation(id_: str, type_: str, head: str, tail: str) -> Plain:
    return {"id": id_, "type": type_, "head": head, "tail": tail}


ENTITIES = Worked(
    "`Acme Corp.` ORG, `Ana Orrin` PERSON, `Selm` GPE, `Orrin` PERSON",
    "`Acme Corp` ORG (without the full stop), `Ana Orrin` PERSON, `Selm` ORG, `Orrin` PERSON, `denied` ORG",
    document(
        mention("T1", "ORG", 0, 10), mention("T2", "PERSON", 16, 25), mention("T3", "GPE", 29, 33),
        mention("T4", "PERSON", 35, 40),
    ),
    document(
        mention("T1", "ORG", 0, 9), mention("T2", "PERSON", 16, 25), mention("T3", "ORG", 29, 33),
        mention("T4", "PERSON", 35, 40), mention("T5", "ORG", 41, 47),
    ),
    {
        "strict": ByHand("2/5", "2/4", "Ana Orrin and Orrin have words and type"),
        "exact": ByHand("3/5", "3/4", "Selm has its words, too"),
        "partial": ByHand("7/10", "7/8", "Acme Corp overlaps: a half, 3.5 of 5 and of 4"),
        "type": ByHand("3/5", "3/4", "Acme Corp overlaps and has the type; Selm has not"),
        "overlap": ByHand("4/5", "4/4", "all but denied overlap something"),
    },
)  # fmt: skip

FIRM = (
    mention("T1", "ORG", 0, 4, coref="x"),
    mention("T2", "PERSON", 10, 13),
    mention("T3", "GPE", 17, 21),
    mention("T4", "ORG", 25, 29, coref="x"),
)
RELATIONS = Worked(
    "`Acme` EMPLOYS `Ana`, `Ana` LIVES `Selm`; `Acme` and `firm` are one",
    "`Acme` EMPLOYS `Ana`, `firm` EMPLOYS `Ana`, `Ana` LIVES `Selm`, where `Selm` has another type",
    document(*FIRM, relations=[relation("R1", "EMPLOYS", "T1", "T2"), relation("R2", "LIVES", "T2", "T3")]),
    document(
        FIRM[0], FIRM[1], mention("T3", "LOC", 17, 21), FIRM[3],
        relations=[
            relation("R1", "EMPLOYS", "T1", "T2"), relation("R2", "LIVES", "T2", "T3"),
            relation("R3", "EMPLOYS", "T4", "T2"),
        ],
    ),
    {
        "strict": ByHand("1/3", "1/2", "Acme EMPLOYS Ana alone has words and types of both ends"),
        "boundaries": ByHand("2/3", "2/2", "the type of Selm does not matter"),
        "triples": ByHand("2/2", "2/2", "Acme and firm are one entity, so the prediction has two triples, both right"),
    },
)  # fmt: skip

ENDS = (
    mention("T1", "ORG", 0, 4, coref="x"),
    mention("T2", "GPE", 10, 14),
    mention("T3", "ORG", 30, 34, coref="x"),
    mention("T4", "DATE", 40, 45),
)
TEXT = "Acme hit  Selm and left here. Firm paid 3 May."
EVENTS = Worked(
    "Attack `hit` (Agent `Acme`, Place `Selm`), Pay `paid` (Agent `Firm`, Time `3 May`); `Acme` and `Firm` are one",
    "Attack `hit` (Agent `Firm`, Target `Selm`), Attack `left` (Place `Selm`), Pay `paid` as gold has it",
    document(
        *ENDS,
        text=TEXT,
        events=[
            event("E1", "Attack", 5, 8, ("Agent", "T1"), ("Place", "T2")),
            event("E2", "Pay", 35, 39, ("Agent", "T3"), ("Time", "T4")),
        ],
    ),
    document(
        *ENDS,
        events=[
            event("E1", "Attack", 5, 8, ("Agent", "T3"), ("Target", "T2")),
            event("E2", "Attack", 19, 23, ("Place", "T2")),
            event("E3", "Pay", 35, 39, ("Agent", "T3"), ("Time", "T4")),
        ],
    ),
    {
        "trigger-i": ByHand("2/3", "2/2", "hit and paid are triggers, left is none"),
        "trigger-c": ByHand("2/3", "2/2", "their types are right, too"),
        "argument-i": ByHand(
            "3/4", "3/4", "type and words: Attack Selm (twice, counts once), both of Pay; not Attack Firm"
        ),
        "argument-c": ByHand("3/5", "3/4", "with the role Selm counts twice: as Place it is right, as Target not"),
        "argument-attached-i": ByHand("3/5", "3/4", "with the trigger: Selm of hit, both of paid"),
        "argument-attached-c": ByHand("2/5", "2/4", "with trigger and role: both of paid"),
        "argument-coref-i": ByHand("4/4", "4/4", "Firm is Acme, so Attack has the right two entities"),
        "argument-coref-c": ByHand("4/5", "4/4", "Selm as Target is one too many"),
        "ceaf-ree-strict": ByHand("4/5", "4/4", "by type and role: all of gold, and Target Selm too many"),
        "ceaf-ree-prop": ByHand("4/5", "4/4", "all mentions of each are the gold entity's"),
        "nested": ByHand("1/3", "1/2", "only Pay has all its arguments right"),
        "approximate-span": ByHand("1/3", "1/2", "no other words lie inside gold's"),
        "approximate-recursive": ByHand("1/3", "1/2", "no argument is an event"),
    },
)

CLUSTERS = {
    "muc": ByHand("1/2", "1/3", "of gold's three links a-b is kept, of the prediction's two a-b is right"),
    "b3": ByHand("4/5", "8/15", "recall (2/3 + 2/3 + 1/3 + 1/2 + 1/2) / 5, precision (1 + 1 + 1/2 + 1/2 + 1) / 5"),
    "ceaf-m": ByHand("3/5", "3/5", "abc with ab, de with e: 2 + 1 of 5 mentions"),
    "ceaf-e": ByHand("22/45", "11/15", "abc with ab: 2*2/5, de with e: 2*1/3; the sum 22/15 by 3 clusters and by 2"),
    "blanc": ByHand("9/16", "13/24", "means of pairs that are one, 1/2 and 1/4, and others, 5/8 and 5/6", "11/21"),
    "lea": ByHand(
        "2/5",
        "1/5",
        "of abc 1/3 is kept, weight 3, of de nothing; ab is right, weight 2, of five",
    ),
    "conll": ByHand(None, None, "the mean F1 of muc 2/5, b3 16/25 and ceaf-e 44/75", "122/225"),
}


def clustered(*clusters: str) -> list[Plain]:
    """A mention for each letter, the letters of a word being one."""
    return [
        mention(letter, "PER", 2 * ord(letter), 2 * ord(letter) + 1, coref=word) for word in clusters for letter in word
    ]


def occurring(*clusters: str) -> list[Plain]:
    """The same as events."""
    return [
        event(f"E{letter}", "Hit", 1000 + 2 * ord(letter), 1001 + 2 * ord(letter), coref=f"E{word}")
        for word in clusters
        for letter in word
    ]


COREF = Worked(
    "five mentions: a, b and c are one, d and e are one; five events likewise",
    "a and b are one, c and d are one, e is alone; the events likewise",
    document(*clustered("abc", "de"), events=occurring("abc", "de")),
    document(*clustered("ab", "cd", "e"), events=occurring("ab", "cd", "e")),
    CLUSTERS | {f"event-{name}": each for name, each in CLUSTERS.items()},
)

ATTRIBUTES = Worked(
    "`Acme` with level NAM and known true, `she` with level PRO",
    "`Acme` with level NAM and known false, a mention elsewhere with level NOM",
    document(
        mention("T1", "ORG", 0, 4, attributes={"level": "NAM", "known": True}),
        mention("T2", "PER", 5, 8, attributes={"level": "PRO"}),
    ),
    document(
        mention("T1", "ORG", 0, 4, attributes={"level": "NAM", "known": False}),
        mention("T3", "PER", 20, 24, attributes={"level": "NOM"}),
    ),
    {
        "accuracy": ByHand("1/2", "1/2", "Acme is on both sides; one of its two attributes is right"),
        "strict": ByHand("1/3", "1/3", "of three values each, one is right"),
    },
)

LABELS = Worked(
    "topic war, tone neutral",
    "topic war, tone angry, lead yes",
    document(labels={"topic": "war", "tone": "neutral"}),
    document(labels={"topic": "war", "tone": "angry", "lead": "yes"}),
    {"strict": ByHand("1/3", "1/2", "topic war alone is right")},
)

LINKING = Worked(
    "mentions 1 and 4 are entry Q1, 2 is Q2, 3 has none",
    "1 and 4 are Q1, 2 is Q9 with another type, 3 has none, 5 (which gold has not) is Q2",
    document(
        mention("T1", "ORG", 0, 1, links=["kb:Q1"]), mention("T2", "PER", 2, 3, links=["kb:Q2"]),
        mention("T3", "PER", 4, 5), mention("T4", "ORG", 8, 9, links=["kb:Q1"]),
    ),
    document(
        mention("T1", "ORG", 0, 1, links=["kb:Q1"]), mention("T2", "ORG", 2, 3, links=["kb:Q9"]),
        mention("T3", "PER", 4, 5), mention("T4", "ORG", 8, 9, links=["kb:Q1"]),
        mention("T5", "PER", 6, 7, links=["kb:Q2"]),
    ),
    {
        "strong-mention-match": ByHand("4/5", "4/4", "5 is one too many"),
        "strong-typed-mention-match": ByHand("3/5", "3/4", "2 has the wrong type"),
        "strong-link-match": ByHand("2/4", "2/3", "of the linked ones 1 and 4 are right, 2 and 5 are not"),
        "strong-typed-link-match": ByHand("2/4", "2/3", "their types are right, too"),
        "strong-nil-match": ByHand("1/1", "1/1", "3, which has no entry on either side"),
        "strong-all-match": ByHand("3/5", "3/4", "1, 3 and 4"),
        "strong-typed-all-match": ByHand("3/5", "3/4", "their types are right, too"),
        "entity-match": ByHand("2/3", "2/2", "Q1 and Q2 are found somewhere; Q9 is not in gold"),
        "mention-ceaf": ByHand("4/5", "4/4", "every cluster of gold is found: 4 mentions of the prediction's 5"),
        "entity-ceaf": ByHand("3/4", "3/3", "three clusters of the prediction's four"),
        "b-cubed": ByHand("4/5", "4/4", "1 to 4 stand with those they should; 5 does not"),
        "b-cubed-plus": ByHand("3/5", "3/4", "the entry of 2 is wrong"),
        "muc": ByHand("1/1", "1/1", "one link, 1-4, which is kept"),
        "pairwise": ByHand("1/1", "1/1", "one pair, 1-4"),
    },
)  # fmt: skip

WORKED = {
    "entities": ENTITIES,
    "relations": RELATIONS,
    "events": EVENTS,
    "coref": COREF,
    "attributes": ATTRIBUTES,
    "labels": LABELS,
    "linking": LINKING,
}


def by_hand(layer: str) -> str:
    """The example of a layer as a part of the page."""
    worked = WORKED[layer]
    rows = [
        (f"`{name}`", each.precision or "-", each.recall or "-", str(each.figures()[2]), each.why)
        for name, each in worked.by_hand.items()
        if not name.startswith("event-")
    ]
    said = f"Gold: {worked.gold_says}.\nPredicted: {worked.prediction_says}.\n\n"
    return f"**Worked by hand.** {said}" + table(("measure", "P", "R", "F1", "because"), rows)
