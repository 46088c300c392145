"""What a program and its learner say to each other: one JSON object a line, nothing of it is run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, json

from annotator.model.record import Record

WeightRows: TypeAlias = Mapping[str, tuple[tuple[int, float], ...]]
"""For each feature the weights of some classes, by the number of the class."""


class Figures(Struct, frozen=True):
    """What is known out of fold: the layers that save no keys, and the types of mentions that may be sure.

    With what these `sources` say mentions are found better than without.
    """

    off: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Said(Struct, frozen=True):
    """What one version of another extractor takes for mentions in a document: their places and types."""

    document: str
    source: str
    version: str
    mentions: tuple[tuple[int, int, str], ...]


class Gold(Struct, frozen=True, tag="gold"):
    """What to learn from, in the place of what was sent before.

    `schema` is the text of the schema's file, `language` that of documents whose metadata names none. `off` are the
    layers of `least.LAYERS` that nobody wants; `figures` is None where they are to be computed. What the learner says
    carries the `number` of the gold that it was taught by. `said` is what other extractors say of these documents,
    `said_here` of the article that is open.
    """

    number: int
    schema: str
    documents: tuple[Record, ...]
    language: str | None = None
    off: tuple[str, ...] = ()
    figures: Figures | None = None
    said: tuple[Said, ...] = ()
    said_here: tuple[Said, ...] = ()


class Ask(Struct, frozen=True, tag="ask"):
    """The article in hand: what is to be proposed for it?

    `record` holds all that is labelled in it; where only a part of a long article is sent, its text begins at
    `start_char`, and spans count from the whole article's start. `read` are the places where the sentences start that
    were read for mentions: what is not labelled in them is no mention, unless not all types are asked for
    (`asks_all`). `events_read` and `relations_read` are those that the passes of events and of relations have left
    behind.
    """

    number: int
    record: Record
    read: tuple[int, ...] = ()
    events_read: tuple[int, ...] = ()
    relations_read: tuple[int, ...] = ()
    start_char: int = 0
    asks_all: bool = True


class Answer(Struct, frozen=True, tag="answer"):
    """What is proposed for an article, as a record without a text whose spans are those of the whole article.

    Relations join what is labelled already: their ends stand in the record, without a score. `sure` are the types that
    may be sure. There may be several answers to one question, the later the fuller.
    """

    gold: int
    number: int
    record: Record
    sure: tuple[str, ...] = ()


class Weights(Struct, frozen=True, tag="weights"):
    """A part of what ranks fillers or things, or judges relations, as `layer` says: the last one says so.

    What the open article teaches (`of_article`) stands over what gold teaches, in the place of what it taught before.
    """

    gold: int
    layer: str
    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    rows: WeightRows
    is_last: bool
    of_article: bool = False


class Known(Struct, frozen=True, tag="known"):
    """The figures out of fold, once they are computed."""

    gold: int
    figures: Figures


class Failure(Struct, frozen=True, tag="failure"):
    """Why the learner ends."""

    message: str


ToLearner: TypeAlias = Gold | Ask
FromLearner: TypeAlias = Answer | Weights | Known | Failure

_to_learner: json.Decoder[ToLearner] = json.Decoder(ToLearner)
_from_learner: json.Decoder[FromLearner] = json.Decoder(FromLearner)


def as_line(message: ToLearner | FromLearner) -> bytes:
    """A message as a line."""
    return json.encode(message) + b"\n"


def to_learner(line: bytes) -> ToLearner:
    """What a line says to the learner.

    Raises:
        msgspec.MsgspecError: it is no such message.
    """
    return _to_learner.decode(line)


def from_learner(line: bytes) -> FromLearner:
    """What a line of the learner's says.

    Raises:
        msgspec.MsgspecError: it is no such message.
    """
    return _from_learner.decode(line)
