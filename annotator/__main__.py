"""The program `annotator`: runs one command and turns what happened into an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from annotator.cli.app import run
from annotator.cli.output import talk
from annotator.cli.streams import outliving_its_reader
from annotator.errors import AnnotatorError, ExitCode, OutputClosedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command of these arguments, by default the process's own; the exit status (see `ExitCode`)."""
    try:
        _prepare_streams()
        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except AnnotatorError as error:
        talk(f"annotator: {error}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        talk("annotator: interrupted")
        return int(ExitCode.INTERRUPTED)
    except MemoryError as error:
        talk(f"annotator: not enough memory ({error}); try smaller files, shares (--shard) or fewer trials")
        return int(ExitCode.INPUT)
    except UnicodeEncodeError as error:
        name = error.object.encode("unicode_escape").decode("ascii")
        talk(f"annotator: {name}: cannot be named in the encoding {error.encoding}; set LANG=C.UTF-8 or PYTHONUTF8=1")
        return int(ExitCode.INPUT)
    except OSError as error:
        _abandon_stdout()
        talk(f"annotator: {error.filename or '<stdout>'}: cannot be written: {error.strerror or error}")
        return int(ExitCode.STORAGE)
    return int(status)


def _prepare_streams() -> None:
    """Let no character end the program that the terminal's encoding lacks, and no closed stream that is not needed."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - the process's own
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
        raise OutputClosedError("<stdout>: is closed; expected a terminal, a file or a pipe (or > /dev/null)")
    sys.stdout = outliving_its_reader(sys.stdout, errors="backslashreplace")
    sys.stderr = outliving_its_reader(sys.stderr, errors="backslashreplace")


def _abandon_stdout() -> None:
    """What is left must not be flushed at exit into what cannot take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
