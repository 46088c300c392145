"""The forms for other programs: CSV for data frames, one flat JSON object for DVC and MLflow."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO

from annotator.eval.reports import as_csv, flat_metrics
from annotator.eval.reports.suite_report import SuiteReport, as_csv_text, as_metrics
from tests.eval.reports.test_reports import EVIL, report


def test_every_score_is_a_row_of_the_csv() -> None:
    rows = list(csv.DictReader(StringIO(as_csv.render(report()))))
    assert [row["type"] for row in rows] == ["", EVIL, ""]
    assert (rows[0]["tp"], rows[0]["precision"], rows[0]["f1_low"]) == ("3.0", "0.75", "0.5")
    assert rows[2]["f1"] == ""
    assert next(csv.DictReader(StringIO(as_csv_text(SuiteReport("t", (report(),))))))["extractor"] == EVIL


def test_metrics_are_one_flat_object_without_nulls() -> None:
    metrics = json.loads(flat_metrics.render(report()))
    assert metrics["entities.strict.precision"] == 0.75
    assert metrics["entities.strict.f1-low"] == 0.5
    assert metrics["run.seconds"] == 0.5
    assert all(isinstance(value, int | float) for value in metrics.values())
    assert all(re.fullmatch(r"[\w\-./ ]+", name, re.ASCII) for name in metrics)


def test_a_suites_metrics_name_the_extractor() -> None:
    named = replace(report(), title="rules")
    assert {name.split(".")[0] for name in json.loads(as_metrics(SuiteReport("t", (named,))))} == {"rules"}
