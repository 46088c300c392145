"""Lists of lines on a whole page: which part is shown, the guideline's paragraphs, the help line below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from annotator.schema.guidelines import Paragraph
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.view.runs import Run, StyledRow, fitted

MOST_LINES = 3
"""Lines of a paragraph that is not in focus; the one in focus stands whole."""


def window(lines: int, at: int, height: int) -> range:
    """The numbers of the lines that are shown, with the one in focus among them."""
    top = max(0, min(at - height // 2, lines - height))
    return range(top, min(top + height, lines))


def legend_row(pairs: Sequence[tuple[str, str]], width: int, measure: Measure) -> StyledRow:
    """The help line: keys and what they do, as many as there is room for, and always the last one."""
    *others, last = pairs
    room = width - measure(f"{last[0]} {last[1]}  ")
    runs: list[Run] = [(" ", "")]
    used = 1
    for key, words in others:
        if used + measure(f"{key} {words}  ") > room:
            break
        runs += [(key, "accent.bold"), (f" {words}  ", "dim")]
        used += measure(f"{key} {words}") + 2
    return fitted([*runs, (last[0], "accent.bold"), (f" {last[1]}", "dim")], width, measure)


def paragraph_rows(
    shown: Sequence[Paragraph], typed: str, at: int, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    """Paragraphs by the names they are cited by, from a little above the one in focus on; typing chooses among them."""
    width, height = size
    rows = [fitted([(" type to search: ", "dim"), (f"{visible(typed)}▏", "bold")], width, measure)]
    if not shown:
        return [*rows, fitted([("   no paragraph has that", "dim")], width, measure)]
    for number in range(max(at - 2, 0), len(shown)):
        is_here = number == at
        lines = textwrap.wrap(visible(shown[number].words), max(width - 8, 10)) or [""]
        kept = lines if is_here else lines[:MOST_LINES]
        more = " …" if len(kept) < len(lines) else ""
        name: list[Run] = [(" ▸ " if is_here else "   ", "accent.bold"), (visible(shown[number].name), "accent.bold")]
        rows.append(fitted(name, width, measure))
        texts = [*kept[:-1], kept[-1] + more]
        rows += [fitted([(f"     {each}", "" if is_here else "dim")], width, measure) for each in texts]
    return rows[:height]
