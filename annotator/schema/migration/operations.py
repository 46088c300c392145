"""The steps of a migration, as frozen values that say what its file may hold.

NameList are those that hold when the step's turn comes.

Reversible are the renamings and `MoveRole`; `inverse` says what the way back of each is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, TypeAlias

from annotator.model.annotation import Value
from annotator.schema.handwritten.declared import Declared, Limit, ReadAs, Wrong, some
from annotator.schema.handwritten.values import FilledNameList, Name, NameList, SingleValue, SingleValues, Version

TYPE = "type"
"""The part of an annotation that a question about its type is about; attributes are parts by their names."""


@dataclass(frozen=True, slots=True)
class Rule(Declared):
    """A proposal and when it is made: where every condition given holds.

    `words`: one of them is a word of the mention, `names`: the mention is one of them (case aside); `governed_by`:
    an event of such a type (or `TYPE/ROLE`) has it as an argument; `was`: its type before the migration; `having`:
    attributes have one of these values.
    """

    names_in_file: ClassVar = {"gives": "give"}

    gives: Annotated[Mapping[str, SingleValue], some("give: {PART: value}")]
    words: NameList = ()
    names: NameList = ()
    governed_by: NameList = ()
    was: NameList = ()
    having: Mapping[str, SingleValues] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenameType(Declared):
    """A type gets another name."""

    names_in_file: ClassVar = {"old": "from", "new": "to"}

    old: Name
    new: Name


@dataclass(frozen=True, slots=True)
class RenameRole(Declared):
    """A role of some event types gets another name."""

    names_in_file: ClassVar = {"old": "from", "new": "to"}

    types: FilledNameList
    old: Name
    new: Name


@dataclass(frozen=True, slots=True)
class RenameAttribute(Declared):
    """An attribute of some types gets another name."""

    names_in_file: ClassVar = {"old": "from", "new": "to"}

    types: FilledNameList
    old: Name
    new: Name


@dataclass(frozen=True, slots=True)
class RenameValue(Declared):
    """A value of an attribute of some types gets another name."""

    names_in_file: ClassVar = {"old": "from", "new": "to"}

    types: FilledNameList
    attribute: Name
    old: Name
    new: Name


@dataclass(frozen=True, slots=True)
class MoveRole(Declared):
    """Arguments whose filler is of one of these types move to another role of the event."""

    names_in_file: ClassVar = {"old": "from", "new": "to"}

    types: FilledNameList
    old: Name
    new: Name
    fillers: FilledNameList


@dataclass(frozen=True, slots=True)
class MergeTypes(Declared):
    """Types become one; `was` keeps the old type, what is then there twice is removed.

    `back` says, for the way back, by which values an old type is known again. `roles` maps roles of each old type.
    `undoes` names the type that was split: its `was` is taken off instead of one being put on.
    """

    not_in_file: ClassVar = ("undoes",)
    names_in_file: ClassVar = {"old": "from", "new": "to"}

    old: FilledNameList
    new: Name
    back: Mapping[str, Mapping[str, SingleValues]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class SplitType(Declared):
    """A type becomes one of several: a person says which, for all mentions of an entity at once.

    Until then the first rule that fits proposes, else `otherwise`. `roles` maps the roles for each new type.
    `undoes`: this is the way back of a merger; the type in `was` needs no question.
    """

    not_in_file: ClassVar = ("undoes",)
    names_in_file: ClassVar = {"old": "from", "new": "to", "rules": "propose"}

    old: Name
    new: FilledNameList
    question: Name
    text: str = ""
    rules: tuple[Rule, ...] = ()
    otherwise: str = ""
    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    undoes: bool = False

    @classmethod
    def completed(cls, content: dict[str, Any]) -> dict[str, Any]:
        """Where nothing fits, the first of the new types is proposed."""
        new = content.get("to")
        return {"otherwise": new[0]} | content if new and isinstance(new, tuple) else content


@dataclass(frozen=True, slots=True)
class DropType(Declared):
    """A type goes, with its annotations; they are archived to the side file."""

    types: FilledNameList


@dataclass(frozen=True, slots=True)
class DropRole(Declared):
    """A role of some event types goes, with its arguments."""

    types: FilledNameList
    role: Name


@dataclass(frozen=True, slots=True)
class DropAttribute(Declared):
    """An attribute of some types goes; values in `silently` and unconfirmed ones are no loss.

    With `partly` only those go, and what somebody decided stays.
    """

    not_in_file: ClassVar = (
        "silently",
        "partly",
    )

    types: FilledNameList
    attribute: Name
    silently: tuple[Value, ...] = ()
    partly: bool = False


@dataclass(frozen=True, slots=True)
class SetAttribute(Declared):
    """An attribute is set where it is missing, without asking anybody; what it says is not covered until a pass."""

    types: FilledNameList
    attribute: Name
    value: SingleValue


@dataclass(frozen=True, slots=True)
class AskAttributes(Declared):
    """Attributes that a person has to give, one form an annotation.

    The first rule that fits, over `otherwise`, proposes. A proposal is written and listed in `unconfirmed` where
    `written` is set; else it is only shown, so that no default stands in the gold that nobody decided.
    """

    names_in_file: ClassVar = {"rules": "propose"}

    types: FilledNameList
    attributes: FilledNameList
    question: Name
    text: str = ""
    rules: tuple[Rule, ...] = ()
    otherwise: Mapping[str, SingleValue] = field(default_factory=dict)
    written: bool = False


@dataclass(frozen=True, slots=True)
class OwnCoref(Declared):
    """Every event of these types that has no `coref` gets one of its own; with `undoes` those are taken off."""

    not_in_file: ClassVar = ("undoes",)

    types: FilledNameList
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class Tighten(Declared):
    """A reminder that rules got stricter for some types; what breaks them is listed after the migration."""

    types: FilledNameList


@dataclass(frozen=True, slots=True)
class NotCovered(Declared):
    """Entries of `incomplete_for` beyond those that the comparison of the two versions gives."""

    entries: FilledNameList


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
class Step(Declared):
    """One operation, under its name in the file."""

    rename_type: RenameType | None = None
    rename_role: RenameRole | None = None
    rename_attribute: RenameAttribute | None = None
    rename_value: RenameValue | None = None
    move_role: MoveRole | None = None
    merge_types: MergeTypes | None = None
    split_type: SplitType | None = None
    drop_type: DropType | None = None
    drop_role: DropRole | None = None
    drop_attribute: DropAttribute | None = None
    set_attribute: SetAttribute | None = None
    ask: AskAttributes | None = None
    own_coref: OwnCoref | None = None
    tighten: Tighten | None = None
    not_covered: NotCovered | None = None

    def given(self) -> dict[str, Operation]:
        """The operations that are there, by name; in a sound file exactly one."""
        operations = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: operation for name, operation in operations.items() if operation is not None}


def _not_one(step: Step) -> Wrong:
    given = step.given()
    if not given:
        yield (), f"no operation; expected one of {', '.join(each.name for each in fields(Step))}"
    for name in list(given)[1:]:
        yield (name,), "a second operation in one step; expected one"


@dataclass(frozen=True, slots=True)
class Migration(Declared):
    """The steps from one version of a schema to another; `downgrade` marks a way back."""

    not_in_file: ClassVar = ("downgrade",)
    names_in_file: ClassVar = {"old": "from", "new": "to"}

    schema: Name
    old: Version
    new: Version
    steps: tuple[
        Annotated[Operation, ReadAs(Annotated[Step, Limit(_not_one)], lambda step: next(iter(step.given().values())))],
        ...,
    ] = ()
    downgrade: bool = False

    @property
    def asking(self) -> tuple[SplitType | AskAttributes, ...]:
        """The steps that leave questions."""
        return tuple(step for step in self.steps if isinstance(step, SplitType | AskAttributes))
