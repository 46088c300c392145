"""The command line: one table of verbs, each loaded only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from cyclopts import App, CycloptsError

from annotator import __version__
from annotator.errors import ExitCode, UsageError


class Verb(NamedTuple):
    """A command: where its function stands, and its line in the help."""

    name: str
    function: str
    help: str


VERBS = (
    Verb("demo", "annotator.cli.demo:demo", "See it work on two bundled articles."),
    Verb("init", "annotator.cli.init:init", "Make a new project folder."),
    Verb("add", "annotator.cli.add:add", "Put articles into the project."),
    Verb("remove", "annotator.cli.remove:remove", "Take a document out of the project."),
    Verb("label", "annotator.cli.label:label", "Open the labelling screen."),
    Verb("export", "annotator.cli.export:export", "Write the gold as JSON Lines."),
    Verb("import", "annotator.cli.import_:import_", "Read gold into the project."),
    Verb("check", "annotator.cli.check:check", "Report everything that is wrong with records."),
    Verb("schema", "annotator.cli.schema:app", "Show, compare, check and migrate schemas."),
    Verb("convert", "annotator.cli.convert:convert", "Read and write foreign formats."),
    Verb("predict", "annotator.cli.predict:predict", "Run an extractor."),
    Verb("eval", "annotator.cli.eval:eval_", "Score predictions against gold."),
    Verb("errors", "annotator.cli.errors:errors", "Show every error of a prediction, in the article."),
    Verb("compare", "annotator.cli.compare:compare", "Test whether one extractor is better than another."),
    Verb("bench", "annotator.cli.bench:bench", "Run a suite of extractors, with gates and reports."),
    Verb("baseline", "annotator.cli.baseline:app", "Keep what a suite scored, for later runs."),
    Verb("merge", "annotator.cli.merge:merge", "Add up the scores of shares of the documents."),
    Verb("serve", "annotator.cli.serve:serve", "Open the labelling screen in a browser."),
    Verb("doctor", "annotator.cli.doctor:doctor", "Find what is wrong with a project."),
)


def build() -> App:
    """The program's command tree."""
    app = App(
        name="annotator",
        help="Make gold-standard data for information extraction, and score extractors against it.",
        version=__version__,
        version_flags=["--version"],
        help_format="plaintext",
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    for verb in VERBS:
        if verb.function.endswith(":app"):
            app.command(verb.function, name=verb.name)
        else:
            app.command(verb.function, name=verb.name, help=verb.help, help_format="plaintext")
    app.default(_bare)
    return app


def _bare() -> int:
    """Open the labelling screen of the project around the current folder; outside one, show the help."""
    from annotator.cli.label import label  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.config import find_project  # noqa: PLC0415 - as above

    if find_project() is not None:
        return label()
    build()(["--help"])
    return int(ExitCode.OK)


def run(arguments: Sequence[str]) -> int:
    """Run a command; its exit status.

    Raises:
        UsageError: the call's words are off.
    """
    _refuse_unknown_verb(arguments)
    try:
        status = build()(arguments, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        raise UsageError(_message(error, arguments)) from error
    return status if isinstance(status, int) else int(ExitCode.OK)


def _refuse_unknown_verb(arguments: Sequence[str]) -> None:
    verbs = [verb.name for verb in VERBS]
    if arguments and not arguments[0].startswith("-") and arguments[0] not in verbs:
        close = get_close_matches(arguments[0], verbs, 1)
        hint = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(verbs)}"
        raise UsageError(f"there is no command {arguments[0]!r}; {hint}")


def _message(error: CycloptsError, arguments: Sequence[str]) -> str:
    verbs = {verb.name for verb in VERBS}
    verb = next((word for word in arguments[:1] if word in verbs), "")
    return f"{error}; see: {' '.join(filter(None, ('annotator', verb, '--help')))}"


def stdin_is_terminal() -> bool:
    """Whether a person can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
