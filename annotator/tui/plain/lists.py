"""Plain mode's list of everything annotated, and what is done to several or to the article as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from annotator.errors import UsageError
from annotator.text.visible import visible
from annotator.tui.editor.annotate import document_date
from annotator.tui.editor.annotate.reverse import reverse
from annotator.tui.editor.choose.lists import matches
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.overview.annotation_list import annotation_items
from annotator.tui.editor.overview.remove_several import removed
from annotator.tui.editor.state import Item, Outcome
from annotator.tui.plain.answer import Answer

MOST_LINES = 200
"""How many lines a list has at most; it says how many there are."""


class AtArticle(Protocol):
    """Whoever has an article open."""

    work: Editor


def annotated(speaker: AtArticle, rest: Sequence[str]) -> Answer:
    """Everything annotated that matches: words, a type's letter, ? for what is proposed, ! for what is wrong."""
    return Answer(tuple(_lines(annotation_items(speaker.work.context), " ".join(rest))))


def _lines(items: tuple[Item, ...], query: str) -> Iterator[str]:
    matching = matches(items, query)
    for item in matching[:MOST_LINES]:
        place = item.passage
        where = f', line {place.line}: "{place.before}[{place.words}]{place.after}"' if place else ""
        state_words = f"; {place.state}" if place and place.state else "" if place else f": {item.note}"
        yield visible(f"{item.key} {item.text}{', ' + place.type if place else ''}{where}{state_words}".strip())
    if len(matching) != 1:
        yield f"{len(matching)} of {len(items)}" if matching else "nothing matches"


def dated(speaker: AtArticle, rest: Sequence[str]) -> Answer:
    """The day the article is of, for dates without a year.

    Raises:
        UsageError: it is no day.
    """
    if len(rest) != 1:
        raise UsageError("date YYYY-MM-DD, or date unknown")
    text = "" if rest[0] == "unknown" else rest[0]
    if text and (fault := document_date.fault_of(text)):
        raise UsageError(fault)
    edit, count = document_date.dated(speaker.work.context, text)
    message = f"the article is of {text or 'no known day'}; {count} values proposed"
    return _made(speaker.work, Outcome(speaker.work.state.say(message), edit))


def turned(speaker: AtArticle, rest: Sequence[str]) -> Answer:
    """Turn a relation round.

    Raises:
        UsageError: no id was given.
    """
    if len(rest) != 1:
        raise UsageError("reverse ID")
    work = speaker.work
    return _made(work, reverse(work.context, replace(work.state, card=rest[0])))


def remove(speaker: AtArticle, rest: Sequence[str]) -> Answer:
    """Remove annotations and what names them, with one undo.

    Raises:
        UsageError: there is no annotation of an id.
    """
    work = speaker.work
    unknown = [each for each in rest if work.context.document.find(each) is None]
    if unknown or not rest:
        raise UsageError(
            f"there is no annotation {unknown[0]}; list says which there are" if unknown else "remove ID ..."
        )
    edit, removed_words = removed(work.context, rest)
    return _made(work, Outcome(replace(work.state.say(f"removed {removed_words}"), card=None), edit))


def _made(work: Editor, outcome: Outcome) -> Answer:
    before = work.session.document
    work.take(outcome)
    lines = [work.state.message] if work.state.message else []
    work.state = work.state.leave()
    return Answer(tuple(lines) or ("done" if work.session.document is not before else "nothing changes",))
