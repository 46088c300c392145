"""`annotator team`: who may see and write what, as the server of a team's store enforces it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from cyclopts import App

from annotator.cli.output import say, table, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode

EXAMPLE = "Example: annotator team {}\nPage: docs/team.md"

app = App(
    name="team",
    help="Have the server show each annotator their own layers alone.",
    help_epilogue=EXAMPLE.format("setup"),
    help_format="plaintext",
)


@app.command(help_epilogue=EXAMPLE.format("setup"))
def setup(*, project: ProjectFolder = None) -> int:
    """Put the rules in force on a PostgreSQL store, or back in force, and list who is in the team.

    To be run by the login that owns the store, for which no rule holds; once more after every update of the program.
    A SQLite store is one file: whoever can read it reads all of it, and this says so.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.team.people import set_up_team  # noqa: PLC0415 - as above

    opened = Project.open(project)
    try:
        team = set_up_team(opened)
    finally:
        opened.close()
    talk(f"the rules are in force; {team.owner} owns the store and stands above them: label under another login")
    if team.people:
        say(table(["who", "login", "role"], [[each.name, each.login, each.role] for each in team.people]))
    else:
        talk("nobody is in the team yet: annotator team add NAME")
    return int(ExitCode.OK)


@app.command(help_epilogue=EXAMPLE.format("add ana --password-file ana.txt"))
def add(
    name: str,
    /,
    *,
    role: Literal["annotator", "adjudicator", "lead"] = "annotator",
    login: str | None = None,
    password_file: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Let a person in, with a login on the server, or give them another role.

    Args:
        name: The name of their layer.
        role: What they may do: label; also read all layers and decide; also bring in articles and assign.
        login: Their login on the server; by default the name. One that is there is taken as it is.
        password_file: A file whose first line is the login's password; by default ANNOTATOR_MEMBER_PASSWORD of the
            environment, else none is set, and the server must let them in by other means.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - as above
    from annotator.project.team.people import add_person  # noqa: PLC0415 - as above
    from annotator.store.team.membership import Member  # noqa: PLC0415 - as above

    opened = Project.open(project)
    try:
        made, has_password = add_person(opened, Member(login or name, name, role), password_file)
    finally:
        opened.close()
    words = "made, with a password" if made and has_password else "made, without a password" if made else "as it was"
    if has_password and not made:
        words = "given the password"
    talk(f"{name} is {role}; the login {login or name} was {words}")
    return int(ExitCode.OK)


@app.command(help_epilogue=EXAMPLE.format("remove ana"))
def remove(name: str, /, *, project: ProjectFolder = None) -> int:
    """Take a person's rights away, at once; their layers stay.

    Args:
        name: The name of their layer.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - as above
    from annotator.project.team.people import remove_person  # noqa: PLC0415 - as above

    opened = Project.open(project)
    try:
        gone = remove_person(opened, name)
    finally:
        opened.close()
    talk(f"{name} is out; the login {gone.login} is still on the server and may do nothing here")
    return int(ExitCode.OK)
