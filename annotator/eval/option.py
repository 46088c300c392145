"""How one choice of scoring is declared: its default, its values, its flag and help, its name in signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, NamedTuple

from annotator.errors import did_you_mean


class Option(NamedTuple):
    """How a choice looks outside.

    Attributes:
        help: what it does, for people; "" where nobody can choose it by hand.
        flag: its name on the command line, where that is not the name of the field.
        signature: its name in the signature; "" where it does not stand there by itself.
        shown: its value in the signature, from all options; None leaves it out.
        check: what is wrong with a value, or "".
        words: the values that the command line knows by another word.
        in_comparisons: whether it matters where systems are compared.
        in_recipe: whether figures depend on it; if not, it says which rows there are, or concerns resampling.
    """

    help: str = ""
    flag: str = ""
    signature: str = ""
    shown: Callable[[Any], str | None] | None = None
    check: Callable[[Any], str] = lambda value: ""
    words: Mapping[str, Any] | None = None
    in_comparisons: bool = True
    in_recipe: bool = True


def option(default: Any, declared: Option) -> Any:
    """A field of a dataclass that is a choice."""
    return field(default=default, metadata={"option": declared})


def known(what: str, legal: Iterable[str]) -> Callable[[Any], str]:
    """Each word is one of these."""
    words = tuple(legal)

    def check(value: Any) -> str:
        given = () if value is None else (value,) if isinstance(value, str) else value
        odd = [word for word in given if word not in words]
        return f'unknown {what} "{odd[0]}"; {did_you_mean(odd[0], words)}' if odd else ""

    return check


def in_range(expected: str, holds: Callable[[float], bool]) -> Callable[[Any], str]:
    """A number, where there is one, for which this holds."""
    return lambda value: "" if value is None or holds(value) else f"{value:g}: expected {expected}"


def type_fault(name: str, declared: str, value: Any) -> str:
    """What is wrong with the type of a value, where the field is declared as words or as a number."""
    if value is None and declared.endswith("| None"):
        return ""
    if declared.startswith("tuple") and not isinstance(value, tuple):
        return f"{name}: {value!r}; expected a tuple of words" + (f": ({value!r},)" if isinstance(value, str) else "")
    if declared.startswith(("int", "float")) and (isinstance(value, bool) or not isinstance(value, int | float)):
        return f"{name}: {value!r}; expected a number"
    return ""
