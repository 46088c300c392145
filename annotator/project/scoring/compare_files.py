"""Comparing systems on files: what `annotator compare` does with gold and several predictions on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.errors import ExitCode, InputError, UsageError
from annotator.eval.counts.part_file import Part
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.recipe import differences
from annotator.eval.scores.signature import signature
from annotator.eval.statistics.comparison import Comparison, compare
from annotator.eval.statistics.few_documents import few_documents
from annotator.eval.suites.gates import Verdict, with_gates
from annotator.eval.suites.not_worse import judge_not_worse, parse_not_worse
from annotator.project.scoring.score_files import count_files


@dataclass(frozen=True, slots=True)
class Compared:
    """Differences between systems, with what must be known besides, and what became of the gates."""

    signature: str
    trials: int
    rows: Sequence[Comparison]
    warnings: Sequence[Notice]
    verdicts: Sequence[Verdict]

    @property
    def exit_code(self) -> ExitCode:
        """The exit status that the gates amount to."""
        return max((each.exit_code for each in self.verdicts), default=ExitCode.OK)

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        compared = {"signature": self.signature, "trials": self.trials}
        rows = {"comparisons": [row.to_plain() for row in self.rows]}
        plain = {"warnings": [each.to_plain() for each in self.warnings]}
        return compared | rows | plain | {"gates": [each.to_plain() for each in self.verdicts]}


@dataclass(frozen=True, slots=True)
class Tests:
    """How systems are compared, and what must hold.

    `not_worse` are figures of which no later system may be significantly worse than the first.
    """

    trials: int
    not_worse: Sequence[str] = ()
    significance: float = 0.05


def compare_files(
    gold: Path,
    predictions: Mapping[str, Path],
    options: ScoreOptions,
    tests: Tests,
    *,
    schema: Path | None = None,
    project: Path | None = None,
) -> Compared:
    """Compare what several systems, by name, say of the same gold.

    Raises:
        UsageError: fewer than two systems, a number out of range, or a word that is no gate.
        InputError: the files cannot be used, or the systems were scored by different recipes.
    """
    _refuse(predictions, tests)
    gates = [parse_not_worse(word) for word in tests.not_worse]
    gated_options = with_gates(options, gates)
    parts = {
        name: count_files(gold, file, gated_options, schema=schema, project=project)
        for name, file in predictions.items()
    }
    signed = _one_recipe(parts)
    first = next(iter(parts.values()))
    rows = compare({name: part.counts for name, part in parts.items()}, first.options, tests.trials)
    verdicts = judge_not_worse(gates, rows, tests.significance)
    return Compared(signed, tests.trials, rows, _warnings(parts), verdicts)


def _refuse(predictions: Mapping[str, Path], tests: Tests) -> None:
    if len(predictions) < 2:
        raise UsageError("nothing to compare; expected two different predictions: annotator compare GOLD PRED_A PRED_B")
    if tests.trials < 1:
        raise UsageError(f"--trials {tests.trials}: expected 1 or more")
    if not 0 <= tests.significance <= 1:
        raise UsageError(f"--significance {tests.significance:g}: expected a number from 0 to 1")


def _one_recipe(parts: Mapping[str, Part]) -> str:
    """The signature of all systems' counts.

    Raises:
        InputError: they were counted by different recipes.
    """
    signed = {name: signature(part.options, part.schema, part.gold[:8]) for name, part in parts.items()}
    first = next(iter(signed))
    for name, each in signed.items():
        if odd_parts := differences(signed[first], each):
            raise InputError(f"{name}: scored by another recipe than {first}; {'; '.join(odd_parts)}")
    return signed[first]


def _warnings(parts: Mapping[str, Part]) -> list[Notice]:
    """What is odd about gold and each system, and about tests on so few documents."""
    documents = {document for part in parts.values() for document in part.counts.documents}
    notices = dict.fromkeys(few_documents(len(documents), "p-values and intervals"))
    in_all = set.intersection(*(set(part.warnings) for part in parts.values()))
    for name, part in parts.items():
        for each in part.warnings:
            notices[each if each in in_all else replace(each, message=f"{name}: {each.message}")] = None
    return list(notices)
