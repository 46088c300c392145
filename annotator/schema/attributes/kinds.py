"""The kinds of attributes: what each may hold, how its values are chosen, typed and said, what may be declared of it.

A kind is one class here and its line in KINDS; whoever has an attribute asks it, and nobody else asks what kind it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from string import ascii_lowercase
from typing import Literal, Protocol, TypeAlias

from annotator.errors import nearest
from annotator.model.annotation import Value
from annotator.schema.attributes.value_forms import FORMS

Input: TypeAlias = Literal["choose", "point", "type"]
"""How people give a value: by going through the legal ones, by pointing at an annotation, or as text."""

Names: TypeAlias = Callable[[str, str], bool]
"""Whether a string is the id, or the `coref` id, of an `entity`, of an `event`, or of either where the second is ""."""


DeclarationFault: TypeAlias = tuple[str, str]
"""The key of an attribute's declaration that is wrong, "" for the attribute as a whole, and the message."""

CORPUS_WIDE = ("e:", "h:")
"""How `coref` ids begin that the mentions of other documents may bear too."""


class Declared(Protocol):
    """What a kind is told of an attribute; `annotator.schema.label_schema.AttributeType` is one."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values that the schema lists."""

    @property
    def default(self) -> Value | None:
        """What a new annotation gets."""

    @property
    def to(self) -> str:
        """What a reference may point at: `entity`, `event` or "" for both."""

    @property
    def multiple(self) -> bool:
        """Whether it may hold a list."""

    @property
    def format(self) -> str:
        """The form of the text, a key of FORMS, or ""."""

    @property
    def letters(self) -> tuple[tuple[str, str], ...]:
        """The values to which the schema gives a letter, with it."""


class AttributeKind:
    """A kind of attributes; what this class says is what most kinds have in common."""

    input: Input = "choose"
    listed = True
    """Whether the schema lists every legal value."""

    def fault(self, attribute: Declared, value: Value, names: Names) -> str | None:
        """What is wrong with a single value; None when it is legal."""
        if value in self.choices(attribute):
            return None
        return f"{value!r} is not legal{one_of(self.words(attribute))}{meant(value, self.words(attribute))}"

    takes_anything = False
    """Whether every value is legal."""

    def form_fault(self, attribute: Declared, value: Value) -> str | None:
        """What is wrong with the form of a legal value.

        Records of another PATCH are not judged by it: a schema may ask for a form later, and they stay as they are.
        """
        return None

    def choices(self, attribute: Declared) -> tuple[Value, ...]:
        """The values that the schema lists, in the order in which a key goes through them."""
        return attribute.values

    def letters(self, attribute: Declared) -> dict[Value, str]:
        """The letters of the values that the schema lists: its own, else the first of the name that is free."""
        given: dict[Value, str] = dict(attribute.letters)
        free = [letter for letter in ascii_lowercase if letter not in given.values()]
        for value in attribute.values:
            if value not in given and free:
                own = (letter for letter in value.lower() if letter in free)
                given[value] = next(own, free[0])
                free.remove(given[value])
        return {value: given[value] for value in attribute.values if value in given}

    def words(self, attribute: Declared) -> tuple[str, ...]:
        """The same as people write them into a file."""
        return attribute.values

    def parse(self, text: str) -> Value:
        """The value that a text says; whether it is legal is for `fault` to judge."""
        return text

    def caption(self, name: str, words: str) -> str:
        """The words of a value as the card shows them: with the attribute's name where they say nothing alone."""
        return words

    def described(self, attribute: Declared) -> tuple[str, ...]:
        """What an attribute may hold, for help texts."""
        return attribute.values

    def declaration_faults(self, attribute: Declared) -> Iterator[DeclarationFault]:
        """What is wrong with how an attribute is declared."""
        if attribute.to:
            yield "to", "`to` on an attribute that points at nothing; expected kind: reference"
        if attribute.format:
            yield "format", "`format` on an attribute whose values are listed; expected kind: free"
        yield from letter_faults(attribute)


class Enumerated(AttributeKind):
    """One of the values that the schema lists."""

    def declaration_faults(self, attribute: Declared) -> Iterator[DeclarationFault]:
        """There must be values, and the default is one of them."""
        yield from super().declaration_faults(attribute)
        if not attribute.values:
            yield "", "an enumerated attribute without values; expected values: [...]"
        elif attribute.default is not None and attribute.default not in attribute.values:
            yield "default", f"the default {attribute.default!r} is none of the values {', '.join(attribute.values)}"


class Boolean(AttributeKind):
    """True or false."""

    def fault(self, attribute: Declared, value: Value, names: Names) -> str | None:
        """Only true and false, not 1 and 0."""
        return None if isinstance(value, bool) else f"{value!r} is not legal; expected true or false"

    def choices(self, attribute: Declared) -> tuple[Value, ...]:
        """True first: that is what one says of something."""
        return (True, False)

    def letters(self, attribute: Declared) -> dict[Value, str]:
        """Yes and no."""
        return {True: "y", False: "n"}

    def words(self, attribute: Declared) -> tuple[str, ...]:
        """As JSON has them."""
        return ("true", "false")

    def parse(self, text: str) -> Value:
        """Yes or no, true or false, 1 or 0."""
        return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(
            text.casefold(), text
        )

    def caption(self, name: str, words: str) -> str:
        """A bare yes says nothing."""
        return f"{name} {words}"

    def described(self, attribute: Declared) -> tuple[str, ...]:
        """The kind says it all."""
        return ("boolean",)

    def declaration_faults(self, attribute: Declared) -> Iterator[DeclarationFault]:
        """There are no values to list."""
        yield from super().declaration_faults(attribute)
        if attribute.values:
            yield "values", "values on a boolean attribute; expected none"
        if attribute.multiple:
            yield "multiple", "several values of a boolean; expected one: leave `multiple` out"
        if attribute.default is not None and not isinstance(attribute.default, bool):
            yield "default", f"the default {attribute.default!r} of a boolean; expected true or false"


class Free(AttributeKind):
    """Any text, or one of the form that `format` names."""

    input: Input = "type"
    listed = False

    takes_anything = True

    def fault(self, attribute: Declared, value: Value, names: Names) -> str | None:
        """Every text is legal."""
        return None

    def form_fault(self, attribute: Declared, value: Value) -> str | None:
        """The form of the text, where there is one; a number is right as it is."""
        form = FORMS.get(attribute.format)
        if form is None or (attribute.format == "number" and type(value) in (int, float)):
            return None
        return form.fault(value) if isinstance(value, str) else f"{value!r} is no text; expected {form.expected}"

    def described(self, attribute: Declared) -> tuple[str, ...]:
        """The form, or that there is none."""
        return (attribute.format or "free",)

    def declaration_faults(self, attribute: Declared) -> Iterator[DeclarationFault]:
        """There are no values to list, and a default has the form."""
        if attribute.to:
            yield "to", "`to` on a free attribute; expected kind: reference"
        if attribute.values:
            yield "values", "values on a free attribute; expected none"
        yield from letter_faults(attribute)
        if attribute.default is not None and (fault := self.form_fault(attribute, attribute.default)):
            yield "default", f"the default {fault}"


class Reference(AttributeKind):
    """The id of an annotation, a `coref` id, or one of the constants that the schema lists."""

    input: Input = "point"
    listed = False

    def fault(self, attribute: Declared, value: Value, names: Names) -> str | None:
        """An id names something in the document; a corpus-wide one may name something elsewhere."""
        if value in attribute.values:
            return None
        if isinstance(value, str):
            if names(value, attribute.to) or (value.startswith(CORPUS_WIDE) and not names(value, "")):
                return None
            fault = f"names no {attribute.to}" if names(value, "") else "names nothing here"
        else:
            fault = "names nothing"
        constants = f" or one of {', '.join(attribute.values)}" if attribute.values else ""
        return f"{value!r} {fault}; expected an annotation id, a coref id{constants}"

    def described(self, attribute: Declared) -> tuple[str, ...]:
        """What it points at, then the constants."""
        return (attribute.to or "annotation", *attribute.values)

    def declaration_faults(self, attribute: Declared) -> Iterator[DeclarationFault]:
        """It has no form."""
        if attribute.format:
            yield "format", "`format` on a reference; expected kind: free"
        yield from letter_faults(attribute)


KINDS: Mapping[str, AttributeKind] = {
    "enumerated": Enumerated(),
    "boolean": Boolean(),
    "free": Free(),
    "reference": Reference(),
}
"""The kinds by the word that a schema says them with."""


def letter_faults(attribute: Declared) -> Iterator[DeclarationFault]:
    """Letters of what is no value, and letters that two values have."""
    holders: dict[str, str] = {}
    for value, letter in attribute.letters:
        if value not in attribute.values:
            yield "letters", f"a letter of {value!r}, which is no value{meant(value, attribute.values)}"
        elif letter in holders:
            yield "letters", f"the letter {letter!r} is {holders[letter]}'s already; expected one of its own"
        holders.setdefault(letter, value)


def nothing(value: str, to: str) -> bool:
    """The names of a document that has none."""
    return False


def one_of(words: tuple[str, ...]) -> str:
    """The legal words as the end of a message."""
    return f" (one of {', '.join(words)})" if words else ""


def meant(value: Value, words: tuple[str, ...]) -> str:
    """The word that was probably meant, as the end of a message; values are few, so a faint likeness will do."""
    nearest_word = nearest(str(value), words, 0.3)
    return f"; did you mean {nearest_word}?" if nearest_word else ""


def shown(value: Value | None) -> str:
    """A value as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
