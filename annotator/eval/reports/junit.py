"""The JUnit report: one test case a gate, or one a score where there is no gate, as CI systems read it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from annotator.eval.reports.report import Report, figure
from annotator.eval.scores.result import Score
from annotator.eval.suites.gates import Verdict, figure_name
from annotator.text.visible import visible


def render(report: Report) -> str:
    """The report as JUnit XML."""
    return document([suite(report)])


def document(suites: Iterable[ElementTree.Element]) -> str:
    """Test suites as one XML text."""
    root = ElementTree.Element("testsuites")
    root.extend(suites)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def suite(report: Report) -> ElementTree.Element:
    """One report as a test suite."""
    failed = [verdict for verdict in report.verdicts if not verdict.passed]
    cases = list(report.verdicts) or [_scored(row) for row in report.overall()]
    found = ElementTree.Element(
        "testsuite",
        name=visible(report.title),
        tests=str(len(cases)),
        failures=str(len(failed)),
        errors="0",
        skipped="0",
    )
    properties = ElementTree.SubElement(found, "properties")
    ElementTree.SubElement(properties, "property", name="signature", value=visible(report.result.signature))
    for verdict in cases:
        case = ElementTree.SubElement(found, "testcase", classname="annotator.eval", name=visible(verdict.name))
        if not verdict.passed:
            ElementTree.SubElement(case, "failure", message=visible(verdict.message))
        ElementTree.SubElement(case, "system-out").text = visible(verdict.message)
    return found


def _scored(row: Score) -> Verdict:
    name = figure_name(row.layer, row.measure, row.type, row.average, "f1")
    return Verdict(name, row.f1, True, f"{name} is {figure(row.f1)}")
