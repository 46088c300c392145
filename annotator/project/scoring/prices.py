"""What predictions of language models cost, at the prices that the project gives."""

from __future__ import annotations

from pathlib import Path

from annotator.eval.counts.run_totals import RunTotals
from annotator.project.config import CONFIG_NAME, find_project, read_config


def priced(totals: RunTotals, folder: Path | None = None) -> RunTotals:
    """Totals with their costs, where the project around a folder, by default the current one, has prices for them.

    Raises:
        ConfigError: the project file is wrong.
    """
    project = find_project(folder) if totals.tokens else None
    if project is None:
        return totals
    models = read_config(project / CONFIG_NAME).llm
    return totals.priced(models.prices, models.currency)
