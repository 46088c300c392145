"""In which format a file or folder is: by its content, and where no content tells, by its name's end."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import UsageError
from annotator.formats.protocol import Format
from annotator.formats.registry import format_named, format_names
from annotator.formats.sample import sample_of


def recognised(path: Path) -> Format:
    """The one format that a file or folder is in.

    Raises:
        InputError: it is not there, or cannot be read.
        UsageError: no format fits, or several do.
    """
    sample = sample_of(path)
    known = [format_named(each) for each in format_names()]
    fitting = [each for each in known if each.recognizes(sample)]
    if not fitting and not sample.is_folder:
        fitting = [each for each in known if path.suffix.lower() in each.suffixes]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(each.name for each in fitting or known)
    if fitting:
        raise UsageError(f"{path}: could be {names}; say which with --from")
    raise UsageError(f"{path}: no format is recognised by its content or its name; say which with --from: {names}")
