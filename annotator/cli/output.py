"""What commands print: data on stdout, talk on stderr, and nothing of either that a terminal would obey.

Everything that may hold somebody's data (a file name, an id, an extractor's message) goes through `log_line` when it is
talk or text for people, so that no CI system takes it for a command either; JSON says the same in other characters
where needed, and records go out as their bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from annotator.cli.colour import coloured, has_colour, screen_width
from annotator.text.log_line import log_line
from annotator.text.visible import visible


def talk(message: str) -> None:
    """Say something to the person at the terminal, line by line, on stderr."""
    for line in message.split("\n"):
        print(log_line(line), file=sys.stderr)


def say(text: str) -> None:
    """Print text for people on stdout, made safe line by line, in colour where there is one."""
    look = coloured if has_colour() else str
    for line in text.split("\n"):
        print(look(log_line(line)))


def command(line: str, *, as_data: bool = False) -> None:
    """Print a line that a CI system shall obey, which its maker has made safe (`annotator.eval.reports.github`).

    It goes to stderr, which the runner reads as well, since stdout may be JSON; `as_data` where it is asked for.
    """
    print(line, file=sys.stdout if as_data else sys.stderr)


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 document", "2 documents"."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def emit(data: bytes) -> None:
    """Write data to stdout, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def emit_json(value: object) -> None:
    """Print a JSON object on stdout, readable and with stable order; NaN cannot occur."""
    import orjson  # noqa: PLC0415 - only where JSON is asked for

    plain = orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    # Outside a string JSON has no such sign, and within one `\u0023` is the same character.
    emit(plain.replace(b"##", b"#\\u0023"))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Rows as aligned text, columns two blanks apart; the columns in `right` end flush.

    Where the screen is narrower, the columns before the first of these are what names a row (`reports/columns`).
    """
    from annotator.eval.reports.columns import cells, fitted  # noqa: PLC0415 - only where a table is printed

    lines = [[visible(cell) for cell in row] for row in (header, *rows)]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(header))]
    if right and sum(widths) + 2 * (len(widths) - 1) > screen_width():
        return fitted(lines, min(right), screen_width())
    return "\n".join(
        "  ".join(
            " " * (width - cells(cell)) + cell if column in right else cell + " " * (width - cells(cell))
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
