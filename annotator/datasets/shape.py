"""The shape of a parsed JSON object against the class that declares it: every fault, with its path.

The typed decoder of a class stops at the first fault and knows less to say; this looks at an object that it refused.
It goes by the same declaration, so that one accepts what the other does, with one addition: a key that may be absent
may also say nothing, by null or by what is empty or false of its own kind, and is then taken for absent.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from math import isfinite
from re import search
from typing import Any, TypeAlias

from msgspec import inspect

from annotator.datasets.foreign_keys import instead
from annotator.datasets.json_walk import Steps, path_of
from annotator.errors import nearest
from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.spans import LARGEST_INTEGER

VALUE = "a string, true or false, an integer, a finite number or a list of strings that is not empty"
"""What an attribute or label may hold."""

SPAN = "[start, end]"

PATTERNS = {
    "schema": 'a schema version, "name@X.Y.Z"',
    "text_sha256": "the SHA-256 of the text: 64 hexadecimal digits, lower case",
}
"""What is expected of the strings that have a pattern, by key."""


def shaped(value: object, kind: Hashable) -> tuple[Any, list[Fault]]:
    """The object without the keys that say nothing, and everything for which it has not the shape of this class."""
    shape = _Shape()
    return shape.take(value, _declared(kind), ()), shape.faults


@cache
def _declared(kind: Hashable) -> inspect.Type:
    return inspect.type_info(kind)


class _Shape:
    """Collects faults while an object is walked through; every method gives the value as it is taken."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def take(self, value: Any, declared: inspect.Type, steps: Steps) -> Any:
        """Look at a value where this is declared."""
        if isinstance(declared, inspect.Metadata):
            return self.take(value, declared.type, steps)
        return TAKERS[type(declared)](self, value, declared, steps)

    def expected(self, words: str, value: Any, steps: Steps, code: str = "shape") -> Any:
        """Note that something else was expected."""
        self.faults.append(Fault(path_of(steps), f"expected {words}, found {_found(value)}", code))
        return value

    def object(self, value: Any, declared: inspect.StructType, steps: Steps) -> Any:
        if not isinstance(value, dict):
            return self.expected("an object", value, steps)
        taken = {}
        for field in declared.fields:
            name = field.encode_name
            if name in value and not (not field.required and _says_nothing(value[name], field.type)):
                taken[name] = self.take(value[name], field.type, (*steps, name))
            elif field.required:
                self.faults.append(Fault(path_of((*steps, name)), "missing; the key is required", "missing"))
        names = [field.encode_name for field in declared.fields]
        for name in value:
            if name not in names:
                message = f"unknown key {quoted(str(name))}; {_known(str(name), names)}"
                self.faults.append(Fault(path_of((*steps, str(name))), message, "unknown-key"))
        return taken

    def mapping(self, value: Any, declared: inspect.DictType, steps: Steps) -> Any:
        if not isinstance(value, dict):
            return self.expected("an object", value, steps)
        for name in value:
            if not isinstance(name, str) or (not name and _is_named(declared)):
                return self.expected("names that are strings and not empty", name, steps)
        return {name: self.take(each, declared.value_type, (*steps, name)) for name, each in value.items()}

    def list(self, value: Any, declared: inspect.VarTupleType, steps: Steps) -> Any:
        if not isinstance(value, list | tuple):
            return self.expected("a list", value, steps)
        if declared.min_length and len(value) < declared.min_length:
            return self.expected("a list that is not empty", value, steps)
        return [self.take(each, declared.item_type, (*steps, index)) for index, each in enumerate(value)]

    def pair(self, value: Any, declared: inspect.TupleType, steps: Steps) -> Any:
        items = declared.item_types
        if not isinstance(value, list | tuple) or len(value) != len(items):
            return self.expected(SPAN if len(items) == 2 else f"a list of {len(items)}", value, steps)
        return [
            self.take(each, item, (*steps, index)) for index, (each, item) in enumerate(zip(value, items, strict=True))
        ]

    def union(self, value: Any, declared: inspect.UnionType, steps: Steps) -> Any:
        kinds = [kind for kind in declared.types if not isinstance(kind, inspect.NoneType)]
        if len(kinds) == 1:
            return self.take(value, kinds[0], steps)
        if type(value) is int and abs(value) > LARGEST_INTEGER:
            return self.integer(value, declared, steps)
        for kind in kinds:
            trial = _Shape()
            taken = trial.take(value, kind, steps)
            if not trial.faults:
                return taken
        return self.expected(_any_of(kinds), value, steps)

    def string(self, value: Any, declared: inspect.StrType, steps: Steps) -> Any:
        if not isinstance(value, str):
            return self.expected("a string", value, steps)
        if declared.min_length and len(value) < declared.min_length:
            return self.expected("a string that is not empty", value, steps)
        if declared.pattern and not search(declared.pattern, value):
            return self.expected(PATTERNS.get(str(steps[-1]), f"what fits {declared.pattern}"), value, steps)
        return value

    def choice(self, value: Any, declared: inspect.LiteralType, steps: Steps) -> Any:
        if value in declared.values and type(value) in map(type, declared.values):
            return value
        *most, last = [f'"{each}"' for each in declared.values]
        return self.expected(f"{', '.join(most)} or {last}", value, steps)

    def integer(self, value: Any, declared: inspect.Type, steps: Steps) -> Any:
        if type(value) is not int:
            return self.expected("an integer", value, steps)
        if abs(value) > LARGEST_INTEGER:
            message = f"{value} is beyond +-2**53, where readers round; give it as a string"
            self.faults.append(Fault(path_of(steps), message, "number"))
        elif isinstance(declared, inspect.IntType) and declared.ge is not None and value < declared.ge:
            return self.expected(f"{declared.ge} or more", value, steps)
        return value

    def number(self, value: Any, declared: inspect.FloatType, steps: Steps) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self.expected("a number", value, steps)
        return value if isfinite(value) else self.expected("a finite number", value, steps)

    def boolean(self, value: Any, declared: inspect.BoolType, steps: Steps) -> Any:
        return value if isinstance(value, bool) else self.expected("true or false", value, steps)

    def anything(self, value: Any, declared: inspect.AnyType, steps: Steps) -> Any:
        return value


TAKERS: dict[type[Any], Callable[[_Shape, Any, Any, Steps], Any]] = {
    inspect.StructType: _Shape.object,
    inspect.DictType: _Shape.mapping,
    inspect.VarTupleType: _Shape.list,
    inspect.TupleType: _Shape.pair,
    inspect.UnionType: _Shape.union,
    inspect.StrType: _Shape.string,
    inspect.LiteralType: _Shape.choice,
    inspect.IntType: _Shape.integer,
    inspect.FloatType: _Shape.number,
    inspect.BoolType: _Shape.boolean,
    inspect.AnyType: _Shape.anything,
}
"""What looks at a value, by what is declared there."""

WORDS: dict[type[Any], str] = {
    inspect.StrType: "a string",
    inspect.IntType: "an integer",
    inspect.FloatType: "a number",
    inspect.DictType: "an object",
    inspect.StructType: "an object",
}
"""What is expected where one of several plain kinds is."""

Empty: TypeAlias = "str | bool | list[Any] | dict[str, Any]"
NOTHING: dict[type[Any], Empty] = {
    inspect.StrType: "",
    inspect.BoolType: False,
    inspect.VarTupleType: [],
    inspect.DictType: {},
    inspect.StructType: {},
}
"""What says nothing, besides null, by what is declared."""


def _says_nothing(value: Any, declared: inspect.Type) -> bool:
    """Whether a value is null, or the empty one of a declared kind; anything empty where any JSON may be."""
    if isinstance(declared, inspect.Metadata):
        return _says_nothing(value, declared.type)
    if isinstance(declared, inspect.UnionType):
        return any(_says_nothing(value, kind) for kind in declared.types)
    if isinstance(declared, inspect.AnyType):
        return value is None or any(type(value) is type(each) and value == each for each in NOTHING.values())
    empty = NOTHING.get(type(declared))
    return value is None or (type(value) is type(empty) and value == empty)


def _any_of(kinds: Sequence[inspect.Type]) -> str:
    """What a union of these expects."""
    words = [WORDS.get(type(each), "") for each in kinds]
    return " or ".join(words) if all(words) else VALUE


def _is_named(declared: inspect.DictType) -> bool:
    return isinstance(declared.key_type, inspect.StrType) and bool(declared.key_type.min_length)


def _known(name: str, names: list[str]) -> str:
    if hint := instead(name, names):
        return hint
    meant = nearest(name, names)
    return f"did you mean {quoted(meant)}?" if meant else f"expected only {', '.join(names)}"


def _found(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict | list | tuple):
        return f"{'an object' if isinstance(value, dict) else 'a list'} of {len(value)}"
    return f"a Python {type(value).__name__}"
