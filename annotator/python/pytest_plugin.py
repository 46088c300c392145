"""A pytest plug-in, with which somebody's own test suite gates an extractor.

::

    def test_the_extractor_is_good_enough(gold_standard, assert_gates):
        predictions = [extract(article) for article in gold_standard.articles]
        assert_gates(predictions, "entities.strict.f1=0.80")

The gold is named by `--annotator-gold FILE`, or by `annotator_gold` in pytest's configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from annotator.model.record import Record
    from annotator.python.given import Given
    from annotator.python.result import Result


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the command line and of the configuration."""
    group = parser.getgroup("annotator", "scoring extractors against gold")
    group.addoption("--annotator-gold", metavar="FILE", help="The gold that extractors are scored against.")
    group.addoption(
        "--annotator-baseline",
        metavar="FILE",
        help="An earlier result (annotator eval --output FILE.json) that no F1 may fall behind.",
    )
    group.addoption(
        "--annotator-max-drop", metavar="X", type=float, default=0.0, help="By how much an F1 may fall behind it."
    )
    parser.addini("annotator_gold", "The gold that extractors are scored against.")


@dataclass(frozen=True)
class GoldStandard:
    """A gold file, its articles, and how predictions are scored against it."""

    path: Path

    @property
    def records(self) -> list[Record]:
        """The gold records."""
        import annotator  # noqa: PLC0415 - only where a test asks

        return annotator.read(self.path)

    @property
    def articles(self) -> list[dict[str, Any]]:
        """What an extractor is given: `{id, text, schema}` of each document, and no annotation."""
        return [{"id": each.id, "text": each.known_text, "schema": each.schema} for each in self.records]

    def score(self, predictions: Given, **options: Any) -> Result:
        """The scores of predictions; the options are those of `annotator.score`."""
        import annotator  # noqa: PLC0415 - only where a test asks

        return annotator.score(self.path, predictions, **options)


class AssertGates(Protocol):
    """Fails a test where predictions miss a gate or fall behind the baseline; gives their scores otherwise."""

    def __call__(self, predictions: Given, *fail_under: str, **options: Any) -> Result:
        """Score predictions against the gold standard, and judge them."""


@pytest.fixture(scope="session")
def gold_standard(pytestconfig: pytest.Config) -> GoldStandard:
    """The gold of `--annotator-gold`, or of `annotator_gold` in the configuration."""
    named = pytestconfig.getoption("--annotator-gold") or pytestconfig.getini("annotator_gold")
    if not named:
        raise pytest.UsageError("no gold; expected --annotator-gold FILE, or annotator_gold in pytest's configuration")
    return GoldStandard(pytestconfig.rootpath / named)


@pytest.fixture
def assert_gates(gold_standard: GoldStandard, pytestconfig: pytest.Config) -> AssertGates:
    """A function that scores predictions, and fails where they miss a gate or fall behind the baseline."""
    baseline = pytestconfig.getoption("--annotator-baseline")
    most = pytestconfig.getoption("--annotator-max-drop")

    def check(predictions: Given, *fail_under: str, **options: Any) -> Result:
        from annotator.python.gating import assert_gates as judge  # noqa: PLC0415 - only where a test asks
        from annotator.python.gating import assert_no_drop  # noqa: PLC0415 - as above

        result = gold_standard.score(predictions, fail_under=fail_under, **options)
        judge(result)
        if baseline:
            assert_no_drop(result, pytestconfig.rootpath / baseline, most)
        return result

    return check
