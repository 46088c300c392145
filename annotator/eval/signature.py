"""The recipe of a score in one line: whoever has the same signature, gold and predictions gets the same figures."""

from __future__ import annotations

from annotator import __version__
from annotator.eval.options import ScoreOptions


def long_signature(options: ScoreOptions, schema: str = "", gold: str = "") -> str:
    """`key:value` pairs joined by `|`, e.g. `match:max|avg:micro|dup:set|zero:null|unit:char|...|version:0.1.0`."""
    pairs = [
        ("align", options.matching),
        ("avg", "+".join(options.averages)),
        ("dup", options.duplicates),
        ("zero", "null" if options.zero_division is None else f"{options.zero_division:g}"),
        ("unit", "char"),
        ("boot", str(options.bootstrap)),
        ("seed", str(options.seed)),
    ]
    pairs += [(name, value) for name, value in (("schema", schema), ("gold", gold)) if value]
    pairs.append(("version", __version__))
    return "|".join(f"{name}:{value}" for name, value in pairs)
