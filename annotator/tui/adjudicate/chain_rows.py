"""Chains by their pieces: each reading as letters, then what each letter stands for; one chain below the other."""

from __future__ import annotations

from annotator.agreement.adjudication.row import Row
from annotator.agreement.adjudication.stops import Stop
from annotator.model.spans import envelope
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.adjudicate.division import LETTERS, letters_of
from annotator.tui.adjudicate.passage import AROUND, Articles, one_line
from annotator.tui.adjudicate.state import AdjudicationState
from annotator.tui.view.runs import Run, StyledRow, fitted


def chain_rows(
    state: AdjudicationState, stop: Stop, articles: Articles, width: int, measure: Measure
) -> list[StyledRow]:
    """The chains of a stop; `▌` marks the one in focus where there are several."""
    rows: list[StyledRow] = []
    for number, block in enumerate(stop.blocks):
        mark = "▌" if number == state.block and len(stop.blocks) > 1 else " "
        rows.append(fitted([], width, measure))
        for row in block.rows:
            drawn = [*_readings(state, row), *_pieces(state, row, articles, is_here=number == state.block)]
            rows += [fitted([(mark, "accent.bold"), *runs], width, measure) for runs in drawn]
    here = stop.blocks[state.block].rows[0]
    if state.things and len(rows) > 1:
        own, known = LETTERS[len(state.things)], " ".join(LETTERS[: len(state.things)])
        hint = f" ▸ {own} is which thing? {known}, or n: a thing apart   ↑ back   or a digit"
    elif len(here.pieces) > 1:
        hint = " 1 2 this division   ↓ piece by piece"
    else:
        hint = " 1 2 this division"
    return [*rows, fitted([], width, measure), fitted([(hint, "dim")], width, measure)]


def _readings(state: AdjudicationState, row: Row) -> list[list[Run]]:
    letters = letters_of(row)
    answer = state.answers.get(row.key)
    drawn: list[list[Run]] = []
    for digit, reading in state.digits(row):
        who = f" ({', '.join(map(visible, reading.by))})" if state.shows_names else ""
        votes = f" ×{len(reading.by)}" if state.shows_votes else ""
        chosen = answer is not None and reading.content in answer.chosen
        drawn.append(_division(f"{'✓' if chosen else ' '}{digit}", reading.content, letters, f"{who}{votes}"))
    if answer is not None and answer.how == "edited":
        drawn.append(_division("✓ ", answer.chosen[0], letters, ", by hand"))
    return drawn


def _division(mark: str, content: list[list[str]], letters: dict[str, str], rest: str) -> list[Run]:
    blocks = sorted(" ".join(sorted(letters.get(piece, "…") for piece in block)) for block in content)
    things = f"{len(blocks)} {'thing' if len(blocks) == 1 else 'things'}"
    return [(f"{mark} ", "accent.bold"), (" │ ".join(blocks), "bold"), (f"   {things}{rest}", "dim")]


def _pieces(state: AdjudicationState, row: Row, articles: Articles, *, is_here: bool) -> list[list[Run]]:
    """A line a piece: its letter, how many mentions it has, the first of them in its line."""
    merge = articles.merge(row.document)
    text = merge.document.text or ""
    letters = letters_of(row)
    things = state.things if is_here else ()
    drawn: list[list[Run]] = []
    for number, piece in enumerate(row.pieces):
        anchor, _, count = piece.rpartition("*")
        start, end = envelope(merge.sources.spans(merge.sources.groups.by_anchor[anchor]))
        pointer = "▸" if things and number == len(things) else " "
        joined = f"= {LETTERS[things.index(things[number])]}" if 0 < number < len(things) else ""
        drawn.append([
            (f"{pointer} {letters.get(piece, '…')} ", "accent.bold"),
            (f"{joined:<4}" if things else "", "good.bold"),
            (f"{count:>3}×  ", "dim"),
            (f"l. {text.count(chr(10), 0, start) + 1:<4} ", "dim"),
            (one_line(text[max(0, start - AROUND) : start]), ""),
            (one_line(text[start:end]), "selection"),
            (one_line(text[end : end + AROUND]), ""),
        ])  # fmt: skip
    return drawn
