"""Calling a file in messages what people call it: a copy of standard input, a file of an archive that was unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from annotator.errors import AnnotatorError, FoundError


@contextmanager
def called(file: str, name: str) -> Iterator[None]:
    """Have errors call a file, or what lies in that folder, by another name."""
    try:
        yield
    except FoundError as error:
        places = [replace(each.place, file=each.place.file.replace(file, name)) for each in error.findings]
        messages = [each.message.replace(file, name) for each in error.findings]
        raise type(error)(
            *(
                replace(each, place=place, message=message)
                for each, place, message in zip(error.findings, places, messages, strict=True)
            )
        ) from error
    except AnnotatorError as error:
        raise type(error)(str(error).replace(file, name)) from error
