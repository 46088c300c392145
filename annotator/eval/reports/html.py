"""The HTML report: one self-contained file, with no script, no outside source and nothing that data could make markup.

The content policy forbids everything but the style in the file itself; bars are inline SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as escape_markup

from annotator.eval.reports.breakdown import Breakdown, breakdowns
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.report import COUNTS, Report, Table, figure, interval, notes, tables
from annotator.eval.scores.result import Score
from annotator.eval.statistics.comparison import Comparison
from annotator.text.visible import visible

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1d2433; --paper: #fff; --soft: #6b7280; --line: #e2e5ea; --bar: #3b6fd4;
  --bad: #b3261e; --good: #1a7f4b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ee; --paper: #16181d; --soft: #9aa3b2; --line: #2c313a;
  --bar: #7aa2f7; --bad: #ff8a80; --good: #6fd39c; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 64rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
th { font-weight: 600; color: var(--soft); } td.n, th.n { text-align: right; }
.ci { color: var(--soft); font-size: .85em; } .failed { color: var(--bad); font-weight: 600; }
.passed { color: var(--good); } code { color: var(--soft); overflow-wrap: anywhere; } rect { fill: var(--bar); }
""".strip()


def render(report: Report) -> str:
    """The report as one HTML page."""
    return page(report.title, section(report))


def section(report: Report) -> str:
    """One report as part of a page."""
    lines = (f"<p>{markup(line)}</p>" for line in report.lines())
    body = [f"<h1>{markup(report.title)}</h1>", *lines, *_gates(report)]
    body += [part for table in tables(report) for part in _table(table)]
    body += [_breakdown(each) for each in breakdowns(report)]
    body += [_notes(*each) for each in notes(report)]
    body.append(f"<p><code>{markup(report.result.signature)}</code></p>")
    return "\n".join(body)


def failure(failed: Failed) -> str:
    """An extractor without scores as part of a page: why, and the end of its log."""
    log = "<br>".join(f"<code>{markup(line)}</code>" for line in failed.log)
    said = f'<ul><li><span class="failed">failed</span> {markup(failed.message)}</li></ul>'
    return f"<h1>{markup(failed.title)}</h1>\n{said}\n<p>{log}</p>"


def comparison_table(rows: Iterable[Comparison]) -> str:
    """Differences between systems as a table."""
    header = ["layer", "measure", "type", "figure", "left", "right", "delta", "interval", "p", "p (Holm)"]
    lines = [
        [
            *(each.layer, each.measure, each.type or "all", each.figure, each.left, each.right),
            *(figure(each.delta), _ends(each), figure(each.p_randomization), figure(each.p_holm)),
        ]
        for each in rows
    ]
    return _breakdown(Breakdown("comparison", [header, *lines], 6))


def _ends(row: Comparison) -> str:
    return f"[{row.ci[0]:+.4f}, {row.ci[1]:+.4f}]" if row.ci else "-"


def page(title: str, inside: str) -> str:
    """A page around finished markup."""
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += f"<title>{markup(title)}</title>\n<style>\n{STYLE}\n</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{inside}\n</body></html>\n'


def markup(text: str) -> str:
    """Text that stays text inside a page."""
    return escape_markup(visible(text), quote=True)


def _gates(report: Report) -> Iterable[str]:
    if report.verdicts:
        yield "<ul>"
        for each in report.verdicts:
            state = "passed" if each.passed else "failed"
            yield f'<li><span class="{state}">{state}</span> {markup(each.message)}</li>'
        yield "</ul>"


def _table(table: Table) -> Iterable[str]:
    if table.title:
        yield f"<h2>{table.title}</h2>"
    numbers = "".join(f'<th class="n">{name}</th>' for name in (*COUNTS, *table.figure_names()))
    names = "".join(f"<th>{name}</th>" for name in table.names)
    lines = [f"<table><thead><tr>{names}{numbers}<th></th></tr></thead><tbody>"]
    for row in table.rows:
        labels = "".join(f"<td>{markup(label)}</td>" for label in table.labels(row))
        counts = "".join(f'<td class="n">{count}</td>' for count in table.counts(row))
        figures = "".join(f'<td class="n">{_figure(row, name)}</td>' for name in table.figure_names())
        lines.append(f"<tr>{labels}{counts}{figures}<td>{_bar(row.f1)}</td></tr>")
    yield "\n".join([*lines, "</tbody></table>"])


def _breakdown(breakdown: Breakdown) -> str:
    header, *lines = ([markup(cell) for cell in line] for line in breakdown.lines)
    body = [f"<tr>{_cells('td', line, breakdown.names)}</tr>" for line in lines]
    head = f"<table><thead><tr>{_cells('th', header, breakdown.names)}</tr></thead><tbody>"
    return "\n".join([f"<h2>{markup(breakdown.title.capitalize())}</h2>", head, *body, "</tbody></table>"])


def _cells(element: str, line: Sequence[str], names: int) -> str:
    kinds = ("" if column < names else ' class="n"' for column in range(len(line)))
    return "".join(f"<{element}{kind}>{cell}</{element}>" for kind, cell in zip(kinds, line, strict=True))


def _figure(row: Score, name: str) -> str:
    bounds = interval(row, name)
    return figure(row.figures().get(name)) + (f'<br><span class="ci">{bounds}</span>' if bounds else "")


def _bar(value: float | None) -> str:
    width = round(100 * (value or 0.0), 1)
    label = f'role="img" aria-label="F1 {figure(value)}"'
    return f'<svg width="100" height="10" {label}><rect width="{width}" height="10"/></svg>'


def _notes(title: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{markup(line)}</li>" for line in lines)
    return f"<h2>{title}</h2><ul>{items}</ul>"
