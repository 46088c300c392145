"""`annotator suggest`: predictions beside the layers, and the verbs below it."""

from __future__ import annotations

from cyclopts import App

from annotator.cli.suggestions.audit import audit
from annotator.cli.suggestions.report import report
from annotator.cli.suggestions.simulate import simulate
from annotator.cli.suggestions.suggest import suggest


def _ending(example: str) -> str:
    """What the help of a verb ends with."""
    return f"Example: annotator suggest {example}\nPage: docs/suggestions.md"


app = App(
    name="suggest",
    help="Keep an extractor's predictions beside the layers; measure what suggestions save, and what they cost.",
    help_epilogue=_ending("model:models/first"),
    help_format="plaintext",
)
app.default(suggest)
app.command(report, help_epilogue=_ending("report datasets/gold.jsonl"))
app.command(audit, help_epilogue=_ending("audit"))
app.command(simulate, help_epilogue=_ending("simulate datasets/gold.jsonl -o keys.svg"))
