"""The learner's process: it hears by standard input, answers by standard output, and ends with whoever started it.

What is asked goes before what is still to be fitted; of several questions that came together only the last is
answered.
"""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterable, Iterator
from threading import Thread
from typing import BinaryIO

from annotator.schema.language import parse_schema
from annotator.suggest.learner_process.line_input import LineInput
from annotator.suggest.learner_process.messages import Ask, Failure, FromLearner, Gold, ToLearner, as_line, to_learner
from annotator.suggest.learner_process.taught import Said, Taught

NICE = 19
SCHEMA_NAME = "the schema"


def main() -> None:
    """Serve until the input ends."""
    os.nice(NICE)
    # Whoever started it may be killed while something is fitted.
    Thread(target=_end_with_input, args=(sys.stdin.fileno(),), daemon=True).start()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    try:
        serve(LineInput(sys.stdin.fileno()), output)
    except (EOFError, BrokenPipeError):
        return
    except Exception as error:
        # Everything: whoever hears is to be told why, whatever it was.
        _say(output, (Failure(f"{type(error).__name__}: {error}"),))


def serve(lines: LineInput, output: BinaryIO) -> None:
    """Answer what comes.

    Raises:
        EOFError: nothing more will come.
        BrokenPipeError: nobody hears.
    """
    taught: Taught | None = None
    steps: Iterator[Said] = iter(())
    is_idle = True
    while True:
        gold, ask = _newest(lines, waits=is_idle)
        if gold:
            taught = Taught(gold, parse_schema(gold.schema, SCHEMA_NAME))
            steps = taught.steps()
        if ask and taught:
            _say(output, (taught.answer(ask),))
            _say(output, taught.ranking())
        said = next(steps, None)
        is_idle = said is None
        _say(output, said or ())


def _newest(lines: LineInput, *, waits: bool) -> tuple[Gold | None, Ask | None]:
    """The last gold and the last question that came since; nothing where nothing came."""
    gold: Gold | None = None
    ask: Ask | None = None
    line = lines.next(waits=waits)
    while line is not None:
        message: ToLearner = to_learner(line)
        if isinstance(message, Gold):
            gold, ask = message, None
        else:
            ask = message
        line = lines.next(waits=False)
    return gold, ask


def _say(output: BinaryIO, messages: Iterable[FromLearner]) -> None:
    for each in messages:
        output.write(as_line(each))
        output.flush()


def _end_with_input(descriptor: int) -> None:
    hung_up = select.poll()
    hung_up.register(descriptor, 0)
    hung_up.poll()
    os._exit(0)


if __name__ == "__main__":
    main()
