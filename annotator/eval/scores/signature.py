"""The recipe of a score in one line: whoever has the same signature and predictions gets the same figures."""

from __future__ import annotations

from collections.abc import Iterator

from annotator import __version__
from annotator.eval.options import OPTIONS, ScoreOptions


def signature(options: ScoreOptions, schema: str = "", gold: str = "") -> str:
    """Every choice as `name:value`, joined by `|`; `schema` and `gold` are the first digits of their hashes."""
    identity = [f"{name}:{value}" for name, value in (("schema", schema), ("gold", gold)) if value]
    return "|".join((*_choices(options), *identity, f"version:{__version__}"))


def _choices(options: ScoreOptions) -> Iterator[str]:
    for name, option in OPTIONS.items():
        value = getattr(options, name)
        shown = option.shown(options) if option.shown else f"{value:g}" if isinstance(value, float) else str(value)
        if option.signature and shown is not None:
            yield f"{option.signature}:{shown}"
