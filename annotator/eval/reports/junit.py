"""The JUnit report: one test case a gate, or one a score where there is no gate, as CI systems read it.

It is valid by the schemas of Jenkins and of Ant both, which is why the root has no attributes and every case a time.
The extractor is the class of its cases, and no two cases of one class have the same name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree

from annotator.eval.reports.failed import Failed
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


def suite(report: Report, number: int = 0, package: str = "annotator") -> ElementTree.Element:
    """One report as a test suite, the so-manieth of its file; `package` is what the whole is called."""
    cases = list(report.verdicts) or [_scored(row) for row in report.overall()]
    seconds = f"{report.run.elapsed_s or 0:.3f}" if report.run else "0"
    failures = sum(not verdict.passed for verdict in cases)
    element = _suite(number, package, report.title, tests=len(cases), failures=failures, seconds=seconds)
    properties = ElementTree.SubElement(element, "properties")
    ElementTree.SubElement(properties, "property", name="signature", value=visible(report.result.signature))
    for name, verdict in _named(cases):
        case = ElementTree.SubElement(element, "testcase", classname=_name(report.title), name=name, time="0")
        if not verdict.passed:
            failure = ElementTree.SubElement(case, "failure", message=visible(verdict.message), type="gate missed")
            failure.text = visible(verdict.message)
    lines = (f"{'passed' if each.passed else 'FAILED'}  {visible(each.message)}" for each in cases)
    ElementTree.SubElement(element, "system-out").text = "\n".join([*map(visible, report.lines()), *lines])
    ElementTree.SubElement(element, "system-err")
    return element


def failed_suite(failed: Failed, number: int, package: str) -> ElementTree.Element:
    """An extractor without scores as a test suite of one case, which is an error."""
    element = _suite(number, package, failed.title, tests=1, errors=1)
    ElementTree.SubElement(element, "properties")
    case = ElementTree.SubElement(element, "testcase", classname=_name(failed.title), name="run", time="0")
    message = visible(failed.message)
    ElementTree.SubElement(case, "error", message=message, type=failed.status.name).text = message
    ElementTree.SubElement(element, "system-out")
    ElementTree.SubElement(element, "system-err").text = "\n".join(map(visible, failed.log))
    return element


def _suite(
    number: int, package: str, title: str, *, tests: int, failures: int = 0, errors: int = 0, seconds: str = "0"
) -> ElementTree.Element:
    return ElementTree.Element(
        "testsuite",
        id=str(number),
        package=_name(package),
        name=_name(title),
        timestamp=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        hostname="localhost",
        tests=str(tests),
        failures=str(failures),
        errors=str(errors),
        skipped="0",
        time=seconds,
    )


def _named(cases: Iterable[Verdict]) -> Iterator[tuple[str, Verdict]]:
    """The verdicts, each under a name of its own."""
    seen: Counter[str] = Counter()
    for verdict in cases:
        name = _name(verdict.name)
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})", verdict


def _name(text: str) -> str:
    """A name as a schema's token: no blanks at its ends, none twice, and never empty."""
    return " ".join(visible(text).split()) or "-"


def _scored(row: Score) -> Verdict:
    name = figure_name(row.layer, row.measure, row.type, row.average, "f1")
    return Verdict(name, row.f1, True, f"{name} is {figure(row.f1)}")
