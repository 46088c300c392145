"""Plain mode's `done` and `reopen`: the sheet in lines, parts and types by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from annotator.errors import UsageError
from annotator.model.change import Edit
from annotator.model.coverage import withdraw
from annotator.tui.editor.coverage.sheet import closing_words, declared, declared_names
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Outcome, Picking
from annotator.tui.plain.answer import Answer


class AtArticle(Protocol):
    """Whoever has an article open."""

    work: Editor


def done(speaker: AtArticle, words: Sequence[str]) -> Answer:
    """What was read and declared; with words, declare these parts or types.

    Raises:
        UsageError: a word is no part and no type.
    """
    work = speaker.work
    mode = work.sheet()
    if not words:
        return Answer(tuple(_lines(mode)))
    if tuple(words) == ("all",):
        if not mode.closing and not all(row.is_declared for row in mode.rows):
            return Answer(("nobody has looked yet; name a part to declare it all the same",))
        return _made(work, declared(work.context, mode, mode.closing), closing_words(mode))
    rows = [row for row in mode.rows if row.name in words]
    if len(rows) == len(words):
        return _made(work, declared(work.context, mode, rows), f"done: {', '.join(words)}")
    names = _types(work, mode, words)
    return _made(work, declared_names(work.context, mode, names), f"done: {', '.join(words)}")


def reopen(speaker: AtArticle, words: Sequence[str]) -> Answer:
    """Take back that parts or types are done.

    Raises:
        UsageError: a word is no part and no type, or there is none.
    """
    work = speaker.work
    mode = work.sheet()
    if not words:
        raise UsageError("reopen PART ...")
    return _made(work, withdraw(work.session.document, _types(work, mode, words)), f"open again: {', '.join(words)}")


def _types(work: Editor, mode: Declaring, words: Sequence[str]) -> set[str]:
    """The types that parts and types are made of."""
    types = {row.name: set(row.types) for row in mode.rows}
    types |= {name: {name} for row in mode.rows for name in row.types}
    unknown = [each for each in words if each not in types]
    if unknown:
        parts = ", ".join(row.name for row in mode.rows)
        raise UsageError(f"{unknown[0]} is no part and no type; parts are {parts}, or all")
    return set().union(*(types[each] for each in words))


def _made(work: Editor, edit: Edit, message: str) -> Answer:
    if not edit:
        return Answer(("it was so already",))
    work.take(Outcome(work.state.say(message), edit))
    return Answer((work.state.message, *_plants(work)))


def _plants(work: Editor) -> Iterator[str]:
    """The plants that are told when an article is done, one a line."""
    mode = work.state.mode
    if isinstance(mode, Picking):
        yield mode.title.partition(";")[0]
        yield from (f"  {each.text}: {each.note}" for each in mode.items)
        work.state = work.state.leave(work.state.message)


def _lines(mode: Declaring) -> Iterator[str]:
    for row in mode.rows:
        state = "done" if row.is_declared else "begun" if row.can_close else "not looked for"
        places = "" if row.open is None else f", {row.open} open"
        doubts = f", {row.unconfirmed} unconfirmed" if row.unconfirmed else ""
        wrong = f", {row.wrong} wrong ({row.note})" if row.wrong else ""
        yield f"{row.name}: {state}; {row.read} of {row.sentences} sentences read{places}{doubts}{wrong}"
    if mode.closing:
        yield f"done all declares: {', '.join(row.name for row in mode.closing)}"
