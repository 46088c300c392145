"""What a hand-written file may say, declared as frozen dataclasses that pydantic reads; importing this loads neither.

A class that inherits `Declared` is the one declaration of a mapping in a file: its fields are the keys, their types
and `Limit`s what they may hold. Construction in Python is that of any dataclass; only what is read is validated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, get_args

from annotator.errors import AnnotatorError, did_you_mean
from annotator.schema.handwritten.node import Steps

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core.core_schema import CoreSchema

JsonSchema: TypeAlias = dict[str, Any]
Wrong: TypeAlias = Iterator[tuple[Steps, str]]
"""What is wrong inside a value: the way to it, and a message."""


class Declared:
    """Base of the dataclasses that say what a mapping in a file may hold.

    `not_in_file` are fields that only the program sets, `names_in_file` the keys of fields that are called otherwise
    in the file, `read_over` further keys that may stand there and say nothing. A key whose value is nothing (null) is
    as good as absent; an unknown key is refused.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, Any]] = {"extra": "forbid", "strict": True}
    not_in_file: ClassVar[tuple[str, ...]] = ()
    names_in_file: ClassVar[Mapping[str, str]] = {}
    read_over: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read from a mapping, by the names in the file, without what is not in the file."""
        from pydantic_core import core_schema  # noqa: PLC0415 - heavy

        schema: Any = handler(source)
        schema |= {"strict": False, "post_init": False}
        for field in schema["schema"]["fields"]:
            if field["name"] in cls.not_in_file:
                field["init"] = False
                if field["schema"]["type"] != "default":
                    field["schema"] = core_schema.with_default_schema(field["schema"], default="")
            elif field["name"] in cls.names_in_file:
                field["validation_alias"] = cls.names_in_file[field["name"]]
        # Where a class is used twice, pydantic refers to its schema by this name: to all of it, not to its inside.
        reference = schema.pop("ref", None)
        return core_schema.no_info_before_validator_function(cls._from_file, schema, ref=reference)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """The same as JSON Schema."""
        json_schema = handler(core)
        shape = handler.resolve_ref_schema(json_schema)
        shape["description"] = shape.get("description", "").partition("\n\n")[0]
        for name in cls.not_in_file:
            shape["properties"].pop(name, None)
        required = [name for name in shape.pop("required", []) if name in shape["properties"]]
        shape |= {"required": required} if required else {}
        return json_schema

    @classmethod
    def _from_file(cls, content: Any) -> Any:
        if not isinstance(content, dict):
            return content
        given = {key: each for key, each in content.items() if each is not None and key not in cls.read_over}
        return cls.completed(given)

    @classmethod
    def completed(cls, content: dict[str, Any]) -> dict[str, Any]:
        """A file's content, before it is judged, with what follows from its other keys; as it is, by default."""
        return content


class Limit:
    """A rule for a value beyond its type, as metadata of `Annotated`.

    `wrong` yields what breaks it; `alone` replaces the check of the type, where a union would report every member.
    """

    def __init__(self, wrong: Callable[[Any], Wrong], json: Mapping[str, Any] | None = None, *, alone: bool = False):
        self.wrong = wrong
        self.json: JsonSchema = dict(json or {})
        self.alone = alone

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type's check, then the rule's."""
        from pydantic_core import core_schema  # noqa: PLC0415 - heavy

        inner = core_schema.any_schema() if self.alone else handler(source)
        return core_schema.no_info_after_validator_function(self._checked, inner)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """What JSON Schema can say of the rule."""
        return self.json if self.alone else dict(handler(core)) | self.json

    def _checked(self, value: Any) -> Any:
        from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError  # noqa: PLC0415 - heavy

        details = [
            InitErrorDetails(type=PydanticCustomError("rule", "{message}", {"message": each}), loc=steps, input=value)
            for steps, each in self.wrong(value)
        ]
        if details:
            raise ValidationError.from_exception_data("rule", details)
        return value


def legal(test: Callable[[Any], object], expected: str, json: Mapping[str, Any] | None = None) -> Limit:
    """The rule that a value passes a test; `expected` says in words which values do."""

    def wrong(value: Any) -> Wrong:
        if not test(value):
            yield (), f"{shown(value)} is not legal; expected {expected}"

    return Limit(wrong, {"description": expected, **(json or {})})


def some(expected: str) -> Limit:
    """The rule that a list or mapping has something in it; `expected` says in words what."""

    def wrong(value: Any) -> Wrong:
        if not value:
            yield (), f"nothing in it; expected {expected}"

    return Limit(wrong, {"description": expected})


def among(words: Iterable[str]) -> Limit:
    """The rule that a string is one of some words; an empty one, where it is legal, says nothing."""
    known = [word for word in words if word]
    all_words = list(words)

    def wrong(value: Any) -> Wrong:
        if value not in all_words:
            yield (), f"{shown(value)} is not legal; {did_you_mean(value, known)}"

    return Limit(wrong, {"enum": all_words})


def matching(pattern: str, expected: str, example: str = "") -> Limit:
    """The rule that a string is of a form."""
    json = {"pattern": f"^{pattern}$"} | ({"examples": [example]} if example else {})
    return legal(re.compile(pattern).fullmatch, expected, json)


def shown(value: object) -> str:
    """A value of a file, for a message."""
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…")
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return f"{value:g}" if isinstance(value, float) else str(value)


LONGEST_SHOWN = 60


class Written:
    """Metadata of a value that a file writes as a string; `parse` reads it and says what is wrong by its error."""

    def __init__(self, parse: Callable[[str], Any], json: Mapping[str, Any] | None = None) -> None:
        self.parse = parse
        self.json: JsonSchema = dict(json or {})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A string, then the value."""
        from pydantic_core import core_schema  # noqa: PLC0415 - heavy

        return core_schema.no_info_after_validator_function(self._parsed, core_schema.str_schema(min_length=1))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """A string."""
        return dict(handler(core)) | self.json

    def _parsed(self, text: str) -> Any:
        from pydantic_core import PydanticCustomError  # noqa: PLC0415 - heavy

        try:
            return self.parse(text)
        except AnnotatorError as error:
            raise PydanticCustomError("rule", "{message}", {"message": str(error)}) from error


class ReadAs:
    """Metadata of a value that a file writes in another shape: what stands there, and the value made of it."""

    def __init__(self, written: Any, make: Callable[[Any], Any]) -> None:
        self.written = written
        self.make = make

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The shape in the file, then the value."""
        from pydantic_core import core_schema  # noqa: PLC0415 - heavy

        return core_schema.no_info_after_validator_function(self.make, handler.generate_schema(self.written))


class OrList:
    """Metadata of a mapping in whose place a file may hold a list: what the mapping says under `field`."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a list as the mapping that holds it."""
        from pydantic_core import core_schema  # noqa: PLC0415 - heavy

        return core_schema.no_info_before_validator_function(self._mapping, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Either of the two."""
        mapping = handler(core)
        return {"anyOf": [mapping, handler.resolve_ref_schema(mapping)["properties"][self.field]]}

    def _mapping(self, value: Any) -> Any:
        return {self.field: value} if isinstance(value, list | tuple) else value


class ByName:
    """Metadata of a tuple of declared values that a file writes as a mapping from each one's name to the rest of it.

    A name with nothing behind it has no fields. `field` is the one that takes the name.
    """

    def __init__(self, field: str = "name") -> None:
        self.field = field

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the mapping, then give every value its name."""
        from pydantic_core import core_schema  # noqa: PLC0415 - heavy

        body = core_schema.no_info_before_validator_function(
            lambda value: {} if value is None else value, handler.generate_schema(get_args(source)[0])
        )
        mapping = core_schema.dict_schema(core_schema.str_schema(), body)
        return core_schema.no_info_after_validator_function(self._named, mapping)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """The mapping."""
        json_schema = dict(handler(core))
        return json_schema | {
            "additionalProperties": {"anyOf": [json_schema["additionalProperties"], {"type": "null"}]}
        }

    def _named(self, bodies: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(replace(body, **{self.field: name}) for name, body in bodies.items())
