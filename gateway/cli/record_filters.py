"""The options that choose records."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

import click

from gateway.audit.filters import Filters
from gateway.cli.when import as_when
from gateway.settings.load import Configuration
from gateway.types import Effect

_EFFECTS = {effect.word: effect for effect in Effect}
_OPTIONS = (
    click.option("--person", default="", metavar="USER", help="Who asked, by user id."),
    click.option("--tool", default="", metavar="ID", help="Tool of the register."),
    click.option("--since", callback=as_when, metavar="WHEN", help="From: 2031-05-01, 7d, 24h."),
    click.option("--until", callback=as_when, metavar="WHEN", help="Before: 2031-06-01, 1d."),
    click.option("--decision", type=click.Choice(list(_EFFECTS)), help="What was decided."),
    click.option("--entity", default="", metavar="KIND", help="Something found, e.g. UK_NHS."),
    click.option(
        "--reference", default="", metavar="TEXT", help="A case reference that was typed."
    ),
)


def remark_unknown(filters: Filters, configuration: Configuration) -> None:
    """Say on standard error that the register has no such tool: it may be misspelt, or gone."""
    known = [tool.id for tool in configuration.tools]
    if filters.tool and filters.tool not in known:
        has = ", ".join(known)
        click.echo(f"There is no tool '{filters.tool}' in the register; it has: {has}.", err=True)


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options; the command gets `filters`."""

    @wraps(command)
    def filtered(  # noqa: PLR0913 - one parameter per option
        *rest: object,
        person: str,
        tool: str,
        since: datetime | None,
        until: datetime | None,
        decision: str | None,
        entity: str,
        reference: str,
        **options: object,
    ) -> None:
        filters = Filters(
            person=person,
            tool=tool,
            since=since,
            until=until,
            effect=_EFFECTS[decision] if decision else None,
            entity=entity.upper(),
            reference=reference,
        )
        command(*rest, filters=filters, **options)

    for option in reversed(_OPTIONS):
        filtered = option(filtered)
    return filtered
