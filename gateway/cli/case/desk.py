"""What every command of a case has: which case, who works on it, and why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Concatenate

import click

from gateway.audit.cases.desk import Desk
from gateway.audit.cases.refused import noting_refusals
from gateway.audit.officers import account_name, acting
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import open_store
from gateway.settings.load import Configuration

REFERENCE = click.argument("case", metavar="REFERENCE")
RECORDS = click.argument("records", metavar="[ID]...", nargs=-1)
AS = click.option(
    "--as",
    "name",
    default="",
    metavar="WHO",
    help="Who you are, of the officers in gateway.yaml; recorded. Default: your account.",
)
WHY = click.option("--why", default="", metavar="TEXT", help="Your reason; it is recorded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where and who, before the store is open."""

    configuration: Configuration
    reference: str
    name: str

    @contextmanager
    def work(self) -> Iterator[Desk]:
        """The case, and who works on it. Raises CaseError, which is recorded, and RecordError."""
        account = account_name()
        command = click.get_current_context().info_name
        with (
            open_store(self.configuration) as store,
            noting_refusals(
                store, self.reference, f"case {command}", name=self.name, account=account
            ),
        ):
            who = acting(self.configuration.gateway.officers, self.name, account)
            yield Desk(store=store, reference=self.reference, who=who)


def with_case[**Rest, Result](
    command: Callable[Concatenate[At, Rest], Result],
) -> Callable[Rest, Result]:
    """Gives a command REFERENCE and --as; it gets where it works first."""

    @with_places  # type: ignore[arg-type]
    @REFERENCE
    @AS
    @wraps(command)
    def placed(
        places: Places, case: str, name: str, *rest: Rest.args, **options: Rest.kwargs
    ) -> Result:
        at = At(configuration=places.load(), reference=case, name=name)
        return command(at, *rest, **options)

    return placed  # type: ignore[return-value]


def as_day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """A day as people type it; None when it was not given."""
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise click.BadParameter("should be a day such as 2031-05-01") from None
