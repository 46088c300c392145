"""The forms of a report of agreement, by the suffix of the file to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import orjson

from annotator.agreement.agree import Agreement
from annotator.agreement.reports.tables import (
    AgreementTable,
    coefficient_table,
    confusion_tables,
    disagreement_table,
    pairwise_table,
    question_table,
    reliability_table,
)
from annotator.errors import UsageError
from annotator.eval.reports.html.page import contents, items, markup, page
from annotator.eval.reports.html.tables import plain_table
from annotator.eval.suites.gates import Verdict
from annotator.text.visible import visible

Render: TypeAlias = Callable[[Agreement, Sequence[Verdict]], str]
"""Makes the text of a report, with the verdicts of its gates."""


def form_for(file: Path) -> Render:
    """The form of a file.

    Raises:
        UsageError: no form has its suffix.
    """
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise UsageError(f"{file}: no report has the suffix {file.suffix!r}; expected one of {', '.join(FORMS)}")
    return form


def as_json(agreement: Agreement, verdicts: Sequence[Verdict]) -> str:
    """What `--format json` prints."""
    del verdicts
    return orjson.dumps(agreement.to_plain(), option=orjson.OPT_INDENT_2).decode() + "\n"


def as_markdown(agreement: Agreement, verdicts: Sequence[Verdict]) -> str:
    """Headings and tables for a repository or a step summary."""
    lines = ["# Agreement", "", _about(agreement), ""]
    lines += [f"- {'passed' if each.passed else 'FAILED'}: {_cell(each.message)}" for each in verdicts]
    for title, table in _parts(agreement):
        lines += ["", f"## {title}", "", *_markdown(table)]
    lines += ["", f"`{agreement.signature}`", ""]
    return "\n".join(lines)


def _markdown(table: AgreementTable) -> list[str]:
    ruler = ["---:" if number in table.right else "---" for number in range(len(table.header))]
    rows = [table.header, ruler, *([_cell(each) for each in row] for row in table.rows)]
    return [f"| {' | '.join(row)} |" for row in rows]


def _cell(text: str) -> str:
    """Text that stays text in a table of Markdown."""
    shown = visible(text).replace("\\", "\\\\")
    for mark in "|`*_<>[]@#":
        shown = shown.replace(mark, f"\\{mark}")
    return shown


def as_html(agreement: Agreement, verdicts: Sequence[Verdict]) -> str:
    """One page without anything from elsewhere."""
    parts = _parts(agreement)
    gates = "".join(
        f'<p class="{"passed" if each.passed else "failed"}">{"passed" if each.passed else "FAILED"} '
        f"{markup(each.message)}</p>"
        for each in verdicts
    )
    sections = [
        f'<h2 id="part-{number}">{markup(title)}</h2>{plain_table([table.header, *table.rows], min(table.right))}'
        for number, (title, table) in enumerate(parts)
    ]
    left_out = [str(each) for each in agreement.left_out]
    names = [(f"part-{number}", title) for number, (title, _) in enumerate(parts)]
    inside = f"<h1>Agreement</h1><p>{markup(_about(agreement))}</p>{gates}{contents(names)}{''.join(sections)}"
    inside += f"<h2>Left out</h2>{items(left_out)}" if left_out else ""
    return page("Agreement", f"{inside}<p><code>{markup(agreement.signature)}</code></p>")


def _about(agreement: Agreement) -> str:
    return f"{agreement.documents} documents, {len(agreement.annotators)} annotators: {', '.join(agreement.annotators)}"


def _parts(agreement: Agreement) -> list[tuple[str, AgreementTable]]:
    """The tables with their titles; those without rows are left out."""
    titled_tables = [
        ("Figures by pair", pairwise_table(agreement, by_pair=True)),
        ("Beyond chance", coefficient_table(agreement, by_pair=True)),
        ("What people disagree on", disagreement_table(agreement)),
        *((title[0].upper() + title[1:], table) for title, table in confusion_tables(agreement)),
        ("What comes back in three places or more", question_table(agreement)),
        (f"Everybody against {agreement.against}", reliability_table(agreement)),
    ]
    return [(title, table) for title, table in titled_tables if table.rows]


FORMS: Mapping[str, Render] = {".json": as_json, ".md": as_markdown, ".html": as_html}
