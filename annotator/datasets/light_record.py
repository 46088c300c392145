"""Records that hold mentions and nothing else, validated and read in a fraction of the time.

Whoever counts mentions needs their ids, types and offsets, not a hundred thousand dictionaries. A line goes this way
only if it is beyond doubt: of the shape below, spelt as the parser of this library would write it or saying the same
to another parser, every mention of one piece, its surface that of the text. Any other line gives None and takes
the thorough way (`annotator.datasets.record`), which knows what is wrong with it, if anything is. A property test
holds both ways to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from itertools import chain
from operator import attrgetter, le, lt
from typing import Annotated, Any

import msgspec
import orjson
from msgspec import UNSET, Meta, Struct, UnsetType

from annotator.datasets.json_faults import says_the_same
from annotator.model.canonical import to_plain
from annotator.model.record import Record

Name = Annotated[str, Meta(min_length=1)]
Offset = Annotated[int, Meta(ge=0, le=2**53)]
Nothing = Annotated[dict[str, Any], Meta(max_length=0)]
NoneListed = Annotated[list[Any], Meta(max_length=0)]


class LightMention(Struct, gc=False, forbid_unknown_fields=True):
    """An entity of one piece without attributes, coreference or links; fields in the contract's order."""

    id: Name
    type: Name
    spans: tuple[tuple[Offset, Offset]]
    text: Name | UnsetType = UNSET
    attributes: Nothing | UnsetType = UNSET
    score: float | UnsetType = UNSET


class LightRun(Struct, gc=False, forbid_unknown_fields=True):
    """Who made a prediction."""

    name: Name
    version: Name | UnsetType = UNSET
    elapsed_s: float | UnsetType = UNSET
    error: Name | UnsetType = UNSET


class LightShape(Struct, gc=False, forbid_unknown_fields=True):
    """A record with mentions alone; fields in the contract's order."""

    id: Name
    text: Name | UnsetType = UNSET
    text_sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")] | UnsetType = UNSET
    schema: Annotated[str, Meta(pattern=r"^[^@\s]+@(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}\Z")] | UnsetType = UNSET
    annotator: Name | UnsetType = UNSET
    meta: Annotated[dict[str, Name], Meta(min_length=1)] | UnsetType = UNSET
    entities: list[LightMention] | UnsetType = UNSET
    relations: NoneListed | UnsetType = UNSET
    events: NoneListed | UnsetType = UNSET
    extractor: LightRun | UnsetType = UNSET


DECODE = msgspec.json.Decoder(LightShape).decode
ENCODE = msgspec.json.Encoder().encode
COMPACT = msgspec.json.format
ID_OF, TYPE_OF, TEXT_OF = attrgetter("id"), attrgetter("type"), attrgetter("text")
SPANS_OF = attrgetter("spans")
EMPTY_TEXT_SHA256 = sha256(b"").hexdigest()


class LightRecord(Mapping[str, Any]):
    """A record whose columns are at hand; as a mapping it is the validated JSON object, made when first asked for.

    `types` has an element for each entity, in the order of the file, `bounds` its start and its end. `content` is the
    line.
    """

    def __init__(self, shape: LightShape, bounds: list[int], content: bytes) -> None:
        """Take over what was read."""
        self.bounds, self.content = bounds, content
        self._shape = shape
        self._known = {"id": shape.id, "text": shape.text or None, "schema": shape.schema or None}

    @property
    def types(self) -> list[str]:
        """The type of each entity."""
        return list(map(TYPE_OF, self._shape.entities or ()))

    def fits(self, text: str) -> bool:
        """Whether every entity lies within this text and has the words that stand there, or none of its own."""
        entities = self._shape.entities or ()
        words = zip(entities, self.bounds[::2], self.bounds[1::2], strict=True)
        within = max(self.bounds, default=0) <= len(text)
        return within and all(not each.text or each.text == text[start:end] for each, start, end in words)

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The validated JSON object."""
        found: dict[str, Any] = to_plain(msgspec.json.decode(self.content, type=Record))
        return found

    def __getitem__(self, key: str) -> Any:
        """The value of a key that the record has."""
        return self._known.get(key) or self.plain[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, if the record has it."""
        return self._known[key] or default if key in self._known else self.plain.get(key, default)

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self.plain)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self.plain)


def light_record(content: bytes) -> LightRecord | None:
    """The record of a line that holds mentions alone and is beyond doubt; None for any other line."""
    try:
        shape = DECODE(content)
        written = ENCODE(shape)
        if content.rstrip() != written and not _says_the_same(content, written):
            return None
        return _sound(shape, content)
    except (msgspec.MsgspecError, orjson.JSONDecodeError, UnicodeError):
        return None


def _says_the_same(content: bytes, written: bytes) -> bool:
    """Whether only blanks differ, or another parser reads the same, no key twice and no number that readers round."""
    if COMPACT(content, indent=-1) == written:
        return True
    return orjson.dumps(orjson.loads(content)) == written and says_the_same(content, written)


def _sound(shape: LightShape, content: bytes) -> LightRecord | None:
    """The record, if ids are unique and spans and surfaces hold."""
    entities = shape.entities or []
    if len(set(map(ID_OF, entities))) != len(entities):
        return None
    bounds = list(chain.from_iterable(chain.from_iterable(map(SPANS_OF, entities))))
    starts, ends = bounds[::2], bounds[1::2]
    text = shape.text or None
    if text is None:
        holds = shape.text_sha256 != EMPTY_TEXT_SHA256 and all(map(le, starts, ends))
    else:
        holds = shape.text_sha256 in (UNSET, sha256(text.encode()).hexdigest()) and all(map(lt, starts, ends))
        holds = holds and max(ends, default=0) <= len(text)
        holds = holds and list(map(TEXT_OF, entities)) == [text[a:b] for a, b in zip(starts, ends, strict=True)]
    return LightRecord(shape, bounds, content) if holds else None
