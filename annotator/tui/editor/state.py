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
from annotator.tui.editor.passage import Passage
from annotator.tui.editor.thing import Thing

View: TypeAlias = Literal["lanes", "plain"]
Put: TypeAlias = Literal["", "top", "middle", "bottom"]
"""Where on the screen the selection is put; "" leaves the view where the selection is in it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something a hint letter leads to: an annotation, or a span that may become one of the types in `makes`.

    `role` is the place of the role that it fills, where that is not the one that is asked for. With `is_best` it is the
    likeliest filler of the role that is asked for.
    """

    hint: str
    span: Span
    id: str | None = None
    makes: tuple[str, ...] = ()
    role: int | None = None
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far hints reach: `more` is how often more of them were asked for, `look` where the view was moved to.

    With `is_wide` all that is annotated on the screen has hints, not only what is in the sentence.
    """

    more: int = 0
    look: Span | None = None
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Hinting:
    """HINT: the next letter is a hint.

    `verb` says what for, `subject` is the annotation it is done to, `part` a relation type or an attribute, `back`
    says that a relation leads to the subject instead of from it; `things` are chosen by digits, `elsewhere`
    is how many things other articles have.
    The targets are found anew after every key.
    """

    verb: str
    prompt: str = ""
    targets: tuple[Target, ...] = ()
    typed: str = ""
    subject: str = ""
    part: str = ""
    back: bool = False
    reach: Reach = Reach()
    frame: Frame | None = None
    things: tuple[Thing, ...] = ()
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose by a letter; `grey` says why it cannot be chosen here, `far` that it is rare."""

    key: str
    name: str
    grey: str = ""
    far: bool = False


@dataclass(frozen=True, slots=True)
class Choosing:
    """EVENT, RELATION or LABEL: the next letter is a type.

    `verb` is `event`, `relation` or `make`; `subject`, `back` and `spans` are what it is done to, `filling` is the
    role that a new mention or event fills.
    """

    verb: Literal["event", "relation", "make"]
    options: tuple[Option, ...]
    subject: str = ""
    back: bool = False
    spans: Spans = ()
    filling: Filling | None = None


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """What was asked for is there already, or stands in its way: Enter opens or replaces it, + adds another.

    `known` are the annotations that are there; a relation of `type` would lead from `head` to `tail`, an event of it
    have its trigger at `spans`.
    """

    offer: Literal["open", "replace"]
    prompt: str
    known: tuple[str, ...]
    type: str
    head: str = ""
    tail: str = ""
    spans: Spans = ()


class Preselected(NamedTuple):
    """A filler that Enter puts into a role of the event on the card, by its id."""

    role: str
    target: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of an annotation that are asked for one after the other.

    With `required` only the required attributes are, and the last of them ends it. `walked` is the farthest role that
    was asked for. `preselected` are fillers that are shown and not in the layer; None says that they are to be sought.
    `best` are the likeliest of the other roles, whose hints are marked.
    """

    subject: str
    required: bool = False
    walked: int = 0
    preselected: tuple[Preselected, ...] | None = ()
    best: tuple[Preselected, ...] = ()


@dataclass(frozen=True, slots=True)
class Valuing:
    """VALUE: the next letter is a value of the attribute `part`, or a digit one of the things that it may name."""

    frame: Frame
    part: str
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """ROLE: the next letter is a hint for the filler of a role; after the last role all are asked.

    `lettered` is everything that has a hint, whichever role it fits: one letter for the whole event. `targets` are
    those that this role may take. With `sought` the first role from `role` on is meant that is worth asking for, as the
    document is after the key. With `adds` a filler stands beside those that are preselected, else in their place.
    """

    frame: Frame
    role: int
    targets: tuple[Target, ...] = ()
    lettered: tuple[Target, ...] = ()
    typed: str = ""
    reach: Reach = Reach()
    sought: bool = False
    adds: bool = False


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
    """TEXT: letters are text; Enter takes it, Escape leaves. `cursor` counts code points.

    With `selected` the whole text is selected, so that the first character replaces it. With `sure` a doubt about the
    text has been told, and the next Enter takes it. With `only` no key asked for the line: it takes these characters,
    and any other one, or Tab, means what it means without the line.
    """

    verb: str
    prompt: str
    text: str = ""
    cursor: int = 0
    subject: str = ""
    part: str = ""
    proposal: str = ""
    selected: bool = False
    sure: bool = False
    frame: Frame | None = None
    back: Mode = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: what is shown, how it is called, where it leads.

    With a `passage` it is a row of a table of places. `filters` are the signs and letters that choose it when one of
    them is typed alone; `also` are words that find it too and are not shown.
    """

    text: str
    note: str = ""
    key: str = ""
    span: Span | None = None
    document_id: str | None = None
    passage: Passage | None = None
    filters: tuple[str, ...] = ()
    also: str = ""


@dataclass(frozen=True, slots=True)
class Picking:
    """LIST: one is picked by typing some of its words; `verb` says what picking does, `back` what the list is over.

    `more` are the lines that stand behind those that are found anew with every word, say what other articles have.
    """

    verb: str
    title: str
    items: tuple[Item, ...]
    query: str = ""
    chosen: int = 0
    subject: str = ""
    back: Mode = None
    more: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of text to read: help, or the guideline of a type."""

    title: str
    lines: tuple[str, ...]
    top: int = 0


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A key has been pressed whose second one says what to do, in the mode `back`."""

    first: str
    back: Mode = None


Mode: TypeAlias = (
    Hinting
    | Choosing
    | AlreadyThere
    | Valuing
    | Filling
    | Spreading
    | Typing
    | Picking
    | Reading
    | Prefixed
    | Declaring
    | Confirming
    | None
)
"""None is labelling: letters are types, punctuation is verbs, digits are slots of the card."""


@dataclass(frozen=True, slots=True)
class TriggerWalk:
    """Events are made from one likely trigger to the next; `owed` are events made on the way, not yet asked for.

    `came_from` is the place of the event that was closed last: what lies between was passed over.
    """

    owed: tuple[str, ...] = ()
    came_from: Span | None = None


@dataclass(frozen=True, slots=True)
class HeadWalk:
    """Relations are made from one likely head to the next: `head` is where the walk is, `made` the last relation.

    `stopped` are the heads at which it was; with `is_rest` the likely ones are through, and it goes along the others.
    """

    head: str
    made: str = ""
    stopped: frozenset[str] = frozenset()
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen remembers between two keys.

    `selection` is the span that the next letter labels, `pieces` what it is joined to. `card` is the annotation that
    verbs and digits act on. `nudged` is the one whose edges the selection had before they were moved, `stretched`
    says that they were moved, with or without one. `relating` is the walk along the heads of relations.
    `goal_cell` is the column that moves up and down keep. `motion` is the vim profile's second half, where letters
    move. `asked` is the key that was answered with a question: pressed again at once, it does what it would. `took_out`
    is the thing that the last key took a mention out of. `put` is where the last key wants the selection. `opened_from`
    is the list that comes back when the annotation on the card is decided, `to_check` what was taken together and comes
    to the card until it is decided, the one on the card first.
    """

    selection: Span
    pieces: Spans = ()
    card: str | None = None
    nudged: str | None = None
    stretched: bool = False
    mode: Mode = None
    triggers: TriggerWalk | None = None
    relating: HeadWalk | None = None
    message: str = ""
    view: View = "lanes"
    motion: bool = False
    last_type: str = ""
    last_search: str = ""
    goal_cell: int | None = None
    recent: tuple[str, ...] = field(default=())
    asked: str = ""
    took_out: str = ""
    put: Put = ""
    opened_from: Confirming | None = None
    to_check: tuple[str, ...] = ()

    def say(self, message: str) -> State:
        """The state with a message in the status line."""
        return replace(self, message=message)

    def leave(self, message: str = "") -> State:
        """Back to labelling."""
        return replace(self, mode=None, triggers=None, relating=None, message=message)

    def over(self, card: str) -> State:
        """After the last slot of an annotation: back to labelling, or on in the walk along heads of relations."""
        return replace(self, mode=None, triggers=None, message="", card=card)

    def enter(self, mode: Mode) -> State:
        """Into a mode."""
        return replace(self, mode=mode)

    def select(self, span: Span) -> State:
        """Another selection; the card stays."""
        return replace(self, selection=span, pieces=(), nudged=None, stretched=False, goal_cell=None)

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
    """What a key leads to; with a `caution` its edit is made only when the key is pressed a second time.

    With `is_sure` the key has said that it is meant, whatever the schema makes of it.
    """

    state: State
    edit: Edit | None = None
    request: Request | None = None
    caution: str = ""
    is_sure: bool = False
