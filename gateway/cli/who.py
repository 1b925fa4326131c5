"""Who uses a command, and why: said by the user, checked, recorded by the command."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gateway.audit.access import Use, admit
from gateway.audit.connections import Right
from gateway.audit.looking import Look
from gateway.audit.officers import account_name
from gateway.cli.places import Places
from gateway.cli.record_store import open_store
from gateway.settings.load import Configuration

BY = click.option(
    "--by",
    default=getpass.getuser,
    show_default="your user name",
    metavar="WHO",
    help="Who looks; it is recorded.",
)
AS_OFFICER = click.option(
    "--by",
    default="",
    show_default="your account",
    metavar="WHO",
    help="Who you are, of the officers in gateway.yaml; it is recorded.",
)
WHY = click.option("--why", default="", metavar="TEXT", help="Your reason; it is recorded.")
CASE = click.option(
    "--case", default="", metavar="REFERENCE", help="The open case you look for; it is recorded."
)


def must_say(why: str, case: str, what: str) -> None:
    """Raises click.UsageError unless there is a reason or a case."""
    if not why.strip() and not case.strip():
        raise click.UsageError(f"{what} needs --why or --case: it is recorded")


@contextmanager
def looking(  # noqa: PLR0913 - what makes a look
    places: Places,
    use: Use,
    by: str,
    *,
    why: str = "",
    case: str = "",
    right: Right = Right.AUDITOR,
) -> Iterator[tuple[Look, Configuration]]:
    """An open store and who looks at it. Raises CaseError (recorded) and RecordError."""
    configuration = places.load()
    with open_store(configuration, right=right) as store:
        who = admit(store, configuration.gateway, use, by, account_name())
        yield Look(store=store, who=who, why=why, case=case.strip()), configuration
