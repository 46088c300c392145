"""An annotation that is offered as a whole: a person takes it, with all that it says, or refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.spans import Span, Spans, envelope

OfferedLayer: TypeAlias = Literal["entities", "relations", "events"]

HEAD, TAIL = "head", "tail"
"""What the ends of a relation are called among its parts."""


class Part(NamedTuple):
    """What an offered relation or event names, by its place: an end or a filler, in what role, and of what type."""

    role: str
    spans: Spans
    type: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that sources offer for a layer.

    The ids in `annotation` are those of the first source; what it names is found by place, in `parts`. `sources` are
    the names of all that say so, as they are shown. `probability` is that of the surest, None where none says one.
    `is_sure` says that it may be taken together with others, unread one by one. `planted` marks one that is known to be
    wrong, and looks like any other.
    """

    annotation: Annotation
    sources: tuple[str, ...]
    probability: float | None = None
    is_sure: bool = False
    reason: str = ""
    parts: tuple[Part, ...] = ()
    planted: bool = False
    versions: tuple[str, ...] = ()
    """Those of the sources, in their order; "" of one that has none."""

    @property
    def makers(self) -> tuple[str, ...]:
        """The sources as the log names them, NAME@VERSION."""
        versions = self.versions or ("",) * len(self.sources)
        pairs = zip(self.sources, versions, strict=True)
        return tuple(f"{name}@{version}" if version else name for name, version in pairs)

    @property
    def type(self) -> str:
        """The type that is offered."""
        return self.annotation.type

    @property
    def said_by(self) -> str:
        """Whose it is, how likely they say it is, and why."""
        return " + ".join(self.sources) + self.odds

    @property
    def odds(self) -> str:
        """How likely the sources say it is and why, as it stands behind their names."""
        likely = f" {self.probability:.2f}" if self.probability is not None else ""
        return likely + (f", {self.reason}" if self.reason else "")

    @property
    def layer(self) -> OfferedLayer:
        """The layer that it is offered for."""
        if isinstance(self.annotation, Relation):
            return "relations"
        return "entities" if isinstance(self.annotation, Entity) else "events"

    @property
    def spans(self) -> Spans:
        """Where it stands: a mention, a trigger, both ends of a relation in the order of the text."""
        if isinstance(self.annotation, Entity | Event):
            return self.annotation.spans
        return tuple(sorted(span for part in self.parts for span in part.spans))

    @property
    def span(self) -> Span:
        """The smallest single span that covers it; empty at the start of the text where it has no place."""
        return envelope(self.spans) if self.spans else (0, 0)

    @property
    def key(self) -> tuple[object, ...]:
        """What two sources must agree in to say the same."""
        if isinstance(self.annotation, Relation):
            return self.layer, self.type, self.parts
        return self.layer, self.type, self.spans
