"""An article whose every name is offered, some held back and some wrong, for tests that press keys in it."""

from __future__ import annotations

from rich.cells import cell_len

from annotator.model.annotation import Entity
from annotator.model.document import by_id, new_document
from annotator.model.spans import Span, Spans
from annotator.schema.coverage import everything
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources
from annotator.tui.editor.audited.held import LogOfPlants
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.session import Session
from annotator.tui.keymap import keymap
from tests.tui.in_memory import FULL_SCHEMA, UNDATED, MemorySession

SENTENCES = (
    "Ilan Marek met Oskell in Tessal.",
    "The Dawn Column left Varania when Oskell returned.",
    "In Selm the Harbour Guard saw Mira Tolan.",
    "Nobody in Tessal believed the Harbour Guard.",
)
NAMES = {
    "Ilan Marek": "PERSON",
    "Oskell": "GPE",
    "Tessal": "GPE",
    "Dawn Column": "ORG",
    "Varania": "GPE",
    "Selm": "GPE",
    "Harbour Guard": "ORG",
    "Mira Tolan": "PERSON",
}
TEXT = " ".join(SENTENCES * 3) + "\n"
WHOLE: Span = (0, len(TEXT))


def right(text: str = TEXT) -> dict[Spans, str]:
    """The type of every name by its place."""
    found: dict[Spans, str] = {}
    for words, name in NAMES.items():
        start = text.find(words)
        while start >= 0:
            found[((start, start + len(words)),)] = name
            start = text.find(words, start + 1)
    return dict(sorted(found.items()))


def sources(text: str = TEXT) -> Sources:
    """A source that is right about every name, and sure."""
    entities = [
        Entity(f"T{number}", name, spans, text[slice(*spans[0])], {"level": "NAM"}, score=0.95)
        for number, (spans, name) in enumerate(right(text).items())
    ]
    said = new_document("article", text, entities=by_id(entities))
    return Sources((Source("model:first", "1", said, frozenset({"PERSON", "ORG", "GPE"})),))


def memory_session(text: str = TEXT) -> MemorySession:
    """A layer of which nothing is declared."""
    document = new_document(
        "article", text, schema_ref=FULL_SCHEMA.ref, meta=UNDATED, incomplete_for=everything(FULL_SCHEMA)
    )
    return MemorySession(text, FULL_SCHEMA, document)


def audited(shares: Shares, session: Session | None = None, log: LogOfPlants | None = None) -> Editor:
    """An editor on the article, all of it in view, with all names offered."""
    work = Editor(session or memory_session(), keymap(), cell_len, 80, shares=shares)
    work.held.take_log(log or LogOfPlants())
    work.see(InView((0, len(work.text))))
    work.take_offers(sources(work.text))
    return work


def plants(work: Editor) -> list[Offer]:
    """The wrong suggestions that are shown now."""
    return [each for each in work.context.offers.mentions((0, len(work.text))) if each.planted]


def at(work: Editor, span: Span) -> Editor:
    """The editor with a place selected."""
    work.go_to(span)
    return work


def letter(work: Editor, name: str) -> str:
    """The key that labels with a type."""
    return next(key for key, each in work.letters.entities.items() if each == name)
