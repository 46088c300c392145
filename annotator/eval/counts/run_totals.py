"""What predictions say of how they were made: by whom, in what time, at what cost, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.datasets.unplaced import UNSIGNED
from annotator.extractors.version import version_text
from annotator.model.record import ExtractorRun


@dataclass(frozen=True, slots=True)
class RunTotals:
    """The sums over predicted documents; None for what no document says.

    Attributes:
        makers: who predicted, with the version.
        missing: how many documents of gold have no prediction.
        errors: the extractor's words about documents that it failed on, by document.
        elapsed_s: seconds of all documents.
        requests: how often servers were asked.
        tokens: what servers counted, by the extractor's name.
        repairs: how often an answer was mended.
        costs: amounts by currency, where prices are known.
    """

    makers: tuple[str, ...] = ()
    missing: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)
    elapsed_s: float | None = None
    requests: int | None = None
    tokens: Mapping[str, int] = field(default_factory=dict)
    repairs: int | None = None
    costs: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: RunTotals) -> RunTotals:
        """Both together."""
        return RunTotals(
            tuple(sorted({*self.makers, *other.makers})),
            self.missing + other.missing,
            {**self.errors, **other.errors},
            rounded(_sum(self.elapsed_s, other.elapsed_s)),
            _sum(self.requests, other.requests),
            {name: self.tokens.get(name, 0) + other.tokens.get(name, 0) for name in {**self.tokens, **other.tokens}},
            _sum(self.repairs, other.repairs),
            {name: self.costs.get(name, 0.0) + other.costs.get(name, 0.0) for name in {**self.costs, **other.costs}},
        )

    @property
    def failed(self) -> int:
        """How many documents have no prediction that counts."""
        return self.missing + len(self.errors)

    def priced(self, prices: Mapping[str, float], currency: str) -> RunTotals:
        """The same with what its tokens cost, at prices of a million by model."""
        known = [(count, prices[model_of(name)]) for name, count in self.tokens.items() if model_of(name) in prices]
        amount = sum(count * price / 1e6 for count, price in known)
        return replace(self, costs={currency: amount}) if known else self

    def lines(self) -> list[str]:
        """For people: one line, where there is anything to say."""
        requests = "" if self.requests is None else f"{self.requests:,} requests"
        tokens = f"{sum(self.tokens.values()):,} tokens" if self.tokens else ""
        repairs = f"{self.repairs:,} repairs" if self.repairs else ""
        costs = [f"{amount:.4f} {currency}" for currency, amount in self.costs.items()]
        amounts = [each for each in (requests, tokens, repairs, *costs) if each]
        return [", ".join(amounts)] if amounts else []

    def figures(self) -> dict[str, float | None]:
        """What gates on a run may bound, by name."""
        return {"seconds": self.elapsed_s, "failed": float(self.failed)}

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "makers": list(self.makers),
            "missing": self.missing,
            "errors": [{"id": name, "error": words} for name, words in self.errors.items()],
            "elapsed_s": self.elapsed_s,
            "requests": self.requests,
            "tokens": dict(self.tokens),
            "repairs": self.repairs,
            "costs": dict(self.costs),
        }


NO_TOTALS = RunTotals()
"""Predictions that say nothing of their making."""


def totals_from_plain(plain: Mapping[str, Any]) -> RunTotals:
    """The totals of a JSON object as `to_plain` made it.

    Raises:
        KeyError, TypeError: it is no such object.
    """
    errors = {each["id"]: each["error"] for each in plain["errors"]}
    return RunTotals(**{**plain, "makers": tuple(plain["makers"]), "errors": errors})


class RunWatch:
    """Adds up what predictions say of their making."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._makers: set[str] = set()
        self._errors: dict[str, str] = {}
        self._tokens: Counter[str] = Counter()
        self._sums: dict[str, float] = {}
        self.missing = 0

    def note(self, document: str, run: ExtractorRun) -> None:
        """What one prediction says."""
        if run.name != UNSIGNED:
            self._makers.add(f"{run.name}, {version_text(run.version)}")
        if run.error:
            self._errors[document] = run.error
        if run.tokens is not None:
            self._tokens[run.name] += run.tokens
        for name in ("elapsed_s", "requests", "repairs"):
            if (value := getattr(run, name)) is not None:
                self._sums[name] = self._sums.get(name, 0) + value

    def totals(self) -> RunTotals:
        """All of it."""
        sums: dict[str, Any] = dict(self._sums)
        sums["elapsed_s"] = rounded(sums.get("elapsed_s"))
        return RunTotals(tuple(sorted(self._makers)), self.missing, self._errors, tokens=dict(self._tokens), **sums)


def totals_of(runs: Iterable[tuple[str, ExtractorRun]]) -> RunTotals:
    """The totals of predictions by document id."""
    watch = RunWatch()
    for document, run in runs:
        watch.note(document, run)
    return watch.totals()


def model_of(name: str) -> str:
    """The model that a spec string of a language model names; any other name as it is."""
    return name.removeprefix("llm:").partition("?")[0]


def rounded(seconds: float | None) -> float | None:
    """Seconds to the microsecond, so that a sum does not depend on its order."""
    return None if seconds is None else round(seconds, 6)


def _sum(one: Any, other: Any) -> Any:
    return one if other is None else other if one is None else one + other
