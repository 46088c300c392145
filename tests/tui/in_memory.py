"""A session without a store, a small schema and a way to press keys: what the tests of the screen sit on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from rich.cells import cell_len

from annotator.model.annotation import JSON
from annotator.model.change import Edit, apply
from annotator.model.document import Document, new_document
from annotator.model.edits import fresh_id
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, RelationType, Role
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.state import Request
from annotator.tui.keymap import keymap

TASK_SCHEMA = LabelSchema(
    name="task",
    version="1.0.0",
    entity_types={
        "PERSON": EntityType("PERSON", key="p", tag="PER"),
        "ORG": EntityType("ORG", key="o", tag="ORG"),
        "GPE": EntityType("GPE", key="g", tag="GPE"),
        "DATE": EntityType("DATE", key="d", tag="DAT", is_value=True),
    },
    relation_types={"LEADER_OF": RelationType("LEADER_OF", ("PERSON",), ("ORG",))},
    event_types={
        "Attack": EventType(
            "Attack",
            key="a",
            tag="ATK",
            roles=(
                Role("Agent", ("GPE",), max=1),
                Role("Target", ("PERSON",), max=1),
                Role("Time", ("DATE",), max=1),
            ),
        )
    },
)
"""The schema of the benchmark task: one relation, one event."""

FULL_SCHEMA = LabelSchema(
    name="full",
    version="1.0.0",
    mention_levels=("NAM", "ADJ", "NOM", "PRO"),
    entity_types={
        name: EntityType(
            name,
            key=key,
            tag=tag,
            attributes=(AttributeType("level", values=("NAM", "ADJ", "NOM", "PRO"), required=True),),
        )
        for name, key, tag in (("PERSON", "p", "PER"), ("ORG", "o", "ORG"), ("GPE", "g", "GPE"))
    }
    | {
        "DATE": EntityType("DATE", key="d", tag="DAT", is_value=True, attributes=(AttributeType("value", kind="free"),))
    },
    relation_types={
        "LEADER_OF": RelationType(
            "LEADER_OF",
            ("PERSON",),
            ("ORG", "GPE"),
            attributes=(AttributeType("status", values=("current", "former"), required=True),),
        ),
        "MEMBER_OF": RelationType("MEMBER_OF", ("PERSON",), ("ORG",)),
        "ALLIED_WITH": RelationType("ALLIED_WITH", ("ORG", "GPE"), ("ORG", "GPE"), symmetric=True),
    },
    event_types={
        "Attack": EventType(
            "Attack",
            key="a",
            tag="ATK",
            roles=(Role("Agent", ("GPE", "ORG", "PERSON")), Role("Target", ("PERSON", "ORG"), min=1)),
            attributes=(
                AttributeType("realis", values=("ACTUAL", "OTHER"), required=True),
                AttributeType("negated", kind="boolean", default=False),
                AttributeType("source", kind="reference", values=("AUTHOR", "UNSPECIFIED"), to="entity"),
            ),
        ),
        "Statement": EventType(
            "Statement",
            key="s",
            tag="STM",
            roles=(Role("Speaker", ("PERSON", "ORG", "GPE")), Role("Topic", ("EVENT",))),
        ),
    },
    labels={"topic": AttributeType("topic", values=("war", "trade"))},
)
"""A schema with levels, attributes of every kind, a symmetric relation and events within events."""

ARTICLE = (
    "Oskell blacklisted the Dawn Column in May. Ilan Marek, the head of the Selm Brigade, "
    "said they attacked Varania’s Border Corps.\n\nHe denied it. The Dawn Column is Oskell-backed.\n"
)
"""An invented article: names, a pronoun, a possessive, a word within a word."""


UNDATED = {"published": None}
"""The metadata of an article whose day a person has said is not known, so that no date asks for it."""


class MemorySession:
    """A layer that is written nowhere."""

    def __init__(self, text: str, schema: LabelSchema = TASK_SCHEMA, document: Document | None = None) -> None:
        """Label a text."""
        self.schema = schema
        self.read_only: str | None = None
        self.failure: str | None = None
        self.notice: str | None = None
        self.saved = True
        self.loaded = True
        self.asked: tuple[str, ...] = ()
        self.document = document or new_document("article", text, schema_ref=schema.ref, meta=UNDATED)
        self.provenances: list[dict[str, JSON]] = []
        self._given = 0
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    @property
    def edit_count(self) -> int:
        """How many edits undo would take back."""
        return len(self._done)

    def apply(self, edit: Edit, provenance: Mapping[str, JSON] | None = None) -> Document:
        """Apply an edit."""
        self.provenances.append(dict(provenance or {}))
        self.document = apply(self.document, edit)
        self._done.append(edit)
        self._undone.clear()
        return self.document

    def undo(self) -> Edit | None:
        """Take the last edit back."""
        if not self._done:
            return None
        edit = self._done.pop()
        self._undone.append(edit)
        self.document = apply(self.document, edit.inverse())
        return edit.inverse()

    def redo(self) -> Edit | None:
        """Do it again."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self._done.append(edit)
        self.document = apply(self.document, edit)
        return edit

    def fresh_id(self, prefix: str) -> str:
        """A new id, which none has been given before."""
        given = fresh_id(self.document, prefix, floor=self._given)
        self._given = int(given.removeprefix(prefix))
        return given

    def other_schemas(self) -> tuple[str, ...]:
        """There is no other schema."""
        return ()

    def could_write_now(self) -> bool:
        """Nobody else has it."""
        return False

    def changed_elsewhere(self) -> bool:
        """Nobody else writes it."""
        return False

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Nothing ever changes on disk."""

    def warm_up(self) -> None:
        """Nothing to prepare."""

    def flush(self, timeout_s: float = 10.0) -> None:
        """There is no disk."""

    def whole_document(self) -> Document:
        """All of it is there."""
        return self.document

    def close(self) -> None:
        """Nothing to close."""


def editor(
    text: str = ARTICLE, schema: LabelSchema = FULL_SCHEMA, *, width: int = 80, profile: str = "default"
) -> Editor:
    """An editor on a text, with the whole of a short text in view."""
    work = Editor(MemorySession(text, schema), keymap({"profile": profile}), cell_len, width)
    work.see(InView((0, min(len(text), 2000))))
    return work


def press(work: Editor, *keys: str) -> Request | None:
    """Press keys one after the other; what the last one asked of the program."""
    request = None
    for key in keys:
        request = work.press(key)
    return request


def select(work: Editor, words: str, occurrence: int = 0) -> None:
    """Put the cursor on some words of the text."""
    from annotator.tui.editor.move.moves import go

    start = -1
    for _ in range(occurrence + 1):
        start = work.text.index(words, start + 1)
    work.take(go(work.context, work.state, (start, start + len(words))))


def hint_of(work: Editor, words: str) -> str:
    """The hint that stands on some words now."""
    targets = getattr(work.state.mode, "targets", ())
    for target in targets:
        if work.text[slice(*target.span)] == words:
            return str(target.hint)
    raise AssertionError(f"no hint on {words!r}; hints are on {[work.text[slice(*each.span)] for each in targets]}")


def selected(work: Editor) -> str:
    """The selected words."""
    return work.text[slice(*work.state.selection)]


Kind = TypeVar("Kind")


def in_mode(work: Editor, kind: type[Kind]) -> Kind:
    """The mode that the screen is in, which must be of this kind."""
    assert isinstance(work.state.mode, kind), work.state.mode
    return work.state.mode
