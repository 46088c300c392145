"""Gold-standard data for information extraction, and the harness that scores extractors against it.

From Python: `annotator.read`, `annotator.check`, `annotator.score`, `annotator.compare`; see docs/python.md. What each
needs is imported when it is first asked for; `__init__.pyi` has the types.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__", "assert_gates", "check", "compare", "read", "score"]

_PLACES = {
    "assert_gates": "annotator.python.gating",
    "check": "annotator.python.checking",
    "compare": "annotator.python.comparing",
    "read": "annotator.python.given",
    "score": "annotator.python.scoring",
}


def __getattr__(name: str) -> object:
    """A function of the interface, imported now.

    Raises:
        AttributeError: there is none of this name.
    """
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only where something is asked for

    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    """The names of the interface, too."""
    return sorted({*globals(), *__all__})
