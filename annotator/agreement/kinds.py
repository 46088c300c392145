"""The kinds of disagreements: every difference between two layers is of exactly one."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "boundary", "type", "missing", "trigger", "role", "argument", "link", "direction", "attribute", "cluster", "label"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
