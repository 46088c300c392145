"""What two schemas of JUnit files ask for, Jenkins' (junit-10) and Ant's, as far as a report may break it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

WHOLE, DECIMAL = re.compile(r"-?\d+"), re.compile(r"-?\d+(\.\d+)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
ANT_SUITE = {
    "id": WHOLE,
    "package": None,
    "name": None,
    "timestamp": MOMENT,
    "hostname": None,
    "tests": WHOLE,
    "failures": WHOLE,
    "errors": WHOLE,
    "time": DECIMAL,
}
JENKINS_ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "disabled", "errors"},
    "testsuite": {*ANT_SUITE, "disabled", "skipped", "file", "log", "url", "version", "group"},
    "testcase": {"name", "assertions", "time", "classname", "status", "class", "file", "line", "log", "group", "url"},
    "property": {"name", "value"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
}
JENKINS_CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testsuite", "properties", "testcase", "system-out", "system-err"},
    "properties": {"property"},
    "testcase": {"skipped", "error", "failure", "rerunFailure", "properties", "system-out", "system-err"},
}


def faults(root: Element) -> list[str]:
    """What either schema has against a file."""
    return [*_jenkins(root), *_ant(root)]


def _jenkins(element: Element) -> Iterator[str]:
    odd = set(element.attrib) - JENKINS_ATTRIBUTES.get(element.tag, set())
    odd |= {child.tag for child in element} - JENKINS_CHILDREN.get(element.tag, set())
    yield from (f"Jenkins: {element.tag} has {name}" for name in odd)
    if element.tag in ("testsuite", "testcase") and "name" not in element.attrib:
        yield f"Jenkins: {element.tag} has no name"
    for child in element:
        yield from _jenkins(child)


def _ant(root: Element) -> Iterator[str]:
    if root.tag != "testsuites" or root.attrib:
        yield "Ant: the root is testsuites, without attributes"
    for number, suite in enumerate(root):
        if suite.get("id") != str(number):
            yield "Ant: suites are numbered from 0"
        yield from _attributes(suite, ANT_SUITE, optional={"skipped"})
        tags = [child.tag for child in suite]
        if tags != ["properties", *["testcase"] * (len(tags) - 3), "system-out", "system-err"]:
            yield f"Ant: a suite has properties, cases, system-out, system-err, not {tags}"
        for case in suite.iter("testcase"):
            yield from _attributes(case, {"name": None, "classname": None, "time": DECIMAL})
            if len(case) > 1 or any(child.tag not in ("skipped", "error", "failure") for child in case):
                yield "Ant: a case has at most one outcome, and nothing else"
            for outcome in case:
                yield from _attributes(outcome, {"type": None}, optional={"message"})
        for each in suite.iter("property"):
            yield from _attributes(each, {"name": None, "value": None})


def _attributes(
    element: Element, wanted: dict[str, re.Pattern[str] | None], optional: frozenset[str] | set[str] = frozenset()
) -> Iterator[str]:
    for name, shape in wanted.items():
        value = element.get(name)
        if value is None or not (shape.fullmatch(value) if shape else value or name == "value"):
            yield f"Ant: {element.tag} {name}={value!r}"
    yield from (f"Ant: {element.tag} has {name}" for name in set(element.attrib) - set(wanted) - optional)
