"""A simulation as SVG: keys by mention, event and relation against finished articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol
from xml.sax.saxutils import escape

from annotator.eval.reports.curve_picture import COLOURS, DASHES
from annotator.text.visible import visible

WIDTH, HEIGHT, EDGE = 420, 260, 48
LINES = (
    ("keys_per_mention", "keys per mention, one at a time"),
    ("keys_per_mention_by_sentence", "keys per mention, by sentence"),
    ("keys_per_relation", "keys per relation"),
    ("keys_per_event", "keys per event"),
)


class Counted(Protocol):
    """What labelling costs after some finished articles, by the names of `LINES`: with suggestions, and by hand."""

    @property
    def finished(self) -> int:
        """How many articles are finished."""

    def figures(self) -> Mapping[str, float | None]:
        """Keys by thing."""

    def by_hand(self) -> Mapping[str, float | None]:
        """The same without suggestions."""


def picture(points: Sequence[Counted], title: str) -> str:
    """The picture as a file: a line for each, and a thin one for the same by hand."""
    width, height = WIDTH + 2 * EDGE, HEIGHT + 2 * EDGE + 18 * (len(LINES) + 1)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    words = escape(visible(f"Keys against finished articles: {title}"))
    keys = [each.figures().get(name) or 0 for each in points for name, _ in LINES]
    hand = [each.by_hand().get(name) or 0 for each in points for name, _ in LINES]
    top = max([*keys, *hand, 1.0])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="12">',
        f"<title>{words}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{EDGE}" y="24" font-size="14">{words}</text>',
        *_axes(points, top),
    ]
    for number, (name, label) in enumerate(LINES):
        parts += _lines(points, name, label, number, top)
    y = HEIGHT + 2 * EDGE + 12 + 18 * len(LINES)
    parts.append(f'<path d="M{EDGE} {y - 4}h24" stroke="#444" stroke-width="0.7"/>')
    parts.append(f'<text x="{EDGE + 32}" y="{y}">thin: the same without suggestions</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(points: Sequence[Counted], finished: int) -> float:
    most = max((each.finished for each in points), default=0) or 1
    return EDGE + WIDTH * finished / most


def _y(value: float, top: float) -> float:
    return EDGE + HEIGHT * (1 - value / top)


def _axes(points: Sequence[Counted], top: float) -> Iterator[str]:
    yield f'<rect x="{EDGE}" y="{EDGE}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#444"/>'
    for value in range(int(top) + 1):
        y = _y(value, top)
        yield f'<path d="M{EDGE} {y:.1f}h{WIDTH}" stroke="#ddd"/>'
        yield f'<text x="{EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'
    for each in points:
        x = _x(points, each.finished)
        yield f'<text x="{x:.1f}" y="{EDGE + HEIGHT + 16}" text-anchor="middle">{each.finished}</text>'
    middle = EDGE + WIDTH / 2
    yield f'<text x="{middle:g}" y="{EDGE + HEIGHT + 34}" text-anchor="middle">finished articles</text>'


def _lines(points: Sequence[Counted], name: str, label: str, number: int, top: float) -> Iterator[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    shown = [(each.finished, each.figures().get(name)) for each in points]
    by_hand = [(each.finished, each.by_hand().get(name)) for each in points]
    yield f'<polyline points="{_path(points, by_hand, top)}" fill="none" stroke="{colour}" stroke-width="0.7"/>'
    line = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    yield f'<polyline points="{_path(points, shown, top)}" {line}/>'
    for finished, value in shown:
        if value is not None:
            place = f'cx="{_x(points, finished):.1f}" cy="{_y(value, top):.1f}"'
            yield f'<circle {place} r="3" fill="{colour}"><title>{finished}: {value:.2f}</title></circle>'
    y = HEIGHT + 2 * EDGE + 12 + 18 * number
    yield f'<path d="M{EDGE} {y - 4}h24" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    yield f'<text x="{EDGE + 32}" y="{y}">{escape(label)}</text>'


def _path(points: Sequence[Counted], values: Sequence[tuple[int, float | None]], top: float) -> str:
    return " ".join(f"{_x(points, at):.1f},{_y(value, top):.1f}" for at, value in values if value is not None)
