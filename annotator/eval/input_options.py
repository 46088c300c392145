"""What of gold and predictions is compared, and how predictions are read; docs/predictions.md says it for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

from annotator.errors import UsageError
from annotator.eval.option import Option, in_range, known, option, type_fault
from annotator.formats.conll.schemes import SCHEMES, Repair, Scheme
from annotator.formats.foreign import AUTO, format_fault
from annotator.schema.handwritten.declared import Declared
from annotator.text.offsets import OFFSETS, Offsets
from annotator.text.placing_ways import DEFAULT_PLACING, DEFAULT_THRESHOLD, PLACINGS, Placing


def _pairs(value: tuple[str, ...]) -> str:
    """Each word is TYPE=TYPE, and no type becomes two."""
    seen: dict[str, str] = {}
    for word in value:
        old, _, new = word.partition("=")
        if not old or not new:
            return f"--map {word}: expected THEIRS=OURS, such as PERSON=PER; what has no counterpart: --ignore-types"
        if seen.setdefault(old, new) != new:
            return f"--map {word}: {old} becomes {seen[old]} already; expected one type for it"
    return ""


def _given(name: str) -> Any:
    """In the signature only where it was chosen."""
    return lambda options: "+".join(map(_escaped, getattr(options, name))) or None


def _escaped(word: str) -> str:
    """A word without what parts words and choices in a signature."""
    return word.replace("%", "%25").replace("|", "%7C").replace("+", "%2B")


def _of_tags(name: str) -> Any:
    return lambda options: getattr(options, name) if options.unit == "token" else None


@dataclass(frozen=True, slots=True)
class InputOptions(Declared):
    """What is read from both files, and how."""

    map: tuple[str, ...] = option(
        (),
        Option(
            "THEIRS=OURS: a type of the predictions that is called otherwise in gold, such as PERSON=PER.",
            signature="map",
            shown=_given("map"),
            check=_pairs,
        ),
    )
    types: tuple[str, ...] = option(
        (),
        Option(
            "Only annotations of these types, on both sides; layers of which none is named stay whole.",
            signature="types",
            shown=_given("types"),
        ),
    )
    ignore_types: tuple[str, ...] = option(
        (),
        Option(
            "Leave annotations of these types out, on both sides.", signature="ignored", shown=_given("ignore_types")
        ),
    )
    min_score: float | None = option(
        None,
        Option(
            "Leave out predictions whose score is lower; what has none stays.",
            signature="minscore",
            shown=lambda options: None if options.min_score is None else repr(options.min_score),
            check=in_range("a number", isfinite),
        ),
    )
    symmetric: tuple[str, ...] = option(
        (),
        Option(
            "Relation types without direction, where no schema says so.",
            signature="symmetric",
            shown=_given("symmetric"),
        ),
    )
    offsets: Offsets = option(
        "chars",
        Option(
            "What the offsets of predictions count: code points; UTF-16 units; UTF-8 bytes; code points, the end being "
            "the last character.",
            signature="offsets",
            shown=lambda options: None if options.offsets == "chars" else options.offsets,
            check=known("unit of offsets", OFFSETS),
        ),
    )
    placing: Placing = option(
        DEFAULT_PLACING,
        Option(
            "How alike predicted words and the text must be: the same characters; blanks and line ends aside; upper "
            "and lower case too; alike by the threshold.",
            signature="placing",
            shown=lambda options: options.shown_placing(),
            check=known("placing", PLACINGS),
        ),
    )
    placing_threshold: float = option(
        DEFAULT_THRESHOLD,
        Option(
            "For --placing fuzzy: how much alike words must be, 0 to 1.",
            check=in_range("a threshold of 0 to 1", lambda value: 0 <= value <= 1),
        ),
    )
    scheme: Scheme = option(
        "auto",
        Option(
            "Of files of tags: how tags mark mentions; by default guessed, and said.",
            signature="scheme",
            shown=_of_tags("scheme"),
            check=known("scheme", SCHEMES),
        ),
    )
    repair: Repair = option(
        "none",
        Option(
            "What becomes of a tag that does not fit its scheme: refused; read as conlleval does; dropped.",
            signature="repair",
            shown=_of_tags("repair"),
            check=known("repair", ("none", "conlleval", "discard")),
        ),
    )

    pred_format: str = option(
        AUTO,
        Option(
            "The format of predictions, in a file or from an extractor: any that `annotator convert` reads; by default "
            "recognised, and said.",
            check=format_fault,
        ),
    )
    gold_format: str = option(
        AUTO,
        Option(
            "The format of gold, or of the documents that an extractor is given; by default recognised, and said.",
            check=format_fault,
        ),
    )

    def __post_init__(self) -> None:
        """Refuse what no choice takes.

        Raises:
            UsageError: an unknown word, one word for a tuple of them, no number, or one out of range.
        """
        for each in fields(self):
            value = getattr(self, each.name)
            if fault := type_fault(each.name, str(each.type), value) or each.metadata["option"].check(value):
                raise UsageError(fault)

    @property
    def chooses(self) -> bool:
        """Whether anything is renamed or left out."""
        return bool(self.map or self.types or self.ignore_types or self.min_score is not None)

    def shown_placing(self) -> str | None:
        """How words are placed, for the signature; tokens of tags stand where they stand."""
        if getattr(self, "unit", "char") == "token":
            return None
        return f"fuzzy{self.placing_threshold:g}" if self.placing == "fuzzy" else self.placing


INPUT_OPTIONS: Mapping[str, Option] = {each.name: each.metadata["option"] for each in fields(InputOptions)}
"""How each choice looks outside, by the name of its field."""
