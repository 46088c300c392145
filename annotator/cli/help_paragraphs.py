"""How `--help` prints its paragraphs: broken where the terminal ends, not where the docstrings are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions


class HelpParagraphs:
    """Prints help as cyclopts does, with the lines of each paragraph joined; loaded with it when help is asked for."""

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Print one panel of arguments, options or commands."""
        from cyclopts.help.formatters import DefaultFormatter  # noqa: PLC0415 - loads rich

        for entry in panel.entries:
            _join(entry.description)
        DefaultFormatter()(console, options, panel)

    def render_usage(self, console: Console, options: ConsoleOptions, usage: object) -> None:
        """Print how the command is called."""
        from cyclopts.help.formatters import DefaultFormatter  # noqa: PLC0415 - loads rich

        DefaultFormatter().render_usage(console, options, usage)

    def render_description(self, console: Console, options: ConsoleOptions, description: object) -> None:
        """Print what the command does."""
        from cyclopts.help.formatters import DefaultFormatter  # noqa: PLC0415 - loads rich

        _join(description)
        DefaultFormatter().render_description(console, options, description)


def joined(text: str) -> str:
    """The lines of each paragraph as one; what is set in, or follows an empty line, stays where it is."""
    return re.sub(r"(?<=[^\s])\n(?=[^\s])", " ", text)


def _join(help_text: Any) -> None:
    text = getattr(help_text, "primary_renderable", None)
    if text is not None and hasattr(text, "plain"):
        text.plain = joined(text.plain)
