"""What a report says of a run of an extractor."""

from __future__ import annotations

from annotator.eval.reports.report import Run

GOLD = "0123456789abcdef0123"


def test_a_run_says_what_ran_how_long_and_what_failed() -> None:
    errors = {f"d{number}": "timed out" for number in range(7)}
    run = Run("words:1", "1.2", GOLD, "news@1.0.0", 1.23456, 3 << 20, 4, {}, errors, "words:0")
    assert run.lines()[1:] == [
        "the baseline ran words:0",
        "1.235 s for all documents, 3 MiB at most, 4 of them from the cache",
        *[f"failed on d{number}: timed out" for number in range(4)],
        "3 further documents failed",
        "gold 0123456789abcdef, schema news@1.0.0",
    ]
    assert run.lines()[0].startswith("extractor words:1, ")


def test_a_run_says_nothing_of_what_it_does_not_know() -> None:
    assert Run("words:1", "1.2", GOLD, "", None, None, 0, {}, {}).lines()[1:] == ["gold 0123456789abcdef"]
