"""Done: the sheet of `_`, in which a person declares parts of a layer as labelled exhaustively."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from annotator.model.annotation import Annotation
from annotator.model.change import Edit
from annotator.model.coverage import declare, declare_all, withdraw
from annotator.model.spans import Span
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.coverage.parts import Part, part_of, parts
from annotator.tui.editor.coverage.places import undecided
from annotator.tui.editor.coverage.reading import SentencesRead
from annotator.tui.editor.declaring import Declaring, PartRow
from annotator.tui.editor.mode_table import LEAVE, ModeKey, ModeTable, is_small_letter
from annotator.tui.editor.state import Item, Outcome, Picking, Request, State

MOST_SENTENCES = 3_000
"""In how many sentences undecided places are looked for; a longer article only says how much was read."""


def all_sentences(context: Context) -> Iterator[Span]:
    """The sentences of the article."""
    sentence = context.segmenter.next_sentence(context.text, -1)
    while sentence is not None:
        yield sentence
        sentence = context.segmenter.next_sentence(context.text, sentence[0])


def sheet(context: Context, read: SentencesRead, asked: Collection[str]) -> Declaring:
    """The sheet of a document as it is; with `asked`, only for those types."""
    sentences = list(all_sentences(context))
    by_part: dict[str, list[Annotation]] = {}
    for each in context.document.annotations():
        by_part.setdefault(part_of(context.schema, each.type), []).append(each)
    all_parts = parts(context.schema, asked)
    return Declaring(tuple(_row(context, read, each, sentences, by_part.get(each.name, [])) for each in all_parts))


def _row(
    context: Context, read: SentencesRead, part: Part, sentences: Sequence[Span], annotations: Sequence[Annotation]
) -> PartRow:
    done = read.read(part.reads)
    unread = [span for span in sentences if span[0] not in done]
    within = len(sentences) <= MOST_SENTENCES
    unlike = [span for span in unread if within and not undecided(context, part.reads, span)]
    places = sum(len(undecided(context, part.reads, span)) for span in unread) if within else None
    wrong = [each for each in annotations if each.id in context.breaches()]
    return PartRow(
        part.name,
        part.types,
        read=len(sentences) - len(unread),
        sentences=len(sentences),
        open=places,
        unconfirmed=sum(bool(each.unconfirmed) for each in annotations),
        wrong=len(wrong),
        note=_first_wrong(context, wrong),
        gap=next((span for span in unread if span not in unlike), unread[0] if unread else None),
        is_declared=part.is_declared(context.document.incomplete_for),
        can_close=bool(annotations) or read.is_begun(part.reads) or places == 0,
    )


def _first_wrong(context: Context, wrong: Sequence[Annotation]) -> str:
    if not wrong:
        return ""
    placed = [(anchor(context.document, each) or (0, 0), each.id, each) for each in wrong]
    place, _, first = min(placed, key=lambda each: each[:2])
    line = context.text.count("\n", 0, place[0]) + 1
    return f"{words_of(context, first)}, line {line}: {context.breaches()[first.id][0].message}"


def _letter(context: Context, state: State, mode: Declaring, key: str) -> Outcome:
    row = next((each for each in mode.rows if each.letter == key), None)
    if row is None:
        letters = " ".join(each.letter for each in mode.rows)
        return Outcome(state.say(f"{key} is no part; they are {letters}"))
    message = f"{row.name}: {'open again' if row.is_declared else 'done'}"
    edit = withdraw(context.document, row.types) if row.is_declared else declared(context, mode, (row,))
    turned = replace(row, is_declared=not row.is_declared)
    # The sheet stays: a hand that declares several parts must not label with the next letter.
    rows = tuple(turned if each is row else each for each in mode.rows)
    return Outcome(state.enter(replace(mode, rows=rows)).say(message), edit)


def declared(context: Context, mode: Declaring, rows: Sequence[PartRow]) -> Edit:
    """The edit that declares some parts; with the last open one all that is open goes."""
    return declared_names(context, mode, {name for each in rows for name in each.types})


def declared_names(context: Context, mode: Declaring, names: Collection[str]) -> Edit:
    """The edit that declares some types; with the last open one all that is open goes."""
    open_for = context.document.incomplete_for
    types = {name for each in mode.rows for name in each.types}
    left = [name for name in types if name not in names and not Part(name, (name,)).is_declared(open_for)]
    return declare(context.document, names) if left else declare_all(context.document, _asked(context, mode))


def _asked(context: Context, mode: Declaring) -> tuple[str, ...]:
    """The types of the sheet, where they are not all of the schema."""
    names = {name for each in mode.rows for name in each.types}
    return () if names >= {each.name for each in context.schema.types()} else tuple(sorted(names))


def _close(context: Context, state: State, mode: Declaring, key: str) -> Outcome:
    rows = mode.closing
    if edit := _rest(context, mode):
        return Outcome(state.leave("done: what was open of every type"), edit)
    if not rows:
        return Outcome(state.say(_nothing_to_close(mode)))
    return Outcome(state.leave(closing_words(mode)), declared(context, mode, rows))


def _rest(context: Context, mode: Declaring) -> Edit | None:
    """Where every part is declared: the declaration of types that are open all the same."""
    return declared(context, mode, ()) if all(each.is_declared for each in mode.rows) else None


def _what_enter_does(context: Context, mode: Declaring) -> str:
    return "declare" if mode.closing or _rest(context, mode) else ""


def _nothing_to_close(mode: Declaring) -> str:
    if all(each.is_declared for each in mode.rows):
        return "everything is done already; a letter opens a part again"
    letters = ", ".join(f"{each.letter} {each.name}" for each in mode.rows if not each.is_declared)
    return f"nobody has looked yet; a letter declares a part all the same: {letters}"


def closing_words(mode: Declaring) -> str:
    """What Enter declares, and what stays open, in words."""
    closing = mode.closing
    left = [each.name for each in mode.rows if not each.is_declared and each not in closing]
    done = f"done: {', '.join(each.name for each in closing)}"
    return done + (f"; {', '.join(left)} stay open" if left else "")


def _to_gap(context: Context, state: State, mode: Declaring, key: str) -> Outcome:
    row = mode.gap
    if row is None or row.gap is None:
        return Outcome(state.say("nothing was left unread"))
    return Outcome(state.leave(), request=Request("gap", row.name, row.gap))


DECLARE_TYPE = "declare"
"""The list of types of the sheet."""


def _types(context: Context, state: State, mode: Declaring, key: str) -> Outcome:
    items = []
    for row in mode.rows:
        for name in row.types:
            mark = "●" if Part(name, (name,)).is_declared(context.document.incomplete_for) else "○"
            items.append(Item(f"{mark} {name}", row.name, name))
    title = "done by type: Enter declares it, or opens it again"
    return Outcome(state.enter(Picking(DECLARE_TYPE, title, tuple(items))))


def declare_type(context: Context, state: State, name: str) -> Outcome:
    """Declare a type, or open it again when it was declared."""
    if Part(name, (name,)).is_declared(context.document.incomplete_for):
        return Outcome(state.leave(f"{name}: open again"), withdraw(context.document, (name,)))
    return Outcome(state.leave(f"{name}: done"), declare(context.document, (name,)))


def done_stays(context: Context, edit: Edit) -> bool:
    """Whether an edit put in or took out annotations of a part that is declared."""
    changed = [change for change in edit.changes if (change.before is None) != (change.after is None)]
    touched = [change.after if change.after is not None else change.before for change in changed]
    types = {name for each in touched if isinstance(name := getattr(each, "type", None), str)}
    return any(Part(name, (name,)).is_declared(context.document.incomplete_for) for name in types)


DONE = ModeTable(
    "DONE",
    (
        ModeKey(_close, "declare every part whose pass was begun, or that has no likely place", _what_enter_does,
                verbs=("accept",), keys=("enter",)),
        ModeKey(_letter, "declare only the part of this letter, or open it again; the sheet stays", "only that",
                family=is_small_letter, shown="m v r e"),
        ModeKey(_types, "declare a type, or open it again", "a type", verbs=("search",)),
        ModeKey(_to_gap, "the first sentence that was not read", "first gap", verbs=("next_candidate",)),
        ModeKey(LEAVE.does, "leave", verbs=("done",)),
        LEAVE,
    ),
)  # fmt: skip
"""The keys while parts are declared as done."""
