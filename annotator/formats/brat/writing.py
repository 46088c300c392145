"""A document as standoff lines: what was read and still holds as it was written, what is new after it.

Each line that the document demands is a fact. The lines kept under `meta.brat` are gone through in order: one that
states a fact still wanted stays, byte by byte, in its place; one whose annotation changed is written anew in its
place; others go. Facts that no line states come at the end.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import NamedTuple

from annotator.formats.brat.facts import Fact, Facts, Losses
from annotator.formats.brat.lines import ANNOTATOR_NOTES, AnnLine, AttributeLine, LinkLine, NoteLine
from annotator.formats.brat.losses import coref_losses, losses_of
from annotator.formats.brat.stored import Stored, stored_lines
from annotator.formats.brat.terms import Key, Terms
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

NEW = sys.maxsize
"""The number of a line that no file had."""


class Parts(NamedTuple):
    """Standoff text by file: all of it in `rest`, unless it was a pair; None where there is no such file."""

    given: str | None
    rest: str | None


def standoff_text(document: Document, schema: LabelSchema | None = None) -> tuple[str, Losses]:
    """The standoff text of a document with a text as one, and (what, why) of everything it cannot say."""
    (given, rest), losses = standoff_parts(document, schema)
    parts = [each for each in (given, rest) if each]
    return "".join(each if each.endswith("\n") or each is parts[-1] else f"{each}\n" for each in parts), losses


def standoff_parts(document: Document, schema: LabelSchema | None = None) -> tuple[Parts, Losses]:
    """The standoff text of a document by file, and (what, why) of everything it cannot say."""
    terms = Terms(document, schema, stored_lines(document))
    losses: Losses = list(losses_of(terms))
    lines = _placed(terms, list(Facts(terms, losses).all()), losses)
    losses += coref_losses(terms, [text for _, text in lines])
    return _parts(terms.stored, lines), losses


def _parts(stored: Stored, lines: list[tuple[int, str]]) -> Parts:
    pair = stored.pair
    if pair is None:
        return Parts(None, _ended([text for _, text in lines], stored.newline, stored.final_newline))
    given = [text for number, text in lines if number <= pair.given_lines]
    rest = [text for number, text in lines if number > pair.given_lines]
    is_cut = not stored.final_newline and max(stored.lines, default=0) > pair.given_lines
    if not rest and not pair.has_rest:
        return Parts(_ended(given, stored.newline, pair.given_final_newline), None)
    return Parts(_ended(given, stored.newline, pair.given_final_newline), _ended(rest, stored.newline, not is_cut))


def _ended(lines: list[str], newline: str, has_final: bool) -> str:
    return newline.join(lines) + (newline if lines and has_final else "")


def _placed(terms: Terms, facts: list[Fact], losses: Losses) -> list[tuple[int, str]]:
    """The lines in order, each with the number that it had; new ones come last, with one that none had."""
    wanted_facts: dict[Key, list[Fact]] = defaultdict(list)
    slots: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        wanted_facts[fact.key].append(fact)
    used: set[int] = set()
    places: dict[int, str | None] = dict(terms.stored.blank)
    for number, (raw, line) in terms.stored.lines.items():
        same = next((each for each in wanted_facts[terms.key(line)] if id(each) not in used), None)
        if same is not None:
            used.add(id(same))
            places[number] = raw
        else:
            is_said_again = bool(wanted_facts[terms.key(line)])
            places[number] = raw if is_said_again or _stays(number, line, terms) else None
            if places[number] is None and isinstance(line, NoteLine) and _is_brats_own(number, line, terms):
                losses.append((f"{line.name} note", "what it is on is gone"))
    for fact in facts:
        if id(fact) not in used:
            slots[fact.slot].append(fact)
    for number, (_, line) in terms.stored.lines.items():
        if places[number] is None and (rest := slots.get(_slot(line))):
            fact = rest.pop(0)
            used.add(id(fact))
            places[number] = fact.write()
    kept = [(number, text) for number, text in sorted(places.items()) if text is not None]
    return kept + [(NEW, fact.write()) for fact in facts if id(fact) not in used]


def _stays(number: int, line: AnnLine, terms: Terms) -> bool:
    """Whether a line that states no fact of the record is kept, since what it is on is there.

    Notes of programs are, notes on what is no annotation, notes without words, and an attribute without a value
    beside the same with one.
    """
    if isinstance(line, NoteLine) and _is_brats_own(number, line, terms):
        target = terms.resolved(line.target)
        others = {each.id for _, each in terms.stored.lines.values() if isinstance(each, AttributeLine | LinkLine)}
        return target in terms.ids.values() or target in others
    return isinstance(line, AttributeLine) and line.value is None and terms.has_value(line)


def _is_brats_own(number: int, line: NoteLine, terms: Terms) -> bool:
    """Whether a note is one that only `meta.brat` holds."""
    return line.name != ANNOTATOR_NOTES or number in terms.stored.unowned


def _slot(line: AnnLine) -> str:
    """The slot that a changed fact of the same annotation may take over."""
    if isinstance(line, AttributeLine):
        return f"A {line.target} {line.name}"
    if isinstance(line, NoteLine | LinkLine):
        return f"{line.id[0]} {line.target}"
    return line.id
