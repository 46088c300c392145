"""Where the person at the screen is: selection, card and mode, as frozen values.

`Outcome` is what a key leads to: the next state, and perhaps an edit of the document or a request to the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.change import Edit
from annotator.model.spans import Span, Spans
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.declaring import Declaring

View: TypeAlias = Literal["lanes", "plain"]


@dataclass(frozen=True, slots=True)
class Target:
    """Something a hint letter leads to: an annotation, or a span that may become one of the types in `makes`."""

    hint: str
    span: Span
    id: str | None = None
    makes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hinting:
    """The next letter is a hint.

    `verb` says what for, `subject` is the annotation it is done to, `part` an attribute of it; `constants` are
    chosen by digits. `wide` hints cover the screen instead of the sentence.
    """

    verb: str
    prompt: str
    targets: tuple[Target, ...]
    typed: str = ""
    subject: str = ""
    part: str = ""
    constants: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose by a letter."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Choosing:
    """The next letter chooses one of the options; `subject`, `other` and `spans` are what it is done to."""

    verb: str
    prompt: str
    options: tuple[Option, ...]
    subject: str = ""
    other: str = ""
    spans: Spans = ()
    back: Filling | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """The slot walk: the next letter is a hint for the filler of one role of an event."""

    event_id: str
    role: int
    targets: tuple[Target, ...]
    typed: str = ""
    wide: bool = False
    more: bool = False
    """Whether the role keeps being asked for after a filler."""


@dataclass(frozen=True, slots=True)
class Spreading:
    """Identical strings are offered for the type just given; nothing of it is written before it is decided.

    `inside` are those inside longer names, which are taken one by one only.
    """

    type: str
    first: Spans
    others: tuple[Span, ...]
    chosen: tuple[Span, ...] = ()
    step: int = -1
    inside: tuple[Span, ...] = ()

    @property
    def ticked(self) -> tuple[Span, ...]:
        """Those that are taken all at once."""
        return tuple(span for span in self.others if span not in self.inside)


@dataclass(frozen=True, slots=True)
class Typing:
    """Letters are text; Enter takes it, Escape leaves. `cursor` counts code points."""

    verb: str
    prompt: str
    text: str = ""
    cursor: int = 0
    subject: str = ""
    part: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: what is shown, how it is called, where it leads."""

    text: str
    note: str = ""
    key: str = ""
    span: Span | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Picking:
    """A list to pick from by typing some of its words; `verb` says what picking does."""

    verb: str
    title: str
    items: tuple[Item, ...]
    query: str = ""
    chosen: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of text to read: help, or the guideline of a type."""

    title: str
    lines: tuple[str, ...]
    top: int = 0


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A key has been pressed whose second one says what to do."""

    first: str


Mode: TypeAlias = (
    Hinting | Choosing | Filling | Spreading | Typing | Picking | Reading | Prefixed | Declaring | Confirming | None
)
"""None is labelling: letters are types, punctuation is verbs, digits are attributes."""


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen remembers between two keys.

    `selection` is the span that the next letter labels, `pieces` what it is joined to. `card` is the annotation that
    verbs and digits act on. `nudged` is the one whose edges the selection had before they were moved. `goal_cell` is
    the column that moves up and down keep. `motion` is the vim profile's second half, where letters move. `asked` is
    the key that was answered with a question: pressed again at once, it does what it would. `opened_from` is the list
    that comes back when the annotation on the card is decided.
    """

    selection: Span
    pieces: Spans = ()
    card: str | None = None
    nudged: str | None = None
    mode: Mode = None
    message: str = ""
    view: View = "lanes"
    motion: bool = False
    last_type: str = ""
    last_search: str = ""
    goal_cell: int | None = None
    recent: tuple[str, ...] = field(default=())
    asked: str = ""
    opened_from: Confirming | None = None

    def say(self, message: str) -> State:
        """The state with a message in the status line."""
        return replace(self, message=message)

    def leave(self, message: str = "") -> State:
        """Back to labelling."""
        return replace(self, mode=None, message=message)

    def select(self, span: Span) -> State:
        """Another selection; the card stays."""
        return replace(self, selection=span, pieces=(), nudged=None, goal_cell=None)

    @property
    def spans(self) -> Spans:
        """Everything selected, ascending."""
        return tuple(sorted((*self.pieces, self.selection)))


class Request(NamedTuple):
    """What only the program can do: undo, open another article, quit."""

    name: str
    argument: str = ""
    span: Span | None = None


class Outcome(NamedTuple):
    """What a key leads to; with a `caution` its edit is made only when the key is pressed a second time."""

    state: State
    edit: Edit | None = None
    request: Request | None = None
    caution: str = ""
