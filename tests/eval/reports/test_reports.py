"""Every form of report, with data that would like to be markup, a command or a terminal escape."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from annotator.errors import UsageError
from annotator.eval.mistakes.confusion import Confused
from annotator.eval.mistakes.examined import Examined, Example, WorstDocument
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.mistakes.shown import Piece
from annotator.eval.notice import Notice
from annotator.eval.reports import as_json, github, junit, markdown, terminal
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.html import report as html
from annotator.eval.reports.report import ErrorCount, Report, Run, renderer
from annotator.eval.reports.suite_report import WRITERS, SuiteReport, as_html, suite_renderer
from annotator.eval.scores.result import Result, Score
from annotator.eval.scores.tokens import TokenCounts
from annotator.eval.suites.gates import Verdict

EVIL = "<script>alert(1)</script>|`::error::x`\x1b[2J\u202e&[x](javascript:1)"


MISTAKE = Mistake(EVIL, EVIL, EVIL, Side(EVIL, EVIL, ((0, 1),)), None)
EXAMINED = Examined(
    Counter({(EVIL, EVIL): 1}),
    (Example(MISTAKE, (Piece(EVIL, True), Piece(EVIL, False)), ()),),
    (WorstDocument(EVIL, 1, ((EVIL, 1),)),),
)


def row(**rest: Any) -> Score:
    counts = {"tp": 3.0, "fp": 1.0, "fn": 0.0}
    return replace(Score("entities", "strict", "micro", None, None, counts, 0.75, 1.0, 6 / 7), **rest)


def report(*verdicts: Verdict) -> Report:
    notice = Notice("x", EVIL, 2, EVIL)
    rows = row(ci={"f1": (0.5, 0.9)}), row(type=EVIL), row(document=EVIL, precision=None, recall=None, f1=None)
    result = Result(EVIL, 1, rows, (notice,), (notice,), TokenCounts(4, 3))
    confusion = [Confused(EVIL, None, 0, 0, 2)]
    run = Run(EVIL, EVIL, EVIL, EVIL, 0.5, 1 << 20, 1, {EVIL: None}, {EVIL: EVIL}, EVIL)
    return Report(EVIL, result, verdicts, confusion, [ErrorCount(EVIL, EVIL, 2)], run, EXAMINED)


PASSED, FAILED = Verdict("a.b.f1", 0.9, True, EVIL), Verdict("a.b.f1", None, False, EVIL)


class Tags(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def harmless_errors() -> Examined:
    mistake = Mistake("d", "entities", "missing", Side("ORG", "ORG", ((0, 1),)), None)
    example = Example(mistake, (Piece("A", True), Piece(" fell.", False)), ())
    return Examined(Counter({("entities", "missing"): 1}), (example,), (WorstDocument("d", 1, (("x", 1),)),))


def test_the_page_has_no_element_made_by_data() -> None:
    seen = Tags()
    seen.feed(html.render(report(PASSED, FAILED)))
    plain = Tags()
    harmless = replace(report().result, signature="s", scores=(row(ci={"f1": (0.5, 0.9)}),))
    plain.feed(html.render(Report("t", harmless, (PASSED, FAILED), examined=harmless_errors())))
    assert "script" not in seen.tags
    assert seen.tags <= plain.tags | {"h3"}
    assert not {name for name in seen.attributes if name.startswith("on")} | (seen.attributes & {"href", "src"})


def test_a_suites_page_links_to_its_own_parts_alone() -> None:
    page = as_html(SuiteReport(EVIL, (report(FAILED), report(PASSED)), (EVIL,)))
    assert set(re.findall(r'href="(.*?)"', page)) == {"#overview", "#extractor-1", "#extractor-2"}
    assert {f"#{anchor}" for anchor in re.findall(r'id="(.*?)"', page)} == set(re.findall(r'href="(.*?)"', page))
    assert "<script" not in page


def test_the_page_forbids_everything_but_its_own_style() -> None:
    assert "default-src 'none'" in html.render(report())


@pytest.mark.parametrize("render", [terminal.render, markdown.render, html.render, junit.render])
def test_nothing_that_a_terminal_would_obey(render: Any) -> None:
    text = render(report(PASSED, FAILED))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_markdown_escapes_read_back() -> None:
    assert shown(markdown.escape("ARMED_GROUP|a#b&c<d")) == "ARMED_GROUP|a#b&c<d"


def shown(text: str) -> str:
    """What a reader sees of Markdown without markup."""
    return unescape(text).replace("\u200b", "")


@pytest.mark.parametrize(
    "sign",
    [
        "@octocat",
        "mail@example.org",
        "#12",
        "GH-12",
        "owner/project#12",
        "http://x.example",
        "HTTPS://x",
        "www.x.example",
    ],
)
def test_nobody_is_mentioned_and_nothing_is_linked(sign: str) -> None:
    text = markdown.escape(f"see {sign} now")
    assert shown(text) == f"see {sign} now"
    # Sites look for mentions and numbers in what has been rendered, where an entity is its character again.
    linking = r"@\w|#\d|GH-\d|://|www\."
    assert not re.search(linking, unescape(text), re.IGNORECASE)


def test_markdown_is_not_made_by_data() -> None:
    text = markdown.render(report(FAILED))
    assert "<script" not in text
    assert "](javascript" not in text
    tables = [part.splitlines() for part in text.split("\n\n") if part.startswith("|")]
    assert [{line.count("|") for line in table} for table in tables] == [{10}, {10}, {11}, {4}, {4}]


def test_junit_counts_missed_gates() -> None:
    root = ElementTree.fromstring(junit.render(report(PASSED, FAILED)))
    [suite] = root.findall("testsuite")
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert len(suite.findall("testcase/failure")) == 1


def test_no_workflow_command_is_made_by_data() -> None:
    lines = github.workflow_commands(SuiteReport(EVIL, (report(FAILED),)))
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error", "warning"]
    assert all(line.count("::") == 2 for line in lines)
    assert not any("\n" in line for line in lines)


@pytest.mark.parametrize("missed", [1, 9, 10, 30])
def test_ten_annotations_at_most_and_the_rest_is_counted(missed: int) -> None:
    lines = github.workflow_commands(SuiteReport("s", (report(*[FAILED] * missed),)))
    # A warning is told besides.
    if missed + 1 <= 10:
        assert len(lines) == missed + 1
    else:
        assert len(lines) == 10
        assert lines[-1] == f"::notice title=s::and {missed + 1 - 9} more in the report"


def test_rows_are_of_everything_of_a_type_or_of_a_document() -> None:
    rows = [row(type=type_name, document=document) for type_name in (None, "A") for document in (None, "d")]
    told = Report("x", Result("", 1, tuple(rows)))
    assert (told.overall(), told.per_type(), told.per_document()) == ([rows[0]], [rows[2]], [rows[1], rows[3]])


def test_undefined_is_null_and_a_dash() -> None:
    assert json.loads(as_json.render(report()))["scores"][2]["f1"] is None
    assert " - " in terminal.render(report())


def test_the_suffix_chooses_the_form() -> None:
    assert renderer("x.HTML") is html.render
    for suffix in WRITERS:
        assert suite_renderer(f"x{suffix}")(SuiteReport(EVIL, (report(FAILED),), (EVIL,)))
    with pytest.raises(UsageError, match=r"\.json"):
        renderer("x.pdf")


def test_a_suite_passes_when_all_its_reports_do() -> None:
    assert SuiteReport("t", (report(PASSED), report())).passed
    assert not SuiteReport("t", (report(PASSED), report(FAILED))).passed


def test_a_summary_of_just_the_room_there_is_stays_whole() -> None:
    assert github.SUMMARY_BYTES == 2**20, "what GitHub takes"
    told = SuiteReport("s", (report(FAILED),))
    whole = github.summary(told)
    assert github.summary(told, len(whole.encode())) == whole
    assert github.summary(told, len(whole.encode()) - 1) != whole


def test_a_failed_extractor_is_told_with_its_log_in_markdown() -> None:
    text = markdown.failure(Failed("rules", "cmd:x", "it fell over", ("one", "two")))
    assert text == "# rules\n\n- **failed**: it fell over\n\n<code>one</code><br><code>two</code>\n"
    assert markdown.failure(Failed("rules", "cmd:x", "it fell over")) == "# rules\n\n- **failed**: it fell over\n"
    assert markdown.piped([["name", "f1"]], 1) == "| name | f1 |\n| --- | ---: |"
