"""dkpro-cassis, the library that reads and writes CASes: loaded when one is, with a message where it is missing."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from annotator.errors import Finding, FormatError, Place, UsageError

Loaded = TypeVar("Loaded")


def cassis() -> Any:
    """The library.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import cassis as library  # noqa: PLC0415 - an extra, for CASes only
    except ImportError as error:
        raise UsageError("UIMA CASes need the extra `uima`: pip install 'gold-annotator[uima]'") from error
    return library


@contextmanager
def quiet() -> Iterator[None]:
    """Without the library's warnings: what they are about is looked at before, or said of the types."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def loaded(load: Callable[[], Loaded], file: str, code: str) -> Loaded:
    """What the library makes of a file.

    Raises:
        FormatError: it can make nothing of it.
    """
    try:
        with quiet():
            return load()
    except KeyError as error:
        message = f"refers to {error}, which is not there; expected the id of a structure or the name of a type"
        raise FormatError(Finding(Place(file), "", message, code)) from error
    except (ValueError, TypeError, AttributeError, LookupError, RuntimeError, SyntaxError) as error:
        said = " ".join(str(error).split())[:200]
        message = f"is nothing that dkpro-cassis can read or write: {said}"
        raise FormatError(Finding(Place(file), "", message, code)) from error
    except cassis().typesystem.TypeNotFoundError as error:
        message = f"{error}; expected a type of the type system"
        raise FormatError(Finding(Place(file), "", message, code)) from error
