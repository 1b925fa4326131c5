"""`shadow`: services that nobody approved, by how many people use them, ready to be decided on."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import click

from gateway.audit.sightings import UNLISTED, Seen, shadow
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import open_store
from gateway.cli.screen import harmless, show_table
from gateway.cli.when import as_when

_DAYS = 30


@click.command("shadow")
@with_places
@click.option(
    "--since",
    callback=as_when,
    metavar="WHEN",
    help=f"From: 2031-05-01, 7d, 24h.  [default: {_DAYS}d]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "register", "catalogue"]),
    default="table",
    show_default=True,
    help="register and catalogue print rows to paste into tools.yaml and hosts.yaml.",
)
@click.argument("hosts", nargs=-1, metavar="[HOST]...")
def shadow_ai(places: Places, *, since: datetime | None, form: str, hosts: tuple[str, ...]) -> None:
    """List generative-AI services that are not in the register (clause 4).

    Services of the host catalogue were refused unless your policy says otherwise, and are recorded.
    Hosts outside the catalogue that look like generative AI passed unopened: they are only counted,
    for you to judge. People are counted, never named.

    \b
    Examples:
      genai-gateway shadow --since 7d
      genai-gateway shadow --format catalogue newchat.example >> config/hosts.yaml
      genai-gateway shadow --format register api.cohere.com

    A row in hosts.yaml alone blocks a service; a row in tools.yaml puts it under the register.

    Exit codes: 0 listed, 2 configuration.
    """
    start = since or datetime.now(UTC) - timedelta(days=_DAYS)
    with open_store(places.load()) as store:
        found = shadow(store, start)
    chosen = [one for one in found if not hosts or one.host in hosts]
    _PRINTED[form](chosen)


def _table(found: Sequence[Seen]) -> None:
    columns = ("Host", "People", "Times", "Last", "Known as", "How")
    show_table(
        "Services that are not in the register",
        columns,
        [(o.host, str(o.people), str(o.times), f"{o.last:%Y-%m-%d}", o.what, o.how) for o in found],
    )


def _json(found: Sequence[Seen]) -> None:
    click.echo(
        json.dumps(
            [
                {
                    "host": one.host,
                    "how": one.how,
                    "what": one.what,
                    "people": one.people,
                    "times": one.times,
                    "first": one.first.isoformat(),
                    "last": one.last.isoformat(),
                }
                for one in found
            ],
            indent=2,
        )
    )


def _register(found: Sequence[Seen]) -> None:
    for one in found:
        click.echo(
            f"  # people: {one.people}, times: {one.times}; {harmless(one.what)}\n"
            f"  - id: {_id(one.host)}\n"
            f"    name: {json.dumps(one.what.partition(': ')[2] or one.host)}\n"
            "    category: public\n"
            "    owner: TO BE NAMED\n"
            "    purpose: TO BE DECIDED\n"
            f"    hosts: [{one.host}]\n"
            "    approval: withdrawn\n"
            '    groups: ["*"]\n'
        )


def _catalogue(found: Sequence[Seen]) -> None:
    for one in found:
        if one.how != UNLISTED:  # what is in the catalogue needs no second row
            click.echo(
                f"  - {{vendor: {json.dumps(one.host)}, product: {json.dumps(one.host)}, "
                f"host: {one.host}, kind: web, category: chat, subdomains: true, source: own}}"
            )


def _id(host: str) -> str:
    return "-".join(part for part in host.split(".") if part)[:63]


_PRINTED: Mapping[str, Callable[[Sequence[Seen]], None]] = {
    "table": _table,
    "json": _json,
    "register": _register,
    "catalogue": _catalogue,
}
