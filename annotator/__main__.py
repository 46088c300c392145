"""The program `annotator`: runs one command and turns what happened into an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from annotator.cli.app import run
from annotator.cli.output import talk
from annotator.errors import AnnotatorError, ExitCode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command of these arguments, by default the process's own; the exit status (see `ExitCode`)."""
    try:
        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except AnnotatorError as error:
        talk(f"annotator: {error}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        talk("annotator: interrupted")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; what is left must not be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
