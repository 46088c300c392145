"""The recipe of a score in one line: whoever has the same signature and predictions gets the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator import __version__
from annotator.eval.counts.part_file import Shard
from annotator.eval.options import OPTIONS, ScoreOptions


def signature(options: ScoreOptions, schema: str = "", gold: str = "", shares: Sequence[Shard] = ()) -> str:
    """Every choice as `name:value`, joined by `|`; `gold` is the first digits of its hash.

    `shares` are those of the documents that were scored, where not all were.
    """
    shard = f"{'+'.join(str(each.number) for each in shares)}/{shares[0].of}" if shares else ""
    identity = [f"{name}:{value}" for name, value in (("schema", schema), ("gold", gold), ("shard", shard)) if value]
    return "|".join((*_choices(options), *identity, f"version:{__version__}"))


def _choices(options: ScoreOptions) -> Iterator[str]:
    for name, option in OPTIONS.items():
        value = getattr(options, name)
        shown = option.shown(options) if option.shown else f"{value:g}" if isinstance(value, float) else str(value)
        if option.signature and shown is not None:
            yield f"{option.signature}:{shown}"
