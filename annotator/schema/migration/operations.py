"""The steps of a migration, as frozen values; names are those that hold when the step's turn comes.

Reversible are the renamings and `MoveRole`; `inverse` says what the way back of each is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.model.annotation import Value

TYPE = "type"
"""The part of an annotation that a question about its type is about; attributes are parts by their names."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A proposal and when it is made: where every condition given holds.

    `words`: one of them is a word of the mention, `names`: the mention is one of them (case aside); `governed_by`:
    an event of such a type (or `TYPE/ROLE`) has it as an argument; `was`: its type before the migration; `having`:
    attributes have one of these values.
    """

    gives: Mapping[str, Value]
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    governed_by: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    having: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenameType:
    """A type gets another name."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameRole:
    """A role of some event types gets another name."""

    types: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameAttribute:
    """An attribute of some types gets another name."""

    types: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameValue:
    """A value of an attribute of some types gets another name."""

    types: tuple[str, ...]
    attribute: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MoveRole:
    """Arguments whose filler is of one of these types move to another role of the event."""

    types: tuple[str, ...]
    old: str
    new: str
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeTypes:
    """Types become one; `was` keeps the old type, what is then there twice is removed.

    `back` says, for the way back, by which values an old type is known again. `roles` maps roles of each old type.
    `undoes` names the type that was split: its `was` is taken off instead of one being put on.
    """

    old: tuple[str, ...]
    new: str
    back: Mapping[str, Mapping[str, tuple[Value, ...]]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class SplitType:
    """A type becomes one of several: a person says which, for all mentions of an entity at once.

    Until then the first rule that fits proposes, else `otherwise`. `roles` maps the roles for each new type.
    `undoes`: this is the way back of a merger; the type in `was` needs no question.
    """

    old: str
    new: tuple[str, ...]
    question: str
    text: str = ""
    rules: tuple[Rule, ...] = ()
    otherwise: str = ""
    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class DropType:
    """A type goes, with its annotations; they are archived to the side file."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropRole:
    """A role of some event types goes, with its arguments."""

    types: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class DropAttribute:
    """An attribute of some types goes; values in `silently` and unconfirmed ones are no loss.

    With `partly` only those go, and what somebody decided stays.
    """

    types: tuple[str, ...]
    attribute: str
    silently: tuple[Value, ...] = ()
    partly: bool = False


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """An attribute is set where it is missing, without asking anybody; what it says is not covered until a pass."""

    types: tuple[str, ...]
    attribute: str
    value: Value


@dataclass(frozen=True, slots=True)
class AskAttributes:
    """Attributes that a person has to give, one form an annotation.

    The first rule that fits, over `otherwise`, proposes. A proposal is written and listed in `unconfirmed` where
    `written` is set; else it is only shown, so that no default stands in the gold that nobody decided.
    """

    types: tuple[str, ...]
    attributes: tuple[str, ...]
    question: str
    text: str = ""
    rules: tuple[Rule, ...] = ()
    otherwise: Mapping[str, Value] = field(default_factory=dict)
    written: bool = False


@dataclass(frozen=True, slots=True)
class OwnCoref:
    """Every event of these types that has no `coref` gets one of its own; with `undoes` those are taken off."""

    types: tuple[str, ...]
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class Tighten:
    """A reminder that rules got stricter for some types; what breaks them is listed after the migration."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCovered:
    """Entries of `incomplete_for` beyond those that the comparison of the two versions gives."""

    entries: tuple[str, ...]


Operation: TypeAlias = (
    RenameType
    | RenameRole
    | RenameAttribute
    | RenameValue
    | MoveRole
    | MergeTypes
    | SplitType
    | DropType
    | DropRole
    | DropAttribute
    | SetAttribute
    | AskAttributes
    | OwnCoref
    | Tighten
    | NotCovered
)


@dataclass(frozen=True, slots=True)
class Migration:
    """The steps from one version of a schema to another; `downgrade` marks a way back."""

    schema: str
    old: str
    new: str
    steps: tuple[Operation, ...] = ()
    downgrade: bool = False

    @property
    def asking(self) -> tuple[SplitType | AskAttributes, ...]:
        """The steps that leave questions."""
        return tuple(step for step in self.steps if isinstance(step, SplitType | AskAttributes))
