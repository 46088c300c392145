"""Statistics as SVG: annotations by type in bars, a group for each layer, and how long things are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from annotator.datasets.statistics.statistics import Statistics
from annotator.text.visible import visible

WIDTH, NAMES, ROW, TOP = 640, 220, 18, 28
COLOUR = "#1f5fa8"


def picture(statistics: Statistics, title: str) -> str:
    """The picture as a file; bars of one group have one scale."""
    groups = [
        (layer, sorted(counts.items(), key=lambda each: (-each[1], each[0])))
        for layer, counts in statistics.counts.items()
        if counts
    ]
    groups += [(name, _classes(each.counts)) for name, each in sorted(statistics.lengths.items()) if each.counts]
    parts, y = [], TOP
    for name, rows in groups:
        parts.append(f'<text x="8" y="{y + 14}" font-weight="bold">{escape(visible(name))}</text>')
        y += ROW + 4
        greatest = max(count for _, count in rows)
        for label, count in rows:
            parts += _bar(label, count, greatest, y)
            y += ROW
        y += ROW
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" role="img" '
        'font-family="sans-serif" font-size="12">'
    )
    title_words = escape(visible(title))
    background = f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>'
    shown_title = f'<text x="8" y="18" font-size="14">{title_words}</text>'
    return "\n".join([head, f"<title>{title_words}</title>", background, shown_title, *parts, "</svg>"]) + "\n"


def _bar(label: str, count: int, greatest: int, y: int) -> Sequence[str]:
    width = (WIDTH - NAMES - 80) * count / greatest
    name = escape(visible(label))
    return (
        f'<text x="{NAMES - 8}" y="{y + 13}" text-anchor="end">{name}</text>',
        f'<rect x="{NAMES}" y="{y + 2}" width="{width:.1f}" height="{ROW - 4}" fill="{COLOUR}"/>',
        f'<text x="{NAMES + width + 6:.1f}" y="{y + 13}">{count}</text>',
    )


def _classes(counts: Mapping[int, int], most: int = 12) -> list[tuple[str, int]]:
    """Numbers in at most twelve classes of one width, a power of two."""
    width = 1
    while (max(counts) - min(counts)) // width >= most:
        width *= 2
    first = min(counts) // width
    classes = [0] * (max(counts) // width - first + 1)
    for value, count in counts.items():
        classes[value // width - first] += count
    starts = [(first + number) * width for number in range(len(classes))]
    names = [str(start) if width == 1 else f"{start} to {start + width - 1}" for start in starts]
    return list(zip(names, classes, strict=True))
