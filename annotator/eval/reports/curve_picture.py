"""The precision-recall curve as SVG: a line for each measure, recall to the right, precision upwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from annotator.errors import UsageError
from annotator.eval.reports.report import Report
from annotator.eval.scores.curve import CurvePoint
from annotator.text.visible import visible

SIZE, EDGE = 320, 48
COLOURS = ("#1f5fa8", "#b5521b", "#2a7d3f", "#7a3b9a", "#8a6d00")
DASHES = ("none", "6 3", "2 3", "8 3 2 3", "1 4")
"""Lines differ by more than colour."""


def render(report: Report) -> str:
    """The picture as a file.

    Raises:
        UsageError: the report has no curve.
    """
    if report.curve is None:
        raise UsageError("a picture (.svg) shows the precision-recall curve; add --curve")
    return picture(report.curve, report.title)


def picture(points: Sequence[CurvePoint], title: str) -> str:
    """The picture; points whose precision is undefined are left out."""
    lines = [list(group) for _, group in groupby(points, key=lambda each: (each.layer, each.measure))]
    width, height = SIZE + 2 * EDGE, SIZE + 2 * EDGE + 18 * len(lines)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="12">',
        f"<title>Precision and recall by least score: {escape(visible(title))}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_axes(),
    ]
    for number, line in enumerate(lines):
        parts += _line(line, number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes() -> list[str]:
    parts = [f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#444"/>']
    for step in range(6):
        value, place = step / 5, SIZE * step / 5
        x, y = EDGE + place, EDGE + SIZE - place
        parts.append(f'<path d="M{x:g} {EDGE}V{EDGE + SIZE}M{EDGE} {y:g}H{EDGE + SIZE}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:g}" y="{EDGE + SIZE + 16}" text-anchor="middle">{value:g}</text>')
        parts.append(f'<text x="{EDGE - 6}" y="{y + 4:g}" text-anchor="end">{value:g}</text>')
    parts.append(f'<text x="{EDGE + SIZE / 2:g}" y="{EDGE + SIZE + 34}" text-anchor="middle">recall</text>')
    middle = EDGE + SIZE / 2
    parts.append(
        f'<text x="14" y="{middle:g}" text-anchor="middle" transform="rotate(-90 14 {middle:g})">precision</text>'
    )
    return parts


def _line(points: Sequence[CurvePoint], number: int) -> list[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    known = [each for each in points if each.precision is not None and each.recall is not None]
    places = [(EDGE + SIZE * (each.recall or 0), EDGE + SIZE * (1 - (each.precision or 0))) for each in known]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>']
    for each, (x, y) in zip(known, places, strict=True):
        tooltip = f"{each.min_score:g}: P {each.precision:.4f}, R {each.recall:.4f}"
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{tooltip}</title></circle>')
    name = f"{points[0].layer}.{points[0].measure}"
    y = SIZE + 2 * EDGE + 12 + 18 * number
    parts.append(f'<path d="M{EDGE} {y - 4}h24" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
    parts.append(f'<text x="{EDGE + 32}" y="{y}">{escape(name)}</text>')
    return parts
