"""The adjudication screen as rows: the place in the article with every reading under its words, then what differs.

A sentence stands once, with what is agreed under it, then a row for each reading, by its digit, only where readings
differ. A question stands as its places one under the other; a chain by its pieces.
"""

from __future__ import annotations

from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.row import Row
from annotator.agreement.adjudication.stops import Stop
from annotator.model.spans import envelope
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.adjudicate.chain_rows import chain_rows
from annotator.tui.adjudicate.choosing import rows_of
from annotator.tui.adjudicate.keys import PAGE_LEGENDS, REASONS, legend_pairs
from annotator.tui.adjudicate.page_rows import kind_of, page_rows
from annotator.tui.adjudicate.passage import AROUND, Articles, one_line, passage_rows, with_context
from annotator.tui.adjudicate.state import AdjudicationState
from annotator.tui.view.line_lists import legend_row
from annotator.tui.view.runs import Run, StyledRow, cut, fitted


def adjudication_rows(
    state: AdjudicationState, articles: Articles, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    """All rows of the screen, each `size[0]` cells wide."""
    width, height = size
    room = max(height - 3, 0)
    if state.page:
        middle = page_rows(state, articles, (width, room), measure)
    elif state.stop is None:
        middle = [_blank(width, measure), fitted([("  nothing is left to decide", "good")], width, measure)]
    else:
        middle = _stop(state, state.stop, articles, (width, room), measure)
    middle = (middle + [_blank(width, measure)] * room)[:room]
    return [_header(state, width, measure), *middle, _status(state, width, measure), _legend(state, width, measure)]


def _blank(width: int, measure: Measure) -> StyledRow:
    return fitted([], width, measure)


def _header(state: AdjudicationState, width: int, measure: Measure) -> StyledRow:
    stop = state.stop
    same = [each for each in state.stops if stop and each.kind == stop.kind]
    place = f"{stop.kind} {same.index(stop) + 1} of {len(same)}" if stop else ""
    name = visible(stop.document) if stop and stop.kind != "question" else ""
    left = f" ADJUDICATE  {name}{'  ' if name else ''}{place}"
    rows = len(stop.rows) if stop else 0
    stops = f"{len(state.stops)} {'stop' if len(state.stops) == 1 else 'stops'}"
    right = f"{rows} {'row' if rows == 1 else 'rows'}, {rows - len(state.open_rows)} decided  {stops} "
    gap = " " * max(width - measure(left) - len(right), 1)
    return fitted([(left, "header.bold"), (gap, "header"), (right, "header")], width, measure, "header")


def _stop(
    state: AdjudicationState, stop: Stop, articles: Articles, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    width, height = size
    if stop.kind == "question":
        return _question(state, stop, articles, size, measure)
    if stop.kind == "chain":
        return chain_rows(state, stop, articles, width, measure)
    listed = listed_rows(state, stop, articles, width, measure, height - min(height // 3, 8))
    room = max(height - len(listed), 3)
    passage = passage_rows(state, stop, articles, width, measure, room) if stop.span else []
    if stop.span:
        passage = with_context(stop, articles, passage, room, width, measure)
    return [*passage, *listed]


def listed_rows(
    state: AdjudicationState, stop: Stop, articles: Articles, width: int, measure: Measure, height: int
) -> list[StyledRow]:
    """What differs, a line a row: the words, the kind, the readings by their digits; what is in focus among them."""
    whole = "the whole stop" if len(stop.blocks) == 1 else "the sentence at ▌"
    whole = f"── 1 2 {whole} ── ↓ row by row " if state.row is None else f"── ↑ {whole} "
    rule = fitted([(whole, "dim"), ("─" * max(width - measure(whole), 0), "dim")], width, measure)
    most = max(width // 4, 18)
    words = max((min(measure(visible(row.words)), most) for row in stop.rows), default=0)
    here = stop.blocks[state.block].rows if len(stop.blocks) > 1 else ()
    rows = []
    for number, row in enumerate(stop.rows):
        pointer = "▸" if state.row == number else " "
        shown = visible(row.words)
        runs: list[Run] = [
            (f"{'▌' if row in here else ' '}{pointer} ", "accent.bold"),
            (cut(shown, most, measure) + " " * max(words - measure(shown), 0) + "  ", "bold" if pointer != " " else ""),
            (f"{kind_of(row):<10}", "dim"),
        ]
        runs += _readings(state, row)
        rows.append(fitted(runs, width, measure))
    follow = _follow(stop, articles.merge(stop.document))
    last = [fitted([(f"   follow: {visible(follow)}", "dim")], width, measure)] if follow else []
    room = max(height - 1 - len(last), 1)
    if len(rows) > room:
        at = rows_of(state, state.block)[0] if state.row is None else state.row
        first = max(0, min(at - room // 2, len(rows) - room + 1))
        hidden = f"   {first} more above, {len(rows) - first - room + 1} below"
        rows = [*rows[first : first + room - 1], fitted([(hidden, "dim")], width, measure)]
    return [rule, *rows, *last]


def _readings(state: AdjudicationState, row: Row) -> list[Run]:
    """The readings of a row by their digits, the chosen one marked, the others then dim."""
    if row.problem:
        return [(visible(row.problem), "bad"), ("  n nothing, e edit", "dim")]
    answer = state.answers.get(row.key)
    runs: list[Run] = []
    for digit, reading in state.digits(row):
        chosen = answer is not None and (
            reading.content in answer.chosen or (not answer.chosen and not reading.content)
        )
        style = "good.bold" if chosen else "dim" if answer else "bold"
        who = f" ({', '.join(map(visible, reading.by))})" if state.shows_names else ""
        votes = f" ×{len(reading.by)}" if state.shows_votes else ""
        runs += [
            (f"{'✓' if chosen else ' '}{digit} ", "accent.bold"),
            (f"{visible(reading.words)}{who}{votes}  ", style),
        ]
    if answer and answer.how in ("edited", "nothing") and not row.has_nothing:
        runs.append((f"✓ {answer.how}", "good.bold"))
    before = state.earlier.get(row.question)
    if before is not None and answer is None:
        answers = ", ".join(before) or "nothing"
        runs.append((f" before: {visible(answers)}, {state.times.get(row.question, 1)}×", "dim"))
    return runs


def _follow(stop: Stop, merge: Merge) -> str:
    """What is decided along with the rows of a stop: rows that wait for them."""
    groups = {group for row in stop.rows if row.part == "form" for group in row.groups}
    waiting = [row for row, out in merge.rows if out is None and row.waits and groups & set(row.groups)]
    named = [f"{row.part if row.layer == 'events' else row.type} of {row.words}" for row in waiting]
    return ", ".join(dict.fromkeys(named))


def _question(
    state: AdjudicationState, stop: Stop, articles: Articles, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    """A difference that repeats: its readings, then every place with the words around it."""
    width, height = size
    first = stop.rows[0]
    title: list[Run] = [("   ", ""), (f"{first.type} {kind_of(first)}  ", "bold")]
    rows = [_blank(width, measure), fitted([*title, *_readings(state, first)], width, measure), _blank(width, measure)]
    names = max(min(measure(visible(row.document)), 16) for row in stop.rows)
    room = max(height - 6, 1)
    at = state.row or 0
    top = max(0, min(at - room // 2, len(stop.rows) - room))
    for number, row in enumerate(stop.rows[top : top + room], top):
        text = articles.merge(row.document).document.text or ""
        start, end = envelope(row.place) if row.place else (0, 0)
        answer = state.answers.get(row.key)
        digit = next((str(one) for one, each in state.digits(row) if answer and each.content in answer.chosen), "")
        mark = f"✓{digit or '0'}" if answer else "  "
        runs: list[Run] = [
            (f" {'▸' if state.row == number else ' '} ", "accent.bold"),
            (f"{mark} ", "good.bold"),
            (f"{cut(visible(row.document), 16, measure):<{names}}  ", "dim"),
            (f"l. {text.count(chr(10), 0, start) + 1:<4} ", "dim"),
            (one_line(text[max(0, start - AROUND) : start]), ""),
            (one_line(text[start:end]), "selection"),
            (one_line(text[end : end + AROUND]), ""),
        ]
        rows.append(fitted(runs, width, measure))
    more = len(stop.rows) - top - room
    rows += [fitted([(f"   {more} more below", "dim")], width, measure)] if more > 0 else []
    hint = f" 1 2 all {len(stop.rows)}   ↓ 1 2 only this one   s not one question: back to their sentences"
    return [*rows, _blank(width, measure), fitted([(hint, "dim")], width, measure)]


def _status(state: AdjudicationState, width: int, measure: Measure) -> StyledRow:
    if state.asking == "note":
        return fitted([(" NOTE ", "chip"), (f" {visible(state.note)}▏", "bold")], width, measure)
    if state.asking == "reason":
        shown = "  ".join(f"{key} {words}" for key, words in REASONS.items())
        return fitted([(" REASON ", "chip"), (f" {shown}", "bold")], width, measure)
    chip = f" {state.page.upper()} " if state.page not in ("", "help") else " DECIDE "
    if state.cites and not state.page:
        chip = f" CITES {visible(state.cites)} "
    room = max(width - len(chip) - 2, 0)
    return fitted([(chip, "chip"), (" ", ""), (cut(visible(state.message), room, measure), "bold")], width, measure)


def _legend(state: AdjudicationState, width: int, measure: Measure) -> StyledRow:
    pairs = PAGE_LEGENDS[state.page] if state.page else legend_pairs()
    return legend_row(pairs, width, measure)
