"""Attributes of annotations and labels of documents: what a schema declares of one, and what that means for values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from annotator.model.annotation import Value
from annotator.schema.attributes.kinds import KINDS, DeclarationFault, Input, Names, nothing, one_of
from annotator.schema.attributes.value_forms import FORMS
from annotator.schema.handwritten.declared import Declared, ReadAs, among, matching
from annotator.schema.handwritten.values import NameList, SingleValue

Letter: TypeAlias = Annotated[str, matching("[a-z]", "one letter a to z")]
Letters: TypeAlias = Annotated[tuple[tuple[str, str], ...], ReadAs(dict[str, Letter], lambda read: tuple(read.items()))]
"""Values with their letters."""


@dataclass(frozen=True, slots=True)
class AttributeType(Declared):
    """An attribute of annotations, or a label of documents.

    `kind` is a key of `schema.attributes.kinds.KINDS`. `values` are the legal ones of an enumerated attribute,
    and the legal constants of a reference, which otherwise holds an annotation id or a `coref` id of the kind in `to`.
    A `required` one must be there; `default` is what a new annotation gets. `multiple` allows a list of strings.
    `format` names the form in which people give a free text, a key of `schema.attributes.value_forms.FORMS`;
    `letters` are the keys of some values in the labelling screen.
    """

    not_in_file: ClassVar = ("name",)

    name: str
    kind: Annotated[str, among(KINDS)] = "enumerated"
    values: NameList = ()
    required: bool = False
    default: SingleValue | None = None
    to: Literal["entity", "event", ""] = ""
    multiple: bool = False
    definition: str = ""
    format: Annotated[str, among(("", *FORMS))] = ""
    letters: Letters = ()

    @classmethod
    def completed(cls, content: dict[str, Any]) -> dict[str, Any]:
        """An attribute without values is free, unless the file says otherwise."""
        return content if content.get("values") else {"kind": "free"} | content

    @property
    def input(self) -> Input:
        """How people give a value; several values are typed."""
        return "type" if self.multiple else KINDS[self.kind].input

    @property
    def points(self) -> bool:
        """Whether it may hold the id of an annotation."""
        return KINDS[self.kind].input == "point"

    @property
    def listed(self) -> bool:
        """Whether the schema lists every legal value."""
        return KINDS[self.kind].listed

    @property
    def takes_anything(self) -> bool:
        """Whether every value is legal."""
        return KINDS[self.kind].takes_anything

    def fault(self, value: Value, names: Names = nothing) -> str | None:
        """What is wrong with a value; None when it is legal. `names` knows what a reference may name."""
        kind = KINDS[self.kind]
        if not isinstance(value, tuple):
            return kind.fault(self, value, names)
        if not self.multiple:
            return f"a list; expected a single value{one_of(kind.words(self))}"
        return next((fault for each in value if (fault := kind.fault(self, each, names))), None)

    def input_fault(self, value: Value, names: Names = nothing) -> str | None:
        """What is wrong with a value that somebody gives: it is not legal, or not of the format."""
        values = value if isinstance(value, tuple) else (value,)
        forms = (KINDS[self.kind].form_fault(self, each) for each in values)
        return self.fault(value, names) or next(filter(None, forms), None)

    def choices(self) -> tuple[Value, ...]:
        """The values that the schema lists, in the order in which a key goes through them."""
        return KINDS[self.kind].choices(self)

    def words(self) -> tuple[str, ...]:
        """The same as people write them into a file."""
        return KINDS[self.kind].words(self)

    def letter_of(self) -> Mapping[Value, str]:
        """The letter of every value: the schema's, else the first of its name that no other value has.

        It depends on the schema alone, so a value has one letter wherever it is shown. Beyond 26 some values have none.
        """
        return KINDS[self.kind].letters(self)

    def next(self, value: Value | None) -> Value | None:
        """The choice after a value; after the last one nothing, or the first where one is wanted."""
        choices = self.choices()
        number = choices.index(value) + 1 if value in choices else 0
        if number < len(choices):
            return choices[number]
        always = self.required or self.default is not None
        return choices[0] if always and choices else None

    def parse(self, text: str) -> Value | None:
        """The value that a text says, several with commas between them; None for an empty one.

        Whether it is legal is for `fault` to judge.
        """
        if self.multiple:
            return tuple(word.strip() for word in text.split(",") if word.strip()) or None
        return KINDS[self.kind].parse(text.strip()) if text.strip() else None

    def caption(self, words: str) -> str:
        """The words of a value as the card shows them: with the attribute's name where they say nothing alone."""
        return KINDS[self.kind].caption(self.name, words)

    def described(self) -> tuple[str, ...]:
        """What it may hold, for help texts."""
        return KINDS[self.kind].described(self)

    def declaration_faults(self) -> Iterator[DeclarationFault]:
        """What is wrong with how it is declared."""
        return KINDS[self.kind].declaration_faults(self)
