"""The lists of `$`: what is proposed, with its reason; what Enter takes stands below."""

from __future__ import annotations

from string import ascii_lowercase

from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.confirming import SCOPES, Confirming, ProposedItem
from annotator.tui.editor.offered.relations import MOST_SENTENCES
from annotator.tui.view.lanes import OFFERED, OFFERED_SURE
from annotator.tui.view.runs import Run, StyledRow, both_ends, cut, fitted

PROPOSED_FRAME_ROWS = 4
"""The rows around the items."""
OF = {
    "sentence": "in this sentence",
    "words": "for these words",
    "thing": "of this thing",
    "type": "of this type",
    "article": "in this article",
}


def proposed_rows(mode: Confirming, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """The list: a line an item, ticked ones with their sign."""
    width, height = size
    rule = f"── {_title(mode)} "
    rows = [fitted([(rule + "─" * max(width - measure(rule), 0), "dim")], width, measure)]
    for letter, item in zip(ascii_lowercase, mode.visible, strict=False):
        rows.append(_item_row(letter, item, width, measure))
    if not mode.items:
        rows.append(fitted([("  nothing is proposed here", "dim")], width, measure))
    below = max(len(mode.items) - mode.top - len(mode.visible), 0)
    more = f" {mode.top} above, {below} below" if mode.top or below else ""
    stopped = f"  {MOST_SENTENCES} sentences from here on; $ $ again further on" if mode.stopped else ""
    rows += [fitted([(more, "dim"), (stopped, "bold")], width, measure)]
    rows.append(fitted([(f" {taking_words(mode)}", "bold")], width, measure))
    choices = "  ".join(f"{number} {scope}" for number, scope in enumerate(SCOPES, 1))
    rows.append(fitted([(f" {choices}", "dim")], width, measure))
    return (rows + [fitted([], width, measure)] * height)[:height]


def _title(mode: Confirming) -> str:
    """How much is proposed of what is labelled, and how much is offered beside it."""
    offered = sum(each.offer is not None for each in mode.items)
    proposed, more = mode.total - offered, f"{offered}{'+' if mode.is_cut else ''}"
    if more == "0":
        return f"proposed {OF[mode.scope]}: {proposed}"
    if not proposed:
        return f"offered {OF[mode.scope]}: {more}"
    return f"proposed {OF[mode.scope]}: {proposed}, offered: {more}"


def _item_row(letter: str, item: ProposedItem, width: int, measure: Measure) -> StyledRow:
    sign = "✓" if item.is_sure else " "
    words = cut(visible(item.words), max(width * 3 // 10, 8), measure)
    shown = cut(visible(item.proposed), max(width * 3 // 10, 8), measure)
    runs: list[Run] = [(f" {letter} ", "accent.bold"), (f"{sign} ", "good.bold"),
                       (_padded(words, width * 3 // 10, measure), ""), (f"{_offered_sign(item)}{item.tag} ", "dim"),
                       (_padded(shown, width * 3 // 10, measure), "good")]  # fmt: skip
    left = width - sum(measure(text) for text, _ in runs) - 1
    return fitted([*runs, (f" {both_ends(visible(item.reason), left, measure)}", "dim")], width, measure)


def _offered_sign(item: ProposedItem) -> str:
    """The sign that stands before a tag in the article where nothing is labelled yet."""
    return " " if item.offer is None else OFFERED_SURE if item.offer.is_sure else OFFERED


def _padded(words: str, cells: int, measure: Measure) -> str:
    return words + " " * max(cells - measure(words), 0)


def taking_words(mode: Confirming) -> str:
    """What Enter takes."""
    if mode.rejecting:
        return "- a letter says no to its item; - again: it opens one"
    takes = mode.takes
    others = [each for each in mode.visible if each not in takes]
    later = sum(each.is_alone for each in others)
    one_by_one = f", then one at a time ({later})" if later else ""
    if not takes:
        return "Esc leaves"
    if takes[0].is_sure and not mode.left:
        rest = len(others) - later
        return (
            f"Enter takes ✓ ({len(takes)})" + (f", again the rest that is shown ({rest})" if rest else "") + one_by_one
        )
    if takes[0].is_alone:
        return "Enter takes the first: what is offered goes one at a time"
    return f"Enter takes {'what' if others else 'all that'} is shown ({len(takes)}){one_by_one}"
