"""The pages over a stop: all stops, the guideline with what can be cited of it, where else the words stand."""

from __future__ import annotations

from dataclasses import replace

from annotator.agreement.adjudication.row import Decision
from annotator.tui.adjudicate.keys import help_rows
from annotator.tui.adjudicate.state import AdjudicationState, Page, Pressed, at_stop


def opened(state: AdjudicationState, page: Page) -> Pressed:
    """A page, on its first line; on that of the stops, on the stop that is open."""
    return replace(state, page=page, list_index=state.index if page == "list" else 0, typed=""), (), ""


def in_page(state: AdjudicationState, key: str) -> Pressed:
    """A key on a page; what the page has no use for closes it."""
    if key in ("down", "up"):
        lines = {
            "help": len(help_rows()),
            "list": len(state.stops),
            "rule": len(state.rules_shown),
            "places": len(state.places),
            "causes": len(state.causes),
        }[state.page]
        number = state.list_index + (1 if key == "down" else -1)
        return replace(state, list_index=min(max(number, 0), max(lines - 1, 0))), (), ""
    if state.page == "list" and key == "enter":
        return at_stop(state, state.list_index), (), ""
    if state.page == "places" and key == "enter" and state.places:
        return _to_place(state)
    if state.page == "causes" and key in ("enter", "?") and state.causes:
        return _of_cause(state, key)
    return _in_rules(state, key) if state.page == "rule" else (replace(state, page=""), (), "")


def _of_cause(state: AdjudicationState, key: str) -> Pressed:
    """The places of what people disagree on, or what the guideline says of its type."""
    cause = state.causes[state.list_index]
    at_first = replace(state, list_index=0, typed="")
    if key == "enter":
        return replace(at_first, page="places", places=cause.places), (), ""
    return replace(at_first, page="rule", touched=cause.places[0].row.key), (), ""


def _in_rules(state: AdjudicationState, key: str) -> Pressed:
    """Typing chooses among the paragraphs, Enter cites one."""
    shown = state.rules_shown
    if key == "enter" and shown:
        name = shown[state.list_index].name
        cites = f"{state.cites}; {name}" if state.cites else name
        return replace(state, page="", cites=cites, message=f"{name} goes with the next answer"), (), ""
    if key == "backspace":
        return replace(state, typed=state.typed[:-1], list_index=0), (), ""
    if len(key) == 1 or key == "space":
        return replace(state, typed=state.typed + (" " if key == "space" else key), list_index=0), (), ""
    return replace(state, page=""), (), ""


def _to_place(state: AdjudicationState) -> Pressed:
    """To the stop of an open place; what somebody decided is asked again."""
    place = state.places[state.list_index]
    key = place.row.key
    if place.is_decided:
        again = Decision(document=place.row.document, key=key, kind=place.row.kind, how="open")
        return replace(state, page="", goes_to=key, message="asked again"), (again,), "advance"
    index = next((number for number, stop in enumerate(state.stops) if any(row.key == key for row in stop.rows)), None)
    if index is None:
        message = f"{place.how}, nobody was asked: the layer gold of {place.row.document} can be labelled"
        return replace(state, message=message), (), ""
    return at_stop(state, index, key), (), ""
