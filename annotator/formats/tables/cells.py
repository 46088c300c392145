"""Cells of a table: quoted where they must be, and such that no spreadsheet takes one for a formula.

A cell that begins with a sign by which formulas begin gets a `'` before it, and so does one that begins with `'` before
such a sign; reading takes one away from both. So a table that was written and read again says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_DISARMED = re.compile(r"'+[=+\-@\t\r\n]")


def written_row(cells: Iterable[str], delimiter: str) -> bytes:
    """A line of a table."""
    return (delimiter.join(_quoted(_disarmed(each), delimiter) for each in cells) + "\n").encode("utf-8")


def is_disarmed(cell: str) -> bool:
    """Whether a cell begins with `'` before a sign of formulas."""
    return _DISARMED.match(cell) is not None


def armed(cell: str) -> str:
    """What a cell said before it was written."""
    return cell[1:] if is_disarmed(cell) else cell


def _disarmed(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _quoted(cell: str, delimiter: str) -> str:
    if cell == cell.strip() and not any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return cell
    return '"' + cell.replace('"', '""') + '"'
