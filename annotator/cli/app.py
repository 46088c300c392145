"""The command line: one table of verbs, each loaded only when it is called."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from cyclopts import App, CycloptsError, MissingArgumentError, Parameter, UnusedCliTokensError

from annotator import __version__
from annotator.cli.help_paragraphs import HelpParagraphs
from annotator.cli.streams import keep_piped
from annotator.errors import ExitCode, UsageError, did_you_mean


class Verb(NamedTuple):
    """A command: where its function stands, its line in the help, an example, and its page in docs/."""

    name: str
    function: str
    help: str
    example: str
    page: str


VERBS = (
    Verb(
        "demo",
        "annotator.cli.labelling.demo:demo",
        "See it work on two bundled articles.",
        "annotator demo",
        "project",
    ),
    Verb(
        "init",
        "annotator.cli.labelling.init:init",
        "Make a new project folder.",
        "annotator init project",
        "project",
    ),
    Verb(
        "add",
        "annotator.cli.labelling.add:add",
        "Put articles into the project.",
        "annotator add articles/*.txt",
        "project",
    ),
    Verb(
        "remove",
        "annotator.cli.labelling.remove:remove",
        "Take documents out of the project.",
        "annotator remove border-talks",
        "project",
    ),
    Verb(
        "rename",
        "annotator.cli.labelling.rename:rename",
        "Give a document another id.",
        "annotator rename minutes-0412 border-talks",
        "project",
    ),
    Verb(
        "label",
        "annotator.cli.labelling.label:label",
        "Open the labelling screen.",
        "annotator label border-talks",
        "project",
    ),
    Verb(
        "export",
        "annotator.cli.gold.export:export",
        "Write the gold as JSON Lines.",
        "annotator export -o datasets/gold.jsonl",
        "project",
    ),
    Verb(
        "import",
        "annotator.cli.gold.import_:import_",
        "Read gold into the project.",
        "annotator import datasets/gold.jsonl --layer mira",
        "project",
    ),
    Verb(
        "check",
        "annotator.cli.gold.check:check",
        "Report everything that is wrong with records.",
        "annotator check datasets/gold.jsonl",
        "project",
    ),
    Verb(
        "schema",
        "annotator.cli.schema.app:app",
        "Show, compare, check and migrate schemas.",
        "annotator schema diff 1.0.0 2.0.0",
        "schemas",
    ),
    Verb(
        "convert",
        "annotator.cli.gold.convert:convert",
        "Read and write foreign formats.",
        "annotator convert gold.jsonl folder --from jsonl --to brat",
        "formats",
    ),
    Verb(
        "stats",
        "annotator.cli.gold.stats:stats",
        "Count what data sets hold.",
        "annotator stats gold.jsonl -o gold.svg",
        "data-sets",
    ),
    Verb(
        "split",
        "annotator.cli.gold.split:split",
        "Divide a data set into training, development and test.",
        "annotator split gold.jsonl -o parts --group story --seed 1",
        "data-sets",
    ),
    Verb(
        "hydrate",
        "annotator.cli.gold.hydrate:hydrate",
        "Join a text-free data set with your copies of its articles.",
        "annotator hydrate datasets/nujaba-2020 articles -o gold.jsonl",
        "data-sets",
    ),
    Verb(
        "claims",
        "annotator.cli.gold.claims:claims",
        "Show where documents contradict each other.",
        "annotator claims datasets/conflict-wire --verdict contradict",
        "data-sets",
    ),
    Verb(
        "release",
        "annotator.cli.gold.release:release",
        "Make a version of a data set that others can use and that never changes.",
        "annotator release datasets/conflict-wire",
        "data-sets",
    ),
    Verb(
        "predict",
        "annotator.cli.scoring.predict:predict",
        "Run an extractor.",
        "annotator predict rules.py:extract gold.jsonl -o pred.jsonl",
        "extractors",
    ),
    Verb(
        "train",
        "annotator.cli.suggestions.train:train",
        "Train a model on gold, to extract with.",
        "annotator train datasets/gold.jsonl -o models/first",
        "suggestions",
    ),
    Verb(
        "suggest",
        "annotator.cli.suggestions.app:app",
        "Keep an extractor's predictions beside the layers, to be taken or refused.",
        "annotator suggest model:models/first",
        "suggestions",
    ),
    Verb(
        "eval",
        "annotator.cli.scoring.eval:eval_",
        "Score predictions against gold.",
        "annotator eval gold.jsonl pred.jsonl --by type --fail-under entities.strict.f1=0.80",
        "scoring",
    ),
    Verb(
        "errors",
        "annotator.cli.scoring.errors:errors",
        "Show every error of a prediction, in the article.",
        "annotator errors gold.jsonl pred.jsonl --layer relations",
        "scoring",
    ),
    Verb(
        "compare",
        "annotator.cli.scoring.compare:compare",
        "Test whether one extractor is better than another.",
        "annotator compare gold.jsonl pred-a.jsonl pred-b.jsonl",
        "scoring",
    ),
    Verb(
        "bench",
        "annotator.cli.scoring.bench:bench",
        "Run a suite of extractors, with gates and reports.",
        "annotator bench eval/suites/smoke.toml -o report.html",
        "suites",
    ),
    Verb(
        "baseline",
        "annotator.cli.scoring.baseline:app",
        "Keep what a suite scored, for later runs.",
        "annotator baseline update eval/suites/smoke.toml",
        "suites",
    ),
    Verb(
        "merge",
        "annotator.cli.scoring.merge:merge",
        "Add up the scores of shares of the documents.",
        "annotator merge part-1.json part-2.json -o scores.json",
        "scoring",
    ),
    Verb(
        "agree",
        "annotator.cli.team.agree:agree",
        "Measure how far annotators agree.",
        "annotator agree ana.jsonl ben.jsonl --by type",
        "agreement",
    ),
    Verb(
        "assign",
        "annotator.cli.team.assign:assign",
        "Give documents to people.",
        "annotator assign --to ana,ben,cleo --overlap 2 --adjudicator lea",
        "team",
    ),
    Verb(
        "team",
        "annotator.cli.team.people:app",
        "Have the server of a team's store enforce who sees and writes what.",
        "annotator team setup",
        "team",
    ),
    Verb(
        "status",
        "annotator.cli.team.status:status",
        "Show how far documents and people are.",
        "annotator status",
        "team",
    ),
    Verb(
        "adjudicate",
        "annotator.cli.team.adjudicate:adjudicate",
        "Make one gold layer of what several annotators said.",
        "annotator adjudicate border-talks",
        "adjudication",
    ),
    Verb(
        "diff",
        "annotator.cli.gold.diff:diff",
        "Show what changed between two files of gold.",
        "annotator diff before.jsonl after.jsonl",
        "git",
    ),
    Verb(
        "merge-driver",
        "annotator.cli.gold.merge_driver:merge_driver",
        "Merge two branches' gold, for git.",
        "annotator merge-driver base.jsonl ours.jsonl theirs.jsonl",
        "git",
    ),
    Verb(
        "git",
        "annotator.cli.gold.git:app",
        "Set a git repository up for gold.",
        "annotator git setup",
        "git",
    ),
    Verb(
        "serve",
        "annotator.cli.labelling.serve:serve",
        "Open the labelling screen in a browser.",
        "annotator serve --port 8080",
        "project",
    ),
    Verb(
        "doctor",
        "annotator.cli.labelling.doctor:doctor",
        "Find what is wrong with a project.",
        "annotator doctor --repair",
        "reliability",
    ),
    Verb(
        "log",
        "annotator.cli.labelling.log:log",
        "Show who did what when; keep it in a file.",
        "annotator log border-talks",
        "reliability",
    ),
    Verb(
        "backup",
        "annotator.cli.labelling.backup:backup",
        "Write a project's whole state to one file.",
        "annotator backup monday.backup",
        "reliability",
    ),
    Verb(
        "restore",
        "annotator.cli.labelling.restore:restore",
        "Bring a project back from a backup.",
        "annotator restore monday.backup",
        "reliability",
    ),
)

EXIT_STATUS = (
    "Exit status: 0 fine; 1 findings (a fault in the data, a missed gate, a loss under --strict, questions left); "
    "2 the call's words are off; 3 input that cannot be used; 4 an extractor failed; 5 storage failed; "
    "130 interrupted. Standard output carries data, standard error talk; - is either. Help: annotator COMMAND --help"
)


def build(asked: str = "") -> App:
    """The program's command tree; the verb that is asked for describes itself, the others by their line here."""
    app = App(
        name="annotator",
        help="Make gold-standard data for information extraction, and score extractors against it.",
        help_epilogue=EXIT_STATUS,
        version=__version__,
        version_flags=["--version"],
        help_format="plaintext",
        help_formatter=HelpParagraphs(),
        default_parameter=Parameter(negative=(), show_default=_shown),
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    for place, verb in enumerate(VERBS):
        words = {} if verb.name == asked else {"help": verb.help}
        if not verb.function.endswith(":app"):
            words["help_epilogue"] = f"Example: {verb.example}\nPage: docs/{verb.page}.md"
        app.command(verb.function, name=verb.name, sort_key=place, **words)
    app.default(_bare)
    return app


def _shown(default: object) -> object:
    """What the help says of a default: nothing where that is to do nothing."""
    if isinstance(default, tuple):
        return " ".join(map(str, default)) or None
    return default or None


def _bare() -> int:
    """Open the labelling screen of the project around the current folder; outside one, show the help."""
    from annotator.cli.labelling.label import label  # noqa: PLC0415 - loaded when called, as every command
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
    words = _readable(arguments)
    _refuse_unknown_verb(words)
    keep_piped(words)
    try:
        status = build(words[0] if words else "")(words, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        raise UsageError(_message(error)) from error
    return status if isinstance(status, int) else int(ExitCode.OK)


def _readable(arguments: Sequence[str]) -> list[str]:
    """The words of the call, `-` so that it is no option.

    Raises:
        UsageError: a word is not text.
    """
    for word in arguments:
        try:
            word.encode("utf-8")
        except UnicodeEncodeError as error:
            raise UsageError(f"{os.fsencode(word)!r}: not UTF-8; expected names and words in UTF-8") from error
    # A lone dash would be taken for an option; as a path, ./- is the same name.
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    return ["./-" if word == "-" else word for word in arguments[:end]] + list(arguments[end:])


def _refuse_unknown_verb(arguments: Sequence[str]) -> None:
    verbs = [verb.name for verb in VERBS]
    if arguments and not arguments[0].startswith("-") and arguments[0] not in verbs:
        raise UsageError(f"there is no command {arguments[0]!r}; {did_you_mean(arguments[0], verbs)}")


def _message(error: CycloptsError) -> str:
    """What is wrong with the call, and where the right words are."""
    chain = " ".join(("annotator", *(error.command_chain or ()), "--help"))
    if isinstance(error, UnusedCliTokensError):
        text = f"unexpected {' '.join(map(repr, error.unused_tokens or ()))}"
    elif isinstance(error, MissingArgumentError) and error.argument is not None and not error.tokens_so_far:
        text = f"{error.argument.name} {'is missing' if error.argument.required else 'needs a value'}"
    else:
        text = str(error).rstrip(". ")
    return f"{text}; see: {chain}"
