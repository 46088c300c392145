"""Part files: the per-document counts of a share of the documents, to be added up later.

A part says by which options it was counted and of which gold, so that only parts of one whole can be added. The counts
of all parts together are exactly those of counting all documents at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from annotator.errors import InputError, UsageError
from annotator.eval.count_names import CountKey
from annotator.eval.counts.counts import Counts, merge
from annotator.eval.counts.run_totals import NO_TOTALS, RunTotals, totals_from_plain
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts

FORMAT = 2
"""Raised when what stands in a part file changes its meaning."""


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One of `of` shares of the documents, by a hash of their ids; numbered from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.number}/{self.of}"

    def holds(self, document_id: str) -> bool:
        """Whether a document belongs to this share."""
        digest = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


def parse_shard(written: str) -> Shard:
    """The share that `k/n` names.

    Raises:
        UsageError: it is not of that form.
    """
    number, slash, of = written.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise UsageError(f"--shard {written}: expected k/n, such as 2/4, with k from 1 to n")
    return Shard(int(number), int(of))


@dataclass(frozen=True, slots=True)
class Part:
    """What a part file holds: counts, by which options, of what.

    `gold` and `predictions` are the hashes of the whole files, "" where there is none; `schema` the schema's reference
    or "". `shares` are the shares of the documents that were counted, none where all were.
    """

    counts: Counts
    options: ScoreOptions
    gold: str = ""
    schema: str = ""
    warnings: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()
    predictions: str = ""
    shares: tuple[Shard, ...] = ()
    run: RunTotals = NO_TOTALS

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        counts = self.counts
        return {
            "annotator_counts": FORMAT,
            "options": _options_to_plain(self.options),
            "gold": self.gold,
            "predictions": self.predictions,
            "schema": self.schema,
            "shares": [[each.number, each.of] for each in self.shares],
            "predicted": self.run.to_plain(),
            "documents": list(counts.documents),
            "cells": [list(key) for key in counts.keys],
            "document_of": counts.document_of.tolist(),
            "cell_of": counts.key_of.tolist(),
            "values": counts.values.tolist(),
            "warnings": [notice.to_plain() for notice in self.warnings],
            "left_out": [notice.to_plain() for notice in self.left_out],
        }


def part_from_plain(plain: Mapping[str, Any], file: str) -> Part:
    """The part of a JSON object read from `file`.

    Raises:
        InputError: it is no part file, or one of another format.
    """
    try:
        if plain["annotator_counts"] != FORMAT:
            raise InputError(f"{file}: counts of format {plain['annotator_counts']}; this program reads {FORMAT}")
        counts = Counts(
            documents=tuple(plain["documents"]),
            keys=tuple(CountKey(*each) for each in plain["cells"]),
            document_of=np.array(plain["document_of"], dtype=np.int64),
            key_of=np.array(plain["cell_of"], dtype=np.int64),
            values=np.array(plain["values"], dtype=np.float64),
        )
        warnings, left_out = (tuple(Notice(**each) for each in plain[name]) for name in ("warnings", "left_out"))
        return Part(
            counts,
            _options_from_plain(plain["options"]),
            plain["gold"],
            plain["schema"],
            warnings,
            left_out,
            plain["predictions"],
            tuple(Shard(number, of) for number, of in plain["shares"]),
            totals_from_plain(plain["predicted"]),
        )
    except UsageError as error:
        raise InputError(f"{file}: was counted by an option that this program does not know: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{file}: no part file; expected what annotator eval --counts-out writes") from error


def merge_parts(parts: Iterable[tuple[str, Part]], *, partial: bool = False) -> Part:
    """All parts together, each with the file it comes from.

    Args:
        parts: the parts.
        partial: whether some shares may be missing; what is made then says which it has.

    Raises:
        InputError: two parts count the same share or document, or were counted by other options, of other gold or of
            other predictions; or a share is missing.
        UsageError: there is no part.
    """
    named = list(parts)
    if not named:
        raise UsageError("nothing to merge; expected part files")
    first_file, first = named[0]
    for file, part in named[1:]:
        if differences := _differing(first, part):
            raise InputError(
                f"{file}: counted otherwise than {first_file}, so they cannot be added; {'; '.join(differences)}"
            )
    shares = _shares(named)
    missing = (
        [number for number in range(1, shares[0].of + 1) if Shard(number, shares[0].of) not in shares] if shares else []
    )
    if missing and not partial:
        numbers = ", ".join(f"{number}/{shares[0].of}" for number in missing)
        raise InputError(f"of {shares[0].of} shares {numbers} are missing; --partial adds up what there is")
    return replace(
        first,
        counts=merge(part.counts for _, part in named),
        warnings=_added(notice for _, part in named for notice in part.warnings),
        left_out=_added(notice for _, part in named for notice in part.left_out),
        shares=tuple(sorted(shares)) if missing else (),
        run=reduce(add, (part.run for _, part in named)),
    )


def _differing(one: Part, other: Part) -> list[str]:
    """In what two parts cannot be of one whole, in words."""
    names = [
        each.name
        for each in fields(one.options)
        if getattr(one.options, each.name) != getattr(other.options, each.name)
    ]
    pairs = [
        (name, getattr(one.options, name), getattr(other.options, name)) for name in names if name != "schema_facts"
    ]
    pairs += [(name, getattr(one, name), getattr(other, name)) for name in ("gold", "predictions", "schema")]
    differences = [f"{name}: {left} there, {right} here" for name, left, right in pairs if left != right]
    return differences + (["the schema's content"] if "schema_facts" in names else [])


def _shares(named: Sequence[tuple[str, Part]]) -> list[Shard]:
    """The shares of all parts; none where the one part there is holds all documents.

    Raises:
        InputError: a share is there twice, or shares are of different numbers.
    """
    file_of_share: dict[Shard, str] = {}
    for file, part in named:
        if not part.shares and len(named) > 1:
            raise InputError(f"{file}: holds all documents; expected shares, counted with --shard k/n")
        for share in part.shares:
            if share in file_of_share:
                raise InputError(f"{file}: the share {share} is in {file_of_share[share]} already; a share counts once")
            file_of_share[share] = file
    if len({share.of for share in file_of_share}) > 1:
        shares_of_files = ", ".join(f"{file} is {share}" for share, file in file_of_share.items())
        raise InputError(f"shares of different numbers cannot be added: {shares_of_files}")
    return list(file_of_share)


def _added(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices of several parts; those that say the same of all documents become one."""
    merged: dict[tuple[str, str, str], Notice] = {}
    for each in notices:
        key = (each.document or "", each.code, each.message)
        earlier = merged.get(key)
        merged[key] = replace(each, count=each.count + earlier.count) if earlier else each
    return tuple(merged[key] for key in sorted(merged))


def _options_to_plain(options: ScoreOptions) -> dict[str, Any]:
    plain = asdict(options)
    schema_facts = options.schema_facts
    del plain["schema_facts"]
    plain["knowledge"] = {
        "symmetric": sorted(schema_facts.symmetric),
        "values": sorted(schema_facts.values),
        "types": {layer: sorted(names) for layer, names in schema_facts.types.items()},
    }
    return plain


def _options_from_plain(plain: Mapping[str, Any]) -> ScoreOptions:
    known = plain["knowledge"]
    schema_facts = SchemaFacts(
        symmetric=frozenset(known["symmetric"]),
        values=frozenset(known["values"]),
        types={layer: frozenset(names) for layer, names in known["types"].items()},
    )
    values: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in plain.items()}
    del values["knowledge"]
    values["schema_facts"] = schema_facts
    return ScoreOptions(**values)
