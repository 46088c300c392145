"""Which letter stands for which type: the schema's own keys first, then letters of the name, then any that is free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from string import ascii_lowercase

from annotator.model.annotation import Value
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import LabelSchema, LabelType

TAG_LETTERS = 3


@dataclass(frozen=True, slots=True)
class TypeLetters:
    """The letters of a schema: each layer has its own, because a verb says which layer comes."""

    entities: Mapping[str, str]
    relations: Mapping[str, str]
    events: Mapping[str, str]
    tags: Mapping[str, str]

    def of_type(self, name: str) -> str:
        """The letter of a type; "" where the alphabet was too short."""
        for layer in (self.entities, self.relations, self.events):
            for letter, owner in layer.items():
                if owner == name:
                    return letter
        return ""

    def tag(self, name: str) -> str:
        """The three letters of a type."""
        return self.tags.get(name) or (name.rpartition(".")[2][:3].upper() or "???")


def type_letters(schema: LabelSchema) -> TypeLetters:
    """The letters of all types that may be used."""
    return TypeLetters(
        entities=assign(schema.entity_types.values()),
        relations=assign(schema.relation_types.values()),
        events=assign(schema.event_types.values()),
        tags=_tags(schema),
    )


def assign(types: Iterable[LabelType]) -> dict[str, str]:
    """Type names by letter."""
    usable = [each for each in types if not each.abstract]
    owners = {each.key: each.name for each in usable if each.key and each.key in ascii_lowercase}
    for each in usable:
        if owners.get(each.key) == each.name:
            continue
        letters_wanted = each.name.rpartition(".")[2].lower() + ascii_lowercase
        letter = next((letter for letter in letters_wanted if letter in ascii_lowercase and letter not in owners), None)
        if letter:
            owners[letter] = each.name
    return owners


@lru_cache(maxsize=256)
def value_letters(attribute: AttributeType) -> Mapping[str, Value]:
    """The values of an attribute that the schema lists, by letter; none where there are more of them than letters."""
    letters = attribute.letter_of()
    return {letter: value for value, letter in letters.items()} if len(letters) >= len(attribute.values) else {}


def _tags(schema: LabelSchema) -> dict[str, str]:
    """The tag of every type: the schema's own, else one made of its name that no other type has."""
    tags = {each.name: each.tag for each in schema.types() if each.tag}
    taken = {tag.upper() for tag in tags.values()}
    for each in schema.types():
        if each.name not in tags:
            name = each.name.rpartition(".")[2]
            tag = next((tag for tag in _possible_tags(name) if tag not in taken), name[:TAG_LETTERS].upper())
            taken.add(tag)
            tags[each.name] = tag
    return tags


def _possible_tags(name: str) -> Iterator[str]:
    """Tags for a name, the most telling first: its beginning, its words' initials, other letters of it, a number."""
    plain = name.upper()
    yield plain[:TAG_LETTERS]
    later = "".join(each for each in name[1:] if each.isalnum())
    initials = "".join(each for before, each in pairwise(name) if each.isupper() or before in "_- ").upper()
    for third in (*initials, *later.upper()):
        yield plain[:2] + third
    for second, third in combinations((*initials, *later.upper()), 2):
        yield plain[:1] + second + third
    for number in range(2, 1000):
        yield f"{plain[: TAG_LETTERS - len(str(number))]}{number}"
