"""The recipe of a score in one line: whoever has the same signature and predictions gets the same figures.

The long form has every choice; the short one the choices that are not the default, and what identifies the data and
the program.
"""

from __future__ import annotations

from typing import NamedTuple

from annotator import __version__
from annotator.eval.options import ScoreOptions

DEFAULT = ScoreOptions()


class Part(NamedTuple):
    """One choice: its name in either form, and its value."""

    long: str
    short: str
    value: str


def long_signature(options: ScoreOptions, schema: str = "", gold: str = "") -> str:
    """Every choice as `name:value`, joined by `|`; `schema` and `gold` are the first digits of their hashes."""
    return "|".join(f"{part.long}:{part.value}" for part in (*_choices(options), *_identity(schema, gold)))


def short_signature(options: ScoreOptions, schema: str = "", gold: str = "") -> str:
    """The same with short names and without defaults."""
    usual = _choices(DEFAULT)
    chosen = [part for part in _choices(options) if part not in usual]
    return "|".join(f"{part.short}:{part.value}" for part in (*chosen, *_identity(schema, gold)))


def _choices(options: ScoreOptions) -> list[Part]:
    return [
        Part("layers", "l", "+".join(options.layers or ("all",))),
        Part("measures", "m", "+".join(options.measures or ("all",))),
        Part("align", "a", options.matching),
        Part("overlap", "o", _overlap(options)),
        Part("credit", "c", f"{options.partial_credit:g}"),
        Part("avg", "v", "+".join(options.averages)),
        Part("dup", "d", options.duplicates),
        Part("singletons", "s", "drop" if options.drop_singletons else "keep"),
        Part("zero", "z", "null" if options.zero_division is None else f"{options.zero_division:g}"),
        Part("unit", "u", options.unit),
        Part("boot", "b", str(options.bootstrap)),
        Part("level", "p", f"{options.confidence:g}"),
        Part("seed", "e", str(options.seed)),
        *_on_request(options),
    ]


def _on_request(options: ScoreOptions) -> list[Part]:
    """Choices that exist only where something was asked for: another F, the reading of tags."""
    beta = [Part("beta", "f", f"{options.beta:g}")] if options.beta is not None else []
    return beta + ([Part("repair", "r", options.repair)] if options.unit == "token" else [])


def _overlap(options: ScoreOptions) -> str:
    return f"{options.min_overlap:g}%{options.min_overlap_of}" if options.min_overlap else "1char"


def _identity(schema: str, gold: str) -> list[Part]:
    known = [Part("schema", "sc", schema), Part("gold", "g", gold)]
    return [*(part for part in known if part.value), Part("version", "ver", __version__)]
