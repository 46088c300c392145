"""The pages as rows: all stops, the guideline's paragraphs, the places of the same words, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.agreement.adjudication.places import Place
from annotator.agreement.adjudication.row import Row
from annotator.model.spans import envelope
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.adjudicate.keys import help_rows
from annotator.tui.adjudicate.passage import AROUND, Articles, one_line
from annotator.tui.adjudicate.state import AdjudicationState
from annotator.tui.view.line_lists import paragraph_rows, window
from annotator.tui.view.runs import Run, StyledRow, cut, fitted


def page_rows(state: AdjudicationState, articles: Articles, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """The rows of the page that is open."""
    width, height = size
    if state.page == "help":
        rows = [fitted([(f" {keys:<17}", "accent.bold"), (words, "")], width, measure) for keys, words in help_rows()]
        return rows[min(state.list_index, max(len(rows) - height, 0)) :][:height]
    if state.page == "rule":
        return paragraph_rows(state.rules_shown, state.typed, state.list_index, (width, height), measure)
    if state.page == "places":
        return _places(state, articles, width, height, measure)
    return _causes(state, width, height, measure) if state.page == "causes" else _stops(state, width, height, measure)


def _stops(state: AdjudicationState, width: int, height: int, measure: Measure) -> list[StyledRow]:
    rows = []
    for number in window(len(state.stops), state.list_index, height):
        stop = state.stops[number]
        pointer = "▸" if number == state.list_index else " "
        kinds = ", ".join(dict.fromkeys(kind_of(row) for row in stop.rows))
        words = ", ".join(dict.fromkeys(visible(row.words) for row in stop.rows))
        runs: list[Run] = [
            (f" {pointer} ", "accent.bold"),
            (f"{stop.kind:<9}", "dim"),
            (f"{cut(visible(stop.document), 16, measure):<17}", ""),
            (f"{len(stop.rows):>2}  {kinds}: ", "dim"),
            (words, "bold" if pointer == "▸" else ""),
        ]
        rows.append(fitted(runs, width, measure))
    return rows


def kind_of(row: Row) -> str:
    """What a row is about, in a word: the kind of difference, of an attribute its name."""
    return row.part if row.kind == "attribute" else row.kind


def _places(state: AdjudicationState, articles: Articles, width: int, height: int, measure: Measure) -> list[StyledRow]:
    """Where the same words stand too, how they came out there; `≠` where otherwise than the answer."""
    others = sum(place.is_other for place in state.places)
    count = len(state.places)
    is_one = len({place.row.words.casefold() for place in state.places}) == 1
    where = f"{count} {'more ' if is_one else ''}{'place' if count == 1 else 'places'}"
    title = f" the same words in {where}" if is_one else f" {where}"
    title += f", {others} otherwise" if others else ""
    rows = [fitted([(title, "bold")], width, measure)]
    names = _widest([place.row.document for place in state.places], 16, measure)
    said = _widest([place.words or place.row.words for place in state.places], max(width // 4, 18), measure)
    for number in window(len(state.places), state.list_index, height - 1):
        place = state.places[number]
        runs: list[Run] = [
            (" ▸ " if number == state.list_index else "   ", "accent.bold"),
            ("≠ " if place.is_other else "  ", "bad"),
            (_filled(place.row.document, names, measure) + "  ", "dim"),
            (_filled(place.words or place.row.words, said, measure) + " ", "bold" if place.words else "dim"),
            (f"{place.how:<9}", "dim"),
            *_around(place, articles),
        ]
        rows.append(fitted(runs, width, measure))
    return rows


def _causes(state: AdjudicationState, width: int, height: int, measure: Measure) -> list[StyledRow]:
    """What people disagree on, a line a kind and type: how often, how many are open, what the answers cite."""
    asked = sum(len(each.places) for each in state.causes)
    rows = [fitted([(f" what was asked, {asked} times: by layer, kind and type", "bold")], width, measure)]
    names = _widest([f"{each.layer} {each.kind}" for each in state.causes], 24, measure)
    types = _widest([each.type for each in state.causes], 24, measure)
    for number in window(len(state.causes), state.list_index, height - 1):
        cause = state.causes[number]
        rest = [f"{cause.open} open" if cause.open else "", f"cites {cause.cited}" if cause.cited else ""]
        rest.append(f"guideline silent {cause.silent}×" if cause.silent else "")
        runs: list[Run] = [
            (" ▸ " if number == state.list_index else "   ", "accent.bold"),
            (_filled(f"{cause.layer} {cause.kind}", names, measure) + "  ", ""),
            (_filled(cause.type, types, measure), "bold"),
            (f"{len(cause.places):>4}×  ", "bold"),
            (", ".join(map(visible, filter(None, rest))), "dim"),
        ]
        rows.append(fitted(runs, width, measure))
    return rows


def _widest(words: Sequence[str], most: int, measure: Measure) -> int:
    return max((min(measure(visible(each)), most) for each in words), default=0)


def _filled(words: str, width: int, measure: Measure) -> str:
    shown = cut(visible(words), width, measure)
    return shown + " " * max(width - measure(shown), 0)


def _around(place: Place, articles: Articles) -> list[Run]:
    text = articles.merge(place.row.document).document.text or ""
    start, end = envelope(place.row.place) if place.row.place else (0, 0)
    return [
        (one_line(text[max(0, start - AROUND // 2) : start]), ""),
        (one_line(text[start:end]), "selection"),
        (one_line(text[end : end + AROUND]), ""),
    ]
