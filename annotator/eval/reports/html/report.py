"""Reports as pages: one of a result, one of a whole suite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.eval.reports.breakdown import breakdowns
from annotator.eval.reports.curve_picture import picture
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.html.errors import error_examples, worst_documents
from annotator.eval.reports.html.overview import overview
from annotator.eval.reports.html.page import contents, items, markup, page
from annotator.eval.reports.html.tables import breakdown_table, score_table
from annotator.eval.reports.report import Report, notes, tables
from annotator.eval.statistics.comparison import Comparison


def render(report: Report) -> str:
    """The report as one HTML page."""
    return page(report.title, f"<h1>{markup(report.title)}</h1>\n{section(report)}")


def render_suite(
    title: str,
    reports: Sequence[Report],
    failed: Sequence[Failed],
    notes: Sequence[str],
    compared: Sequence[Comparison],
) -> str:
    """A suite's reports as one page: what it is called, an overview, what there is, and each extractor."""
    names = [("overview", "Overview")]
    titles = [*(each.title for each in reports), *(each.title for each in failed)]
    names += [(f"extractor-{number}", each) for number, each in enumerate(titles, 1)]
    parts = [f"<h1>{markup(title)}</h1>", *(f"<p>{markup(note)}</p>" for note in notes), contents(names)]
    parts.append(f'<h2 id="overview">Overview</h2>{overview(reports, failed, compared)}')
    inside = [*map(section, reports), *map(failure, failed)]
    for (anchor, name), title_pieces in zip(names[1:], inside, strict=True):
        parts.append(f'<h2 id="{anchor}">{markup(name)}</h2>\n{title_pieces}')
    return page(title, "\n".join(parts))


def section(report: Report) -> str:
    """One report as part of a page, without its title."""
    body = [*(f"<p>{markup(line)}</p>" for line in report.lines()), *_gates(report)]
    body += [score_table(table) for table in tables(report)]
    body += [breakdown_table(each) for each in breakdowns(report)]
    if report.curve:
        body.append(picture(report.curve, report.title))
    if report.examined is not None:
        body += [worst_documents(report.examined), error_examples(report.examined)]
    body += [f"<h3>{title}</h3>{items(lines)}" for title, lines in notes(report)]
    body.append(f"<p><code>{markup(report.result.signature)}</code></p>")
    return "\n".join(filter(None, body))


def failure(failed: Failed) -> str:
    """An extractor without scores as part of a page: why, and the end of its log."""
    log = "<br>".join(f"<code>{markup(line)}</code>" for line in failed.log)
    message = f'<ul><li><span class="failed">failed</span> {markup(failed.message)}</li></ul>'
    return f"{message}\n<p>{log}</p>"


def _gates(report: Report) -> Iterable[str]:
    if report.verdicts:
        yield "<ul>"
        for each in report.verdicts:
            state = "passed" if each.passed else "failed"
            yield f'<li><span class="{state}">{state}</span> {markup(each.message)}</li>'
        yield "</ul>"
