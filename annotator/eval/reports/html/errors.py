"""Errors on a page: the documents with most of them, and examples of each kind in their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from annotator.eval.mistakes.examined import Examined, Example, WorstDocument
from annotator.eval.mistakes.mistake import Side
from annotator.eval.mistakes.shown import Piece, offsets, said_of
from annotator.eval.reports.html.page import markup
from annotator.eval.reports.html.tables import folded, plain_table

MOST_KINDS = 4


def worst_documents(examined: Examined) -> str:
    """The documents with most errors as a table; nothing where there is none."""
    if not examined.worst:
        return ""
    rows = [[each.document, _kinds(each), str(each.errors)] for each in examined.worst]
    return folded(
        "Worst documents", plain_table([["document", "errors of which kinds", "errors"], *rows], 2), len(rows)
    )


def error_examples(examined: Examined) -> str:
    """A few errors of each kind: what gold says and what was predicted, in the sentence."""
    if not examined.examples:
        return ""
    parts = ["<h3>Examples of errors</h3>"]
    for (layer, kind), alike in groupby(examined.examples, key=lambda each: (each.mistake.layer, each.mistake.kind)):
        count = examined.counts[layer, kind]
        parts.append(f"<p><b>{markup(f'{layer}: {kind}')}</b> ({count})</p>")
        parts += map(_example, alike)
    return "\n".join(parts)


def _kinds(each: WorstDocument) -> str:
    shown = [f"{count} {kind}" for kind, count in each.kinds[:MOST_KINDS]]
    return ", ".join([*shown, *(["and others"] if len(each.kinds) > MOST_KINDS else [])])


def _example(each: Example) -> str:
    mistake = each.mistake
    where = f"{mistake.document}:{offsets(mistake.spans)}"
    gold = _side("gold", "gold", mistake.gold, each.gold)
    predicted = _side("predicted", "said", mistake.predicted, each.predicted)
    sides = gold + predicted
    return f'<dl class="error"><dt>{markup(where)}</dt>{sides}</dl>'


def _side(name: str, look: str, side: Side | None, pieces: Iterable[Piece]) -> str:
    words = "".join(_marked(each, look) for each in pieces)
    return f"<dt>{name}: {markup(said_of(side))}</dt>" + (f"<dd>{words}</dd>" if words else "")


def _marked(piece: Piece, look: str) -> str:
    text = markup(_flat(piece))
    return f'<mark class="{look}">{text}</mark>' if piece.meant else text


def _flat(piece: Piece) -> str:
    """A piece on one line; the blanks at its ends stay."""
    return "".join(" " if each.isspace() else each for each in piece.text)
